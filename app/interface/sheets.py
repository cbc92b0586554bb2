"""Pure: tables as files: CSV that every program reads, and workbooks with typed cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

#: A cell is written as what it is; a moment is one by the clocks of a place, for a workbook knows
#: no time zones.
Cell = str | int | float | date | time | datetime | None

#: A text that begins so could be taken for a formula, also by programs that know full-width signs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: More does not fit into a cell of a workbook, nor into the name of its sheet.
_LONGEST_TEXT = 32_767
_LONGEST_TITLE = 31
_DAY, _CLOCK, _MOMENT = "yyyy-mm-dd", "hh:mm", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how many characters wide it is."""

    heading: str
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A table to be handed out as a file; a cell without a value is empty.

    The rows may come one by one: none is kept after it was written.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    #: A line above the table of a workbook.
    caption: str = ""

    def csv(self) -> bytes:
        """Comma-separated, in UTF-8 with the mark by which Excel knows it."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([_harmless(column.heading) for column in self.columns])
        writer.writerows([_in_csv(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")

    def xlsx(self) -> bytes:
        """A workbook with this sheet alone."""
        return workbook_of(self)


def workbook_of(*sheets: Sheet, title: str = "") -> bytes:
    """A workbook: days are days, numbers are numbers, and text is never a formula or an address."""
    # Imported here because few requests make a workbook and the library is large.
    import xlsxwriter

    file = io.BytesIO()
    # Rows go to a file on the disk as they come; what is in memory is the packed workbook alone.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"title": title})
        writer = _Writer(workbook)
        for sheet in sheets:
            writer.write(sheet)
    return file.getvalue()


def columns_of(headings: Sequence[str], *, first: int = 16, others: int = 16) -> list[Column]:
    """A column for each heading: the first of one width, the others of another."""
    return [Column(heading, others if place else first) for place, heading in enumerate(headings)]


def sheet_name(title: str) -> str:
    """A title without the signs that the name of a sheet cannot have."""
    kept = "".join(sign for sign in title if sign not in "[]:*?/\\").strip(" '")
    return kept[:_LONGEST_TITLE].strip(" '") or "1"


class _Writer:
    """Writes sheets from the top to the bottom, as a workbook on the disk asks."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._caption = workbook.add_format({"bold": True})
        self._head = workbook.add_format({"bold": True, "bottom": 1})
        self._day, self._clock, self._moment = (
            workbook.add_format({"num_format": pattern, "align": "left"})
            for pattern in (_DAY, _CLOCK, _MOMENT)
        )

    def write(self, sheet: Sheet) -> None:
        """Caption, headings that stay in view, rows."""
        page = self._workbook.add_worksheet(sheet_name(sheet.title))
        line = 2 if sheet.caption else 0
        if sheet.caption:
            page.write_string(0, 0, sheet.caption, self._caption)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(line, place, column.heading, self._head)
        page.freeze_panes(line + 1, 0)
        for number, row in enumerate(sheet.rows, start=line + 1):
            for place, cell in enumerate(row):
                self._write_cell(page, number, place, cell)

    def _write_cell(self, page: Any, line: int, place: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            page.write_string(line, place, cell[:_LONGEST_TEXT])
        elif isinstance(cell, datetime):
            page.write_datetime(line, place, _by_the_clock(cell), self._moment)
        elif isinstance(cell, date):
            page.write_datetime(line, place, cell, self._day)
        elif isinstance(cell, time):
            page.write_datetime(line, place, cell, self._clock)
        else:
            page.write_number(line, place, cell)


def _by_the_clock(at: datetime) -> datetime:
    return at.replace(tzinfo=None, microsecond=0)


def _in_csv(cell: Cell) -> object:
    if isinstance(cell, str):
        return _harmless(cell)
    if isinstance(cell, datetime):
        return _by_the_clock(cell).isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return cell.isoformat() if isinstance(cell, date) else cell


def _harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet would otherwise work out, or run."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
