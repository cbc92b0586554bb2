"""Tables as files: typed cells, and never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from app.interface.sheets import Cell, Column, Sheet, columns_of, workbook_of

EVIL = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＠SUM(A1)",
]
COLUMNS = [Column("姓名"), Column("完成", 8), Column("入职", 12)]


def csv_rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def book(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def only_sheet(file: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    (sheet,) = book(file).worksheets
    return sheet


def test_csv_has_the_mark_that_excel_looks_for_and_ends_lines_as_it_does() -> None:
    file = Sheet("班组", COLUMNS, [["陈丽华", 3, date(2026, 11, 12)]]).csv()

    assert file == "\ufeff姓名,完成,入职\r\n陈丽华,3,2026-11-12\r\n".encode()


def test_a_workbook_keeps_days_numbers_and_texts_apart() -> None:
    rows: list[list[Cell]] = [["0123", 0, date(2026, 11, 12)], ["http://x.example", 2.5, None]]

    sheet = only_sheet(Sheet("班组", COLUMNS, rows).xlsx())

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "完成", "入职"],
        ["0123", 0, datetime(2026, 11, 12)],
        ["http://x.example", 2.5, None],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d"]
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet["A3"].hyperlink is None
    assert (sheet.title, sheet.freeze_panes) == ("班组", "A2")
    assert sheet.column_dimensions["B"].width == pytest.approx(8, abs=1)


def test_clocks_and_moments_are_what_the_clocks_showed() -> None:
    at = datetime(2026, 11, 12, 1, 5, 59, 7, UTC).astimezone(ZoneInfo("Asia/Shanghai"))
    sheet = Sheet("t", columns_of(["Begins", "Signed on"]), [[time(9, 5), at]])

    written = only_sheet(sheet.xlsx())

    assert [cell.value for cell in written[2]] == [time(9, 5), datetime(2026, 11, 12, 9, 5, 59)]
    assert [cell.number_format for cell in written[2]] == ["hh:mm", "yyyy-mm-dd hh:mm"]
    assert csv_rows(sheet.csv())[1] == ["09:05", "2026-11-12 09:05"]


def test_a_workbook_has_as_many_sheets_as_are_given() -> None:
    first = Sheet("计划", columns_of(["Topic", "n"], first=28, others=12), [["a", 1]])
    second = Sheet("人员", columns_of(["Name"]), [["b"]], caption="A policy, edition 2026")

    file = book(workbook_of(first, second, title="翠湖 2026"))

    assert (file.sheetnames, file.properties.title) == (["计划", "人员"], "翠湖 2026")
    assert list(file["计划"].values) == [("Topic", "n"), ("a", 1)]
    assert [row[0] for row in file["人员"].values] == ["A policy, edition 2026", None, "Name", "b"]
    assert file["人员"].freeze_panes == "A4"
    widths = file["计划"].column_dimensions
    assert widths["A"].width > widths["B"].width


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_rows_are_asked_for_one_by_one(ending: str) -> None:
    def rows() -> Iterator[Sequence[Cell]]:
        for number in range(1_000):
            yield [number, f"某人{number}"]

    sheet = Sheet("t", columns_of(["n", "Name"]), rows())

    if ending == "csv":
        assert len(csv_rows(sheet.csv())) == 1_001
    else:
        assert list(only_sheet(sheet.xlsx()).values)[-1] == (999, "某人999")


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_formula_is_a_text_everywhere(text: str) -> None:
    sheet = Sheet("t", [Column(text)], [[text]])

    assert csv_rows(sheet.csv()) == [[f"'{text}"], [f"'{text}"]]
    for cell in only_sheet(sheet.xlsx())["A"]:
        assert cell.data_type == "s"
        assert unescape(cell.value) == text


def test_a_negative_number_stays_a_number() -> None:
    sheet = Sheet("t", [Column("n")], [[-2]])

    assert csv_rows(sheet.csv()) == [["n"], ["-2"]]
    assert only_sheet(sheet.xlsx())["A2"].value == -2


def test_commas_quotes_and_breaks_stay_in_their_cell() -> None:
    text = 'Siobhán "Shiv", O\'Brien\nsecond line'

    assert csv_rows(Sheet("t", [Column("Name")], [[text]]).csv()) == [["Name"], [text]]


@pytest.mark.parametrize("title", ["a/b:[c]*?\\", "", "'", "很长" * 40, f"{'a' * 30}'b"])
def test_any_title_makes_a_workbook(title: str) -> None:
    assert only_sheet(Sheet(title, COLUMNS, []).xlsx()).max_row == 1


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_begins_as_a_formula(text: str) -> None:
    ((_, cell),) = csv_rows(Sheet("t", [Column("n"), Column("t")], [["1", text]]).csv())[1:]

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text.removeprefix("'")
