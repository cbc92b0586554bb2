"""The YAML files of checklists, the glossary and forms."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.checklist_files import parse_checklist
from app.courses.checklists import Checklist, ChecklistLine, ChecklistPart
from app.courses.files import Mention, ReadFile
from app.courses.form_files import parse_form
from app.courses.forms import Form
from app.courses.glossary import Glossary, Term
from app.courses.glossary_files import parse_glossary
from app.markup.texts import Text
from tests.courses.yaml_files import Parse, check_told, read, text

CHECKLIST = """\
title: {zh: 大堂, en: Lobby}
kind: round
touchpoint: 11
parts:
  - title: {zh: 灯, en: Lights}
    lines:
      - id: lamps
        zh: 灯全亮
        en: All lamps lit
        standards: [lamps-lit, lamps-clean]
        key: yes
  - title: {zh: 门, en: Doors}
    lines:
      - {id: doors, zh: 门能关, en: Doors close, standards: [doors-close]}
"""
GLOSSARY = """\
terms:
  - id: customer
    zh: 客户
    en: customer
    forbidden: [顾客]
    also: [用户]
    meaning: {zh: 我们服务的人。, en: Those whom we serve.}
  - id: moving-in
    zh: 入住
    hant: 入伙
    en: moving in
    meaning: {zh: 搬进来。, en: Coming to live here.}
"""
FORM = """\
title: {zh: 记录表, en: Record}
note: {zh: 当面填。, en: Fill in together.}
fields: [{zh: 日期, en: Date}]
columns: [{zh: 时间, en: Time}, {zh: 事情, en: What}]
rows: 12
signatures: [{zh: 交班人, en: Handed over by}]
"""


def test_a_checklist_has_parts_with_lines_that_show_standards() -> None:
    found = read(parse_checklist, CHECKLIST)

    lamps = ChecklistLine(
        "lamps", text("灯全亮", "All lamps lit"), ("lamps-lit", "lamps-clean"), is_key=True
    )
    doors = ChecklistLine("doors", text("门能关", "Doors close"), ("doors-close",))
    assert found.document == Checklist(
        slug="s",
        title=text("大堂", "Lobby"),
        kind="round",
        parts=(
            ChecklistPart((lamps,), text("灯", "Lights")),
            ChecklistPart((doors,), text("门", "Doors")),
        ),
        touchpoint=11,
    )
    assert found.document.lines == (lamps, doors)
    assert Mention(14, "standard", "doors-close") in found.mentions
    assert found.places == {"lamps": 7, "doors": 14}


def test_a_checklist_of_one_part_needs_no_title_for_it() -> None:
    short = CHECKLIST.replace("  - title: {zh: 灯, en: Lights}\n    lines:", "  - lines:")

    found = read(parse_checklist, short[: short.index("  - title")])

    assert found.faults == []
    assert found.document.parts[0].title is None


def test_a_term_has_three_languages_and_the_given_traditional_words_win() -> None:
    found = read(parse_glossary, GLOSSARY)

    assert found.document == Glossary(
        "s",
        (
            Term(
                "customer",
                text("客户", "customer"),
                text("我们服务的人。", "Those whom we serve."),
                also=("用户",),
                forbidden=("顾客",),
            ),
            Term(
                "moving-in",
                Text("入住", "moving in", "入伙"),
                text("搬进来。", "Coming to live here."),
            ),
        ),
    )
    assert found.places == {"customer": 2, "moving-in": 8}


def test_a_form_has_fields_a_table_and_signatures() -> None:
    assert read(parse_form, FORM).document == Form(
        slug="s",
        title=text("记录表", "Record"),
        note=text("当面填。", "Fill in together."),
        fields=(text("日期", "Date"),),
        columns=(text("时间", "Time"), text("事情", "What")),
        rows=12,
        signatures=(text("交班人", "Handed over by"),),
    )


def test_more_than_five_key_lines_are_too_many() -> None:
    line = "      - {id: l%s, zh: 灯, en: Lamp, standards: [a], key: yes}\n"
    lines = "".join(line % number for number in range(6))
    found = read(parse_checklist, f"{CHECKLIST.partition('parts:')[0]}parts:\n  - lines:\n{lines}")

    assert [(fault.line, fault.what) for fault in found.faults] == [
        (11, "the list has 6 key lines")
    ]


CASES = [
    (parse_checklist, CHECKLIST, "kind: round", "kind: walk", 2, 'kind is "walk"'),
    (parse_checklist, CHECKLIST, "id: doors", "id: lamps", 14, 'the line id "lamps" stands twice'),
    (parse_checklist, CHECKLIST, "[doors-close]", "[]", 14, "standards is an empty list"),
    (parse_checklist, CHECKLIST, "touchpoint: 11", "touchpoint: 21", 3, 'touchpoint is "21"'),
    (parse_checklist, CHECKLIST, "key: yes", "key: maybe", 11, "key is neither yes nor no"),
    (parse_checklist, CHECKLIST, "lamps-clean", "lamps-lit", 10, '"lamps-lit" stands twice'),
    (
        parse_checklist,
        CHECKLIST,
        "  - title: {zh: 门, en: Doors}\n    lines:",
        "  - lines:",
        12,
        "one of several parts has no title",
    ),
    (parse_glossary, GLOSSARY, "id: moving-in", "id: customer", 8, 'the term id "customer" stands'),
    (parse_glossary, GLOSSARY, "zh: 入住", "zh: 客户", 9, 'the term "客户" stands twice'),
    (parse_glossary, GLOSSARY, "[顾客]", "[入住]", 5, "is itself a term"),
    (parse_glossary, GLOSSARY, "[顾客]", "[Customer]", 5, "is itself a term"),
    (parse_glossary, GLOSSARY, "id: customer", "id: Customer", 2, "is not a slug"),
    (parse_glossary, GLOSSARY, "    en: customer\n", "", 2, "has no en"),
    (parse_form, FORM, "rows: 12", "rows: 0", 5, 'rows is "0"'),
    (parse_form, FORM, "rows: 12\n", "", 4, "columns without rows"),
    (
        parse_form,
        FORM,
        "columns: [{zh: 时间, en: Time}, {zh: 事情, en: What}]\n",
        "",
        4,
        "rows without columns",
    ),
    (
        parse_form,
        FORM,
        "fields: [{zh: 日期, en: Date}]",
        "fields: []",
        3,
        "fields is an empty list",
    ),
]


@pytest.mark.parametrize(("parse", "source", "old", "new", "line", "what"), CASES)
def test_what_is_wrong_is_told_with_its_line(
    parse: Parse, source: str, old: str, new: str, line: int, what: str
) -> None:
    check_told(parse, source, old, new, line, what)


def test_a_form_with_nothing_to_fill_in_is_none() -> None:
    found = read(parse_form, "title: {zh: 表, en: Form}\n")

    assert [fault.what for fault in found.faults] == ["the form has nothing to fill in"]


def test_a_form_holds_no_more_than_fits_a_sheet() -> None:
    many = ", ".join(["{zh: 甲, en: A}"] * 9)
    found = read(parse_form, f"title: {{zh: 表, en: Form}}\ncolumns: [{many}]\nrows: 3\n")

    assert [fault.line for fault in found.faults] == [2]


@pytest.mark.parametrize(
    ("parse", "source", "kind"),
    [
        (parse_checklist, CHECKLIST, Checklist),
        (parse_glossary, GLOSSARY, Glossary),
        (parse_form, FORM, Form),
    ],
)
def test_each_goes_to_json_and_back(
    parse: Callable[..., ReadFile], source: str, kind: type
) -> None:
    document = read(parse, source).document

    assert msgspec.json.decode(msgspec.json.encode(document), type=kind) == document


@given(st.sampled_from([CHECKLIST, GLOSSARY, FORM]), st.text(), st.integers(0, 300))
def test_no_text_makes_them_raise(source: str, put_in: str, place: int) -> None:
    for parse in (parse_checklist, parse_glossary, parse_form):
        found = read(parse, source[:place] + put_in + source[place:])
        assert (found.document is None) == bool(found.faults)
