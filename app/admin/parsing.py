"""Pure: a list of people as text or bytes becomes lines with known columns; it never fails."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from app.accounts.identifiers import number_from
from app.admin.columns import COLUMNS, NEEDED, column_of, folded, is_protected

MOST_ROWS = 2000
MOST_BYTES = 900_000
_DELIMITERS = ",\t;，；"
#: How a file begins that another program made: not text, whatever it is called.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


class RowFault(msgspec.Struct, frozen=True):
    """What is wrong in a row of the list; the whole list is row 0. The words are in wording.py."""

    row: int
    kind: str
    column: str = ""
    values: dict[str, str] = {}


class Line(msgspec.Struct, frozen=True):
    """One row: what stands in the columns that are used; what is empty is left out."""

    row: int
    cells: dict[str, str]


class Listing(msgspec.Struct, frozen=True):
    """A list as it was read. Columns that are not used are named, and nothing of them is kept."""

    columns: tuple[str, ...] = ()
    heading_row: int = 1
    lines: tuple[Line, ...] = ()
    protected: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()


def decode(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030; None if it is no text."""
    if data.startswith(_NOT_TEXT):
        return None
    encodings = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def parse(text: str) -> Listing:
    """Read a list whose first row that is not empty holds the headings."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return _refused("too_big", most=str(MOST_BYTES // 1000))
    text = text.removeprefix("\ufeff").replace("\0", "")
    try:
        records = list(_records(text))
    except csv.Error:
        return _refused("quotes", row=_row_of_bad_quotes(text))
    if not records:
        return _refused("empty")
    return _listing(records)


def as_text(listing: Listing, headings: Mapping[str, str]) -> str:
    """The list once more, with the columns that are used only, every row where it was."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    by_row = {line.row: [line.cells.get(c, "") for c in listing.columns] for line in listing.lines}
    by_row[listing.heading_row] = [headings[column] for column in listing.columns]
    for row in range(1, max(by_row) + 1):
        writer.writerow(by_row.get(row, []))
    return written.getvalue()


def _refused(kind: str, *, row: int = 0, **values: str) -> Listing:
    return Listing(faults=(RowFault(row, kind, values=values),))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number; rows in which nothing stands are passed over."""
    for row, cells in enumerate(_reader(text, _delimiter_of(text)), 1):
        if any(number_from(cell) for cell in cells):
            yield row, cells


def _reader(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter_of(text: str) -> str:
    """The one with which the first row gives the most headings that are known."""
    first = next((line for line in text.splitlines() if line.strip(_DELIMITERS + " \"'")), "")

    def known(delimiter: str) -> int:
        return sum(column_of(cell) is not None for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)


def _row_of_bad_quotes(text: str) -> int:
    rows = iter(_reader(text, _delimiter_of(text)))
    for row in itertools.count(1):
        try:
            next(rows)
        except (csv.Error, StopIteration):
            return row
    raise AssertionError("counting does not end")


def _listing(records: list[tuple[int, list[str]]]) -> Listing:
    (heading_row, headings), *rest = records
    known = [column_of(heading) for heading in headings]
    dropped = [
        number_from(heading)
        for heading, column in zip(headings, known, strict=True)
        if column is None and number_from(heading)
    ]
    faults = list(_faults_of_headings(heading_row, known))
    if len(rest) > MOST_ROWS:
        faults.append(RowFault(0, "too_many", values={"most": str(MOST_ROWS)}))
    if not rest:
        faults.append(RowFault(0, "no_rows"))
    lines = [] if faults else [_line(row, known, cells) for row, cells in rest]
    if not faults:
        faults += [RowFault(row, "too_wide") for row, cells in rest if _is_too_wide(cells, known)]
    return Listing(
        columns=tuple(column for column in COLUMNS if column in known),
        heading_row=heading_row,
        lines=tuple(lines),
        protected=tuple(heading for heading in dropped if is_protected(heading)),
        unused=tuple(heading for heading in dropped if not is_protected(heading)),
        faults=tuple(faults),
    )


def _faults_of_headings(row: int, known: list[str | None]) -> Iterator[RowFault]:
    if not any(known):
        yield RowFault(row, "no_headings")
        return
    for column in COLUMNS:
        if known.count(column) > 1:
            yield RowFault(row, "heading_twice", column)
        if column in NEEDED and column not in known:
            yield RowFault(row, "heading_missing", column)


def _line(row: int, known: list[str | None], cells: list[str]) -> Line:
    found = {
        column: " ".join(number_from(cell.replace("\n", " ")).split())
        for column, cell in zip(known, cells, strict=False)
        if column is not None and folded(cell)
    }
    return Line(row, found)


def _is_too_wide(cells: list[str], known: list[str | None]) -> bool:
    """A comma inside a name moves everything behind it one column on: better not guess."""
    return any(number_from(cell) for cell in cells[len(known) :])
