"""Whatever the file: the parser gives faults or a document, and never both, and never raises."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.drawing import draw
from app.quizzes.model import Quiz
from app.quizzes.scoring import right_response, score_item
from tests.quizzes.samples import HEAD, INSTRUMENT, ITEMS, QUIZ, SINGLE, UNHURRIED, parse

FRAGMENTS = [
    *("---", "```", "~~~~", "::: en", ":::", "::: zh-Hant", "\\- (x)", "{{company.x}}"),
    *(
        "- (x) 甲",
        "- [ ",
        "- => 乙",
        "- 甲 => 乙",
        "- 甲 =>",
        "1. 甲",
        "9) 甲",
        "- 1: 甲",
        "- -3：乙",
    ),
    *(
        "accept: 甲",
        "accept@50.en: A",
        "accept.en@5：",
        "[[甲|乙",
        "]]",
        "[[(x)甲|乙]]",
        "［［｜］］",
    ),
    *("answer: 3", "answer@50: x", "answer@: 1..", "unit.en:", "explain.zh-Hant: 丙"),
    *("  en: A", "  > 好", "  en> well", "  weight: -7", "  zh-Hant: 甲 => 乙"),
    *(
        "## s {type=short}",
        "## g {type=blanks}",
        "## a {type=match}",
        "## {",
        '## b {x="',
        "## c {type=scale min=1 max=2}",
    ),
    *("pick: {a: 3}", "kind: instrument", "bands: [{from: 1, to: 0}]", "&a [*a]"),
    *("\t", "\u3000", "\ufeff", "\x00", "\ud800"),
]
LINES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=20)


def check(source: str) -> None:
    parsed = parse(source)

    assert (parsed.document is None) is bool(parsed.faults)
    line_count = source.count("\n") + source.count("\r") + 1
    for fault in parsed.faults:
        assert 1 <= fault.line <= line_count
        assert fault.what
        assert fault.instead
        assert "\n" not in str(fault)
    if parsed.document:
        msgspec.json.encode(parsed.document)
    if isinstance(parsed.document, Quiz):
        draw(parsed.document, seed=1)
        assert all(score_item(item, right_response(item)) == 1 for item in parsed.document.items)


@settings(UNHURRIED, max_examples=50)
@given(st.text())
def test_any_text_is_read(source: str) -> None:
    check(source)


@settings(UNHURRIED, max_examples=100)
@given(LINES)
def test_any_lines_of_a_quiz_are_read(lines: list[str]) -> None:
    check("\n".join(lines))


@settings(UNHURRIED, max_examples=120)
@given(st.sampled_from([QUIZ, INSTRUMENT]), st.data())
def test_a_file_with_lines_changed_is_read(source: str, data: st.DataObject) -> None:
    lines = source.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(lines)))
        end = data.draw(st.integers(start, min(len(lines), start + 2)))
        lines[start:end] = data.draw(st.lists(st.sampled_from([*FRAGMENTS, *lines]), max_size=2))

    check("\n".join(lines))


@settings(UNHURRIED, max_examples=100)
@given(st.sampled_from([QUIZ, INSTRUMENT]), st.data())
def test_a_file_with_characters_changed_is_read(source: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = start + data.draw(st.integers(0, 3))
        source = source[:start] + data.draw(st.text(max_size=3)) + source[end:]

    check(source)


@pytest.mark.parametrize(
    "source",
    [
        "---",
        "---\n",
        "---\n---",
        "---\n---\n## a",
        "",
        "\n",
        "## a {type=order}\n1.",
        "---\n[[\n---",
    ],
)
def test_scraps_are_read(source: str) -> None:
    check(source)


@pytest.mark.parametrize(
    "line",
    [
        "- (x) " + "甲" * 100_000,
        "## a {" + 'x="' * 40_000,
        "## a {" + "tags=" + "," * 100_000 + "}",
        "- " + "=> " * 40_000,
        "- -> " + "(" * 100_000,
        "`" * 100_000 + " " * 100_000 + "x",
        ":::" + " " * 100_000 + "x y",
        "explain" + ".en" * 60_000 + ":",
        "\\" * 200_000,
        "  " * 100_000 + "en: x",
    ],
    ids=lambda line: line[:8],
)
def test_a_very_long_line_is_read_in_little_time(line: str) -> None:
    for item in ITEMS.values():
        lines = item.split("\n")
        check(f"{HEAD}{lines[0]}\n{line}\n" + "\n".join(lines[1:]) + line)


@pytest.mark.parametrize(
    "head",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "a: &a [*a, *a]",
        "? [x]\n: y",
        "!!python/object:os.system x",
        "title: \ud800",
        "%YAML 9.9",
        "\t- x\n  \t:",
        "a: " + "x" * 200_000,
    ],
    ids=lambda head: ascii(head[:8]),
)
def test_a_head_of_any_kind_is_read(head: str) -> None:
    check(f"---\n{head}\n---\n\n{SINGLE}")


@pytest.mark.parametrize(
    "line",
    [
        "```a",
        "::: en",
        "## a {type=single}",
        "- (",
        "1. x",
        "  en: x",
        "{" * 9,
        "answer@5: 1",
        "- => a",
    ],
)
def test_a_long_file_is_read_in_little_time(line: str) -> None:
    check(f"{QUIZ}\n" + f"{line}\n" * 5000)
