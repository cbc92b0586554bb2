"""Pure: tables as files: CSV that every program reads, and workbooks with typed cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Cell = str | int | float | date | None

#: A text that begins so could be taken for a formula, also by programs that know full-width signs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: More does not fit into a cell of a workbook, nor into the name of its sheet.
_LONGEST_TEXT = 32_767
_LONGEST_TITLE = 31


@dataclass(frozen=True)
class Column:
    """A column: its heading, what its cells hold, and how many characters wide it is."""

    heading: str
    kind: Literal["text", "number", "day"] = "text"
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A table to be handed out as a file; a cell without a value is empty."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    def csv(self) -> bytes:
        """Comma-separated, in UTF-8 with the mark by which Excel knows it."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([_harmless(column.heading) for column in self.columns])
        writer.writerows([_in_csv(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")

    def xlsx(self) -> bytes:
        """A workbook: days are days, numbers are numbers, and text is never a formula."""
        # Imported here because few requests make a workbook and the library is large.
        import xlsxwriter

        file = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(file, options) as workbook:
            sheet = workbook.add_worksheet(_sheet_name(self.title))
            day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
            self._write_head(sheet, workbook.add_format({"bold": True, "bottom": 1}))
            for line, row in enumerate(self.rows, start=1):
                self._write_row(sheet, line, row, day)
        return file.getvalue()

    def _write_head(self, sheet: Any, bold: Any) -> None:
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, bold)
        sheet.freeze_panes(1, 0)

    def _write_row(self, sheet: Any, line: int, row: Iterable[Cell], day: Any) -> None:
        for place, (column, cell) in enumerate(zip(self.columns, row, strict=True)):
            if cell is None:
                continue
            if column.kind == "number":
                sheet.write_number(line, place, cell)
            elif column.kind == "day":
                sheet.write_datetime(line, place, cell, day)
            else:
                sheet.write_string(line, place, str(cell)[:_LONGEST_TEXT])


def _in_csv(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return _harmless(cell) if isinstance(cell, str) else cell


def _harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet would otherwise work out, or run."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _sheet_name(title: str) -> str:
    """Without the signs that a workbook does not allow there."""
    kept = "".join(sign for sign in title if sign not in "[]:*?/\\").strip(" '")
    return kept[:_LONGEST_TITLE] or "1"
