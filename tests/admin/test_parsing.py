"""Lists of people: whatever a spreadsheet or a person writes becomes lines, or named faults."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.admin.columns import COLUMNS, column_of, headings_in, is_protected
from app.admin.parsing import MOST_BYTES, MOST_ROWS, Line, as_text, decode, parse

HEADINGS = "工号,姓名,手机号,岗位,单位,主管,入职日期"
ROW = "T001,陈丽华,13800005521,客服助理,翠湖花园客服组,T002,2026-11-02"
CELLS = {
    "employee_number": "T001",
    "name": "陈丽华",
    "mobile": "13800005521",
    "position": "客服助理",
    "unit_id": "翠湖花园客服组",
    "supervisor_id": "T002",
    "hired_on": "2026-11-02",
}


def kinds(text: str) -> list[tuple[int, str, str]]:
    """The faults of a list as row, kind and column."""
    return [(fault.row, fault.kind, fault.column) for fault in parse(text).faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_list_is_read_whatever_separates_it(delimiter: str, end: str) -> None:
    text = end.join((HEADINGS, ROW, "")).replace(",", delimiter)

    assert parse(text).lines == (Line(2, CELLS),)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-mark", "utf-16-be-mark"]
)
def test_the_same_list_is_read_in_every_encoding(encoding: str) -> None:
    text = f"{HEADINGS}\n{ROW}\n"
    if encoding.endswith("-mark"):
        data = ("\ufeff" + text).encode(encoding.removesuffix("-mark"))
    else:
        data = text.encode(encoding)

    assert parse(decode(data) or "").lines == (Line(2, CELLS),)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 a workbook", b"\xd0\xcf\x11\xe0 an older one", b"%PDF-1.7", b"\xff\xff", b"a\0b"],
)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("工号", "employee_number"),
        ("員工編號", None),
        (" 姓 名 ", "name"),
        ("手机号码", "mobile"),
        ("Mobile Number", "mobile"),
        ("职位", "position"),
        ("Job_Title", "position"),
        ("部门", "unit_id"),
        ("直接上级", "supervisor_id"),
        ("Reports to", "supervisor_id"),
        ("入职日期", "hired_on"),
        ("入职日期：", "hired_on"),
        ("ＨＩＲＥ　ＤＡＴＥ", "hired_on"),
        ("备注", None),
        ("", None),
    ],
)
def test_headings_are_known_by_many_names(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_template_is_read_again(language: str) -> None:
    headings = headings_in(language)

    assert [column_of(heading) for heading in headings.values()] == list(COLUMNS)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("身份证号", True),
        ("性别", True),
        ("出生年月", True),
        ("年龄（岁）", True),
        ("民族", True),
        ("婚姻状况", True),
        ("籍贯", True),
        ("户口所在地", True),
        ("政治面貌", True),
        ("身高cm", True),
        ("Gender", True),
        ("Date of birth", True),
        ("ID number", True),
        ("Age", True),
        ("Marital status", True),
        ("备注", False),
        ("学历", False),
        ("Language", False),
        ("Manager", False),
    ],
)
def test_columns_that_are_never_taken_are_recognised(heading: str, expected: bool) -> None:
    assert is_protected(heading) is expected


def test_columns_that_are_not_used_are_named_and_nothing_of_them_is_kept() -> None:
    listing = parse("工号,身份证号,姓名,备注,性别\nT001,110101199003071234,陈丽华,安静,女\n")

    assert listing.protected == ("身份证号", "性别")
    assert listing.unused == ("备注",)
    assert listing.lines == (Line(2, {"employee_number": "T001", "name": "陈丽华"}),)
    kept = as_text(listing, headings_in("zh-Hans"))
    assert kept == "工号,姓名\nT001,陈丽华\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "empty", "")]),
        (" \n,,\n", [(0, "empty", "")]),
        (HEADINGS, [(0, "no_rows", "")]),
        ("T001,陈丽华\nT002,王芳", [(1, "no_headings", "")]),
        ("\n姓名,手机号\n陈丽华,1", [(2, "heading_missing", "employee_number")]),
        ("工号,岗位\nT001,客服助理", [(1, "heading_missing", "name")]),
        ("工号,姓名,名字\nT001,陈丽华,陈", [(1, "heading_twice", "name")]),
        ('工号,姓名\nT001,"陈丽华\nT002,王芳\n', [(2, "quotes", "")]),
        ('工号,姓名\nT001,陈丽华\nT002,"王"芳\n', [(3, "quotes", "")]),
        ("工号,姓名\nT001,陈丽华,多\nT002,王芳,\n", [(2, "too_wide", "")]),
        ("工号,姓名\n" + "T1,陈\n" * (MOST_ROWS + 1), [(0, "too_many", "")]),
        ("工号,姓名\n" + "陈" * (MOST_BYTES // 3), [(0, "too_big", "")]),
    ],
)
def test_what_makes_a_list_unreadable_is_named(
    text: str, expected: list[tuple[int, str, str]]
) -> None:
    assert kinds(text) == expected


def test_rows_count_as_in_a_spreadsheet_and_empty_ones_are_passed_over() -> None:
    text = '\n工号,姓名\n,\nT001,"陈\n丽华"\n\nT002,王芳\n'

    assert [(line.row, line.cells["name"]) for line in parse(text).lines] == [
        (4, "陈 丽华"),
        (6, "王芳"),
    ]


def test_the_most_rows_are_taken() -> None:
    assert len(parse("工号,姓名\n" + "T1,陈\n" * MOST_ROWS).lines) == MOST_ROWS


def test_what_cannot_be_seen_is_left_out() -> None:
    listing = parse("\ufeff工号,姓名\nT0\u200b01, 陈丽华\u00a0\nT\x00002,王芳")

    assert [line.cells["employee_number"] for line in listing.lines] == ["T001", "T002"]
    assert listing.lines[0].cells["name"] == "陈丽华"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    parse(decode(data) or "")


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    parse(text)
    parse(f"工号,姓名,身份证号\n{text}")


cells = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Lm")), max_size=12
).map(lambda text: " ".join(text.split()))


words = st.text("Aä7陈-' ,;\"王", min_size=1, max_size=8).map(lambda text: f"T{text.strip()}")


@given(st.lists(st.tuples(words, words, cells)))
def test_what_was_read_is_written_and_read_the_same(rows: list[tuple[str, str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("工号", "姓名", "单位"), *rows])
    listing = parse(written.getvalue())

    again = parse(as_text(listing, headings_in("en")))

    if rows:
        assert again.lines == listing.lines
        assert len(listing.lines) == len(rows)
