"""The canonical file: it says the same as the author's, and writing it again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.answermarks import marked
from app.quizzes.files import Parsed, parse_quiz
from app.quizzes.itemtypes import ITEM_TYPES
from app.quizzes.manuscript import ItemText, Manuscript, StemText, read_manuscript
from app.quizzes.writing import write_quiz
from app.quizzes.writing_head import written_head
from tests.quizzes.manuscripts import BODIES, instruments, quizzes
from tests.quizzes.samples import HEAD, INSTRUMENT, ITEMS, QUIZ, SINGLE, UNHURRIED
from tests.quizzes.test_never_raises import FRAGMENTS, LINES
from tests.quizzes.test_readme import EXAMPLES

FILES = [
    path
    for path in sorted((Path(__file__).parents[2] / "quizzes").glob("*.md"))
    if path.name != "README.md"
]


def read(source: str) -> Parsed:
    return parse_quiz(
        source,
        file="quizzes/night.md",
        slug="night",
        render=str,
        render_inline=str,
        hant=str,
        rubrics={"complaint-reply": None},
    )


def written(source: str) -> str:
    return write_quiz(read_manuscript(source))


def check(source: str) -> None:
    """A file without faults says the same when it is written anew; one with faults is no matter."""
    before = read(source)
    if before.document:
        after = written(source)
        assert read(after).faults == []
        assert read(after).document == before.document
        assert written(after) == after


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_quiz_of_the_tree_says_the_same(path: Path) -> None:
    check(path.read_text("utf-8"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_written_as_it_would_be(example: str) -> None:
    source = example if example.startswith("---") else HEAD + example

    check(source)
    assert written(source) == source


@pytest.mark.parametrize("source", [QUIZ, INSTRUMENT])
def test_the_samples_are_written_as_they_would_be(source: str) -> None:
    assert written(source) == source


def test_every_type_is_made_up() -> None:
    assert set(BODIES) == set(ITEM_TYPES)


@pytest.mark.parametrize("name", BODIES)
def test_any_quiz_is_read_as_it_was_written(name: str) -> None:
    @settings(UNHURRIED, max_examples=12)
    @given(quizzes((name,)))
    def any_quiz(manuscript: Manuscript) -> None:
        agree(manuscript)

    any_quiz()


@settings(UNHURRIED, max_examples=15)
@given(instruments())
def test_any_instrument_is_read_as_it_was_written(manuscript: Manuscript) -> None:
    agree(manuscript)


@settings(UNHURRIED, max_examples=15)
@given(quizzes())
def test_items_of_several_types_stand_in_one_file(manuscript: Manuscript) -> None:
    agree(manuscript)


def agree(manuscript: Manuscript) -> None:
    source = write_quiz(manuscript)

    assert read_manuscript(source).items == manuscript.items
    assert written(source) == source
    parsed = read(source)
    assert parsed.faults == []
    assert parsed.document == read(written(source)).document


@settings(UNHURRIED, max_examples=40)
@given(LINES)
def test_any_lines_that_make_a_quiz_are_written(lines: list[str]) -> None:
    check("\n".join(lines))


@settings(UNHURRIED, max_examples=60)
@given(st.sampled_from([QUIZ, INSTRUMENT, *(HEAD + item for item in ITEMS.values())]), st.data())
def test_a_file_with_lines_put_in_is_written(source: str, data: st.DataObject) -> None:
    lines = source.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(5, len(lines)))
        line = data.draw(st.sampled_from([*FRAGMENTS, *lines, ""]) | st.text(max_size=8))
        lines.insert(place, data.draw(st.sampled_from(["", "  ", " ", "\t", "　"])) + line)

    check("\n".join(lines))


@settings(UNHURRIED, max_examples=15)
@given(
    quizzes(),
    st.lists(st.sampled_from(["", "", " ", "\t", "\r"]), min_size=1, max_size=7),
    st.sampled_from(["", "\ufeff"]),
)
def test_however_a_file_is_typed_it_says_the_same(
    manuscript: Manuscript, ends: list[str], mark: str
) -> None:
    lines = write_quiz(manuscript).split("\n")

    check(mark + "\n".join(line + ends[n % len(ends)] for n, line in enumerate(lines)))


TYPED = """\
\ufeff---\r
pass:   75   \r
# The name.\r
title: {zh: 夜班, en: The night shift}\r
---\r
\r
\r
##gate {  level=2 tags="a， b"   type="single" points=2}\r
\r
甲 \r
\\answer: 3\r
：：：en\r
A\r
- (x) no answer here\r
：：：\r
乙\t\r
-（ｘ）对\r
 \r
    接着\r
    \\en: 不是英文\r
\t> 好，\r
\t> 真好\r
\ten> well\r
  en：right\r
- [ ]错\r
    weight： 50\r
    en:\r
      wrong\r
hint： 想\r
hint.en: think\r
explain:　为什么\r
\r
      因为\r
        甲\r
explain.en: why\r
\r
"""
CANONICAL = """\
---
# The name.
title: {zh: 夜班, en: The night shift}
pass:   75
---

## gate {type=single points=2 tags=a,b level=2}
甲
\\answer: 3
乙
::: en
A
- (x) no answer here
:::
- (x) 对
  接着
  \\en: 不是英文
  en: right
  > 好，
  > 真好
  en> well
- ( ) 错
  en: wrong
  weight: 50
explain: 为什么

  因为
    甲
explain.en: why
hint: 想
hint.en: think
"""


def test_one_form_is_made_of_what_was_typed() -> None:
    check(TYPED)
    assert written(TYPED) == CANONICAL


@pytest.mark.parametrize(
    ("type_name", "typed", "canonical"),
    [
        ("single", "-［ｘ］甲", "- (x) 甲"),
        ("multiple", "- （  ）甲", "- [ ] 甲"),
        ("order", "7）  甲", "2. 甲"),
        ("scale", "-   10 ：甲", "- 10: 甲"),
        ("scale", "- -3: 甲", "- -3: 甲"),
        ("match", "-   （x）=> 甲", "- （x）=> 甲"),
        ("scenario", "-→end：lost（－2）{std=a，b}甲", "- -> end:lost (-2) {std=a,b} 甲"),
        ("scenario", "- -> b (5) {{company.x}}", "- -> b (+5) {{company.x}}"),
        ("scenario", "- -> b (0) 甲", "- -> b (0) 甲"),
    ],
)
def test_the_mark_of_an_answer(type_name: str, typed: str, canonical: str) -> None:
    found = marked(type_name, 2, typed)

    assert found
    assert f"{found.mark} {found.words}" == canonical


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("1. 甲\n2. 乙\n\n丙", "1. 甲\n2. 乙\n\n丙"),
        ("丙\n\n1. 甲\n2. 乙", "丙\n\n\\1. 甲\n\\2. 乙"),
    ],
)
def test_a_backslash_stands_only_where_it_is_needed(stem: str, expected: str) -> None:
    steps = tuple({"": (f"{n}. 第{n}步",), "en": (f"step {n}",)} for n in (1, 2))
    item = ItemText("a", {"type": "order"}, StemText(stem), steps)

    assert f"## a {{type=order}}\n{expected}\n1. 第1步" in write_quiz(Manuscript("", (item,)))


def test_a_line_break_of_two_spaces_stays_and_no_other_space_at_an_end_does() -> None:
    source = HEAD + SINGLE.replace("夜里", "甲   \n乙 \n丙  \n\n夜里", 1)

    assert "\n甲  \n乙\n丙\n\n夜里" in written(source)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("pass: 60\ntitle: {zh: 甲, en: A}", "title: {zh: 甲, en: A}\npass: 60"),
        ("# all\n\n# of it\npass: 1\n# b\ntitle: x", "# all\n\n# b\ntitle: x\n# of it\npass: 1"),
        ("{pass: 60, title: x}  ", "{pass: 60, title: x}"),
        ("pass: 60\ntitle: |+\n  x\n\nkind: quiz", "title: |+\n  x\n\nkind: quiz\npass: 60"),
        ('title: "x  \n  y"\npass: 60\n\n', 'title: "x\n  y"\npass: 60'),
        ("intro: |\n  x  \n  y\ntitle: x", "intro: |\n  x  \n  y\ntitle: x"),
    ],
)
def test_the_keys_of_the_head_have_one_order(head: str, expected: str) -> None:
    assert "\n".join(written_head(head)) == expected
    assert written_head(expected) == expected.split("\n")
