"""Tables as files: typed cells, and never a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from app.teams.export import Cell, Column, Sheet

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
COLUMNS = [Column("姓名"), Column("完成", "number", 8), Column("入职", "day", 12)]


def csv_rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def workbook(file: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    return sheet


def test_csv_has_the_mark_that_excel_looks_for_and_ends_lines_as_it_does() -> None:
    file = Sheet("班组", COLUMNS, [["陈丽华", 3, date(2026, 11, 12)]]).csv()

    assert file == "\ufeff姓名,完成,入职\r\n陈丽华,3,2026-11-12\r\n".encode()


def test_a_workbook_keeps_days_numbers_and_texts_apart() -> None:
    rows: list[list[Cell]] = [["0123", 0, date(2026, 11, 12)], ["http://x.example", 2.5, None]]

    sheet = workbook(Sheet("班组", COLUMNS, rows).xlsx())

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


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    file = Sheet("t", [Column(text)], [[text]]).csv()

    assert csv_rows(file) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_formula_is_a_text_in_a_workbook(text: str) -> None:
    sheet = workbook(Sheet("t", [Column("Name")], [[text]]).xlsx())

    assert sheet["A2"].data_type == "s"
    assert unescape(sheet["A2"].value) == text


def test_a_negative_number_stays_a_number() -> None:
    sheet = Sheet("t", [Column("n", "number")], [[-2]])

    assert csv_rows(sheet.csv()) == [["n"], ["-2"]]
    assert workbook(sheet.xlsx())["A2"].value == -2


def test_commas_quotes_and_breaks_stay_in_their_cell() -> None:
    text = 'Siobhán "Shiv", O\'Brien\nsecond line'

    assert csv_rows(Sheet("t", [Column("Name")], [[text]]).csv()) == [["Name"], [text]]


@pytest.mark.parametrize("title", ["a/b:[c]*?\\", "", "'", "很长" * 40])
def test_any_title_makes_a_workbook(title: str) -> None:
    assert workbook(Sheet(title, COLUMNS, []).xlsx()).max_row == 1


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_begins_as_a_formula(text: str) -> None:
    ((_, cell),) = csv_rows(Sheet("t", [Column("n"), Column("t")], [["1", text]]).csv())[1:]

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text.removeprefix("'")
