"""YAML with lines: what is read, what is refused, and that nothing raises."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.markup import shapes
from app.markup.faults import FaultLog
from app.markup.shapes import FAULTY, both, listed, one_of, record, whole
from app.markup.yamlfiles import load

SHAPE = record(
    {"title": both},
    {
        "minutes": whole(1, 30),
        "about": one_of("person", "place"),
        "names": listed(shapes.slug),
        "figure": shapes.number,
        "internal": shapes.flag,
    },
)
TITLE = "title: {zh: 甲, en: A}\n"


def read(source: str) -> tuple[object, list[tuple[int, str, str]]]:
    log = FaultLog("f.yaml")
    value = shapes.read(source, SHAPE, log)
    return value, [(fault.line, fault.what, fault.instead) for fault in log.faults]


def test_a_mapping_gives_its_values_with_their_lines() -> None:
    value, faults = read(f"{TITLE}minutes: 5\nnames:\n  - a-b\n  - c\ninternal: yes\n")

    assert not faults
    assert value == {
        "title": {"zh": "甲", "en": "A"},
        "minutes": 5,
        "names": ["a-b", "c"],
        "internal": True,
    }
    assert [name.line for name in value["names"]] == [4, 5]  # type: ignore[index]
    assert value.lines["internal"] == 6  # type: ignore[attr-defined]


def test_values_that_are_no_numbers_to_us_stay_text() -> None:
    value, faults = read('title: {zh: 8:30, en: 2026-11-22}\nfigure: 1.5\nnames: ["3"]\n')

    assert not faults
    assert value == {"title": {"zh": "8:30", "en": "2026-11-22"}, "figure": 1.5, "names": ["3"]}


CASES = [
    ("", 1, "nothing is written here", "write its keys"),
    ("# only a comment\n", 1, "nothing is written here", "write its keys"),
    ("- a\n", 1, "the file is a list, without keys", "write title, minutes"),
    ("text\n", 1, 'the file is "text", without keys', "write title"),
    ("minutes: 5\n", 1, "the file has no title", "add title:"),
    ("title: {zh: 甲}\n", 1, "title has no en", "add en:"),
    (f"{TITLE}minuts: 5\n", 2, 'unknown key "minuts"', 'did you mean "minutes"?'),
    (f"{TITLE}minutes: 5\nminutes: 6\n", 3, 'the key "minutes" stands twice', "keep one"),
    (f"{TITLE}minutes: 31\n", 2, 'minutes is "31", not a whole number from 1 to 30', "write a"),
    (f"{TITLE}minutes: five\n", 2, 'minutes is "five", not a whole number', "write a whole"),
    (f"{TITLE}minutes: yes\n", 2, "minutes is", "write a whole number"),
    (f"{TITLE}about: persn\n", 2, 'about is "persn"', 'did you mean "person"?'),
    (f"{TITLE}names: a\n", 2, 'names is "a", not a list', "write [a, b]"),
    (f"{TITLE}names: [A]\n", 2, 'a member of names "A" is not a slug', "use lower-case"),
    (f"{TITLE}names:\n  - a\n  - [b]\n", 4, "a member of names is a list", "write a text"),
    (f"{TITLE}figure: three\n", 2, "figure is not a number", "write digits only"),
    (f"{TITLE}internal: maybe\n", 2, "internal is neither yes nor no", "write yes or no"),
    ("title: {zh: 12, en: A}\n", 1, "zh is a number", 'put it in quotes: "12"'),
    ("title: {zh: 甲, en: No}\n", 1, "en is a yes/no to YAML", "put the word in quotes"),
    ("title: {zh: , en: A}\n", 1, "zh is empty", "write a text"),
    ("title:\n  zh: a: b\n  en: A\n", 2, 'a value holds ": " without quotes', "put the whole"),
    ("title：甲\nminutes: 5\n", 2, "full-width colon", 'write ":" and a space'),
    ("title:\n\tzh: 甲\n", 2, "a tab stands in the indentation", "indent with spaces"),
    ("title: @a\n", 1, "a value begins with a special character", "quotes"),
    ("title: 'a\nminutes: 5\n", 1, "a quotation mark is opened and not closed", "close it"),
    ("title: &a {zh: 甲, en: A}\n", 1, "an anchor (&) or alias (*)", "write the text out"),
    ("title: *a\n", 1, "an anchor (&) or alias (*)", "write the text out"),
    ("title: !!python/name:os.system ''\n", 1, "a tag", "delete it"),
    ("? [a]\n: b\n", 1, "a list or mapping is used as a key", "write a plain word"),
    (f"{TITLE}---\n{TITLE}", 2, "a second YAML document begins", "delete the ---"),
    ("title: {zh: 甲\x00, en: A}\n", 1, "the YAML cannot be read", "mend or delete"),
    ("a: b\x85\x85: c: d", 3, "the YAML cannot be read", "look at"),
    (f"names: {'[' * 14}{']' * 14}\n", 1, "nested over 12 deep", "write it flat"),
    ("[" * 100_000, 1, "nested over 12 deep", "write it flat"),
    ("- " * 100_000, 1, "nested over 12 deep", "write it flat"),
    ("{a: " * 100_000, 1, "nested over 12 deep", "write it flat"),
]


@pytest.mark.parametrize(("source", "line", "what", "instead"), CASES)
def test_what_is_wrong_is_told_with_its_line(
    source: str, line: int, what: str, instead: str
) -> None:
    _, faults = read(source)

    assert [(at, told) for at, told, _ in faults if what in told] == [(line, faults[0][1])]
    assert instead in faults[0][2]


def test_all_faults_come_at_once() -> None:
    _, faults = read("title: {zh: 1}\nminutes: 0\nwrong: x\n")

    assert [line for line, _, _ in faults] == [1, 1, 2, 3]


def test_aliases_do_not_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))

    value, faults = read(bomb)

    assert value is FAULTY
    assert len(faults) == 1


def test_lines_are_counted_from_where_the_head_begins() -> None:
    log = FaultLog("f.md")

    shapes.read("title: 甲\nminutes: x\n", record({"minutes": whole(1, 2)}), log, first_line=2)

    assert [fault.line for fault in log.faults] == [2, 3]


@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text(alphabet="a:-[]{}?&*!|>'\"#% \n\t"))
def test_no_text_makes_it_raise(source: str) -> None:
    value, faults = read(source)

    assert value is not FAULTY or faults


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["title", "minutes", "names", "x"]), VALUES))
def test_no_value_makes_it_raise(value: dict[str, object]) -> None:
    log = FaultLog("f.yaml")

    load(yaml.safe_dump(value, allow_unicode=True), log)
    read(yaml.safe_dump(value, allow_unicode=True))
