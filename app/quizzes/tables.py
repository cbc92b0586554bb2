"""A table of marks as CSV: items with their maxima in the first row, then a row per attempt."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import nan
from typing import BinaryIO

import msgspec

from app.markup.faults import quoted
from app.quizzes.statistics import Column

#: Beyond these the powers of marks leave what floating-point numbers can hold.
LEAST_MAXIMUM, MOST_MAXIMUM = 1e-6, 1e6
MOST_FAULTS = 20

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)


class TableFault(msgspec.Struct, frozen=True):
    """What is wrong in one cell or row; the first row and the first column are number 1."""

    row: int
    column: int | None
    what: str
    instead: str

    def __str__(self) -> str:
        place = f"row {self.row}" + (f", column {self.column}" if self.column else "")
        return f"{place}: {self.what}; {self.instead}"


class BadTable(Exception):
    """The table cannot be used; the first of its faults."""

    def __init__(self, faults: Sequence[TableFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class _Heading(msgspec.Struct, frozen=True):
    name: str
    maximum: float


def read_table(stream: BinaryIO) -> list[Column]:
    """The items and their marks, read row by row; BadTable names row and column of what is wrong.

    What stands before the last `/` of a heading is the item's name, what follows its maximum.
    An empty cell was not shown. Rows in which nothing stands at all are passed over. The file is
    UTF-8, with or without its mark.
    """
    # What is no UTF-8 becomes a character that no name and no number has, in its own cell.
    lines = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        return _Reading().table(_numbered(lines))
    finally:
        lines.detach()


class _Reading:
    """The table so far, and its faults."""

    def __init__(self) -> None:
        self.faults: list[TableFault] = []

    def table(self, rows: Iterator[tuple[int, list[str] | str]]) -> list[Column]:
        """Read all rows; the faults of many rows are told at once, but not without end."""
        headings = self._headings(rows)
        self._refuse()
        marks: list[list[float | None]] = [[] for _ in headings]
        for row, cells in rows:
            read = self._marks(row, cells, headings)
            for column, mark in zip(marks, read, strict=False):
                column.append(mark)
            if len(self.faults) >= MOST_FAULTS or isinstance(cells, str):
                break
        self._refuse()
        return [
            Column(heading.name, heading.maximum, column)
            for heading, column in zip(headings, marks, strict=True)
        ]

    def _refuse(self) -> None:
        if self.faults:
            raise BadTable(self.faults[:MOST_FAULTS])

    def _note(self, row: int, column: int | None, what: str, instead: str) -> None:
        self.faults.append(TableFault(row, column, what, instead))

    def _headings(self, rows: Iterator[tuple[int, list[str] | str]]) -> list[_Heading]:
        row, cells = next(rows, (1, []))
        if isinstance(cells, str):
            self._note(row, None, cells, "save the table as CSV in UTF-8")
        elif not cells:
            self._note(row, None, "the table is empty", "write a heading for each item, as q1/1")
        elif any(map(_is_no_text, cells)):
            self._note(row, None, "this is no text in UTF-8", "save the table as CSV in UTF-8")
        else:
            return self._read_headings(row, cells)
        return []

    def _read_headings(self, row: int, cells: Sequence[str]) -> list[_Heading]:
        headings: list[_Heading] = []
        for column, cell in enumerate(cells, 1):
            name, slash, maximum = (part.strip() for part in cell.rpartition("/"))
            most = _number(maximum)
            if not slash or not name or most is None or most != most:
                what = f"the heading {quoted(cell)} is no name with a maximum"
                self._note(row, column, what, "write the item's name, / and its maximum, as q1/1")
            elif not LEAST_MAXIMUM <= most <= MOST_MAXIMUM:
                what = f"the maximum of {quoted(name)} is {quoted(maximum)}"
                self._note(row, column, what, "write a number from 0.000001 to 1000000")
            elif name in (heading.name for heading in headings):
                self._note(
                    row, column, f"the name {quoted(name)} is there twice", "give it another name"
                )
            else:
                headings.append(_Heading(name, most))
        return headings

    def _marks(
        self, row: int, cells: list[str] | str, headings: Sequence[_Heading]
    ) -> list[float | None]:
        """The marks of a row; none where it cannot be cut into cells."""
        if isinstance(cells, str):
            self._note(row, None, cells, "mend the quotation marks of this row")
            return []
        if len(cells) != len(headings):
            self._note_length(row, cells, len(headings))
            return []
        marks = [_number(cell) for cell in cells]
        for column, (mark, heading) in enumerate(zip(marks, headings, strict=True), 1):
            # Not a number is not between anything either.
            if mark is not None and not -heading.maximum <= mark <= heading.maximum:
                self._note_mark(row, column, cells[column - 1], heading)
        return marks

    def _note_length(self, row: int, cells: Sequence[str], wanted: int) -> None:
        if len(cells) > wanted:
            what = f"there are {len(cells)} cells for {wanted} headings"
            self._note(row, wanted + 1, what, "take out what has no heading")
        else:
            what = f"there are only {len(cells)} cells for {wanted} headings"
            self._note(row, len(cells) + 1, what, "leave a cell empty where nothing was shown")

    def _note_mark(self, row: int, column: int, cell: str, heading: _Heading) -> None:
        mark = _number(cell)
        if mark is None or mark != mark:
            what = f"{quoted(_readable(cell))} is not a number"
            instead = "write a mark such as 1 or 0.5, or leave the cell empty"
        else:
            what = f"{quoted(cell)} is beyond the maximum of {quoted(heading.name)}"
            instead = f"write a mark up to {heading.maximum:g}"
        self._note(row, column, what, instead)


def _numbered(lines: io.TextIOWrapper) -> Iterator[tuple[int, list[str] | str]]:
    """Rows that are not empty, with their numbers; for a row that is no CSV, what is wrong."""
    rows = csv.reader(lines, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield row, f"this is no CSV ({error})"
            return
        if any(map(str.strip, cells)):
            yield row, cells


@lru_cache(maxsize=4096)
def _number(cell: str) -> float | None:
    """The number in a cell, None for an empty cell, not-a-number for anything else."""
    cell = cell.strip()
    if not cell:
        return None
    return float(cell) if _NUMBER.fullmatch(cell) else nan


def _is_no_text(cell: str) -> bool:
    return any(character == "\0" or "\udc80" <= character <= "\udcff" for character in cell)


def _readable(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode()
