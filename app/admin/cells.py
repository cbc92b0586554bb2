"""Pure: one cell of a list becomes the value that it stands for, or the fault that it has."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import msgspec

from app.accounts.details import EARLIEST, LATEST
from app.accounts.identifiers import mobile_from
from app.admin.columns import HIRED_ON, MOBILE, NAME, NUMBER, POSITION, UNIT, folded
from app.admin.parsing import Line, RowFault

#: A person who is here already by her id, one who joins by her employee number.
Ref: TypeAlias = uuid.UUID | str
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
_LONGEST = {NUMBER: 40, NAME: 100}
_QUOTED = 40


class Wish(msgspec.Struct, frozen=True):
    """What a row wants of a person; what is None stays as it is."""

    row: int
    employee_number: str
    name: str
    mobile: str | None = None
    position: str | None = None
    unit_id: uuid.UUID | None = None
    supervisor_id: Ref | None = None
    hired_on: date | None = None


class Names(msgspec.Struct, frozen=True):
    """What units and positions may be called, folded; one name may stand for several."""

    units: Mapping[str, tuple[uuid.UUID, ...]]
    positions: Mapping[str, tuple[str, ...]]


class _Unreadable(Exception):
    def __init__(self, kind: str, **values: str) -> None:
        super().__init__(kind)
        self.kind, self.values = kind, values


def wish_from(line: Line, names: Names) -> tuple[Wish, list[RowFault]]:
    """What a row wants, all but the supervisor, and what in it cannot be taken."""
    readers = {
        NUMBER: lambda text: _needed(NUMBER, text),
        NAME: lambda text: _needed(NAME, text),
        MOBILE: _mobile,
        POSITION: lambda text: _only("position", text, names.positions),
        UNIT: lambda text: _only("unit", text, names.units),
        HIRED_ON: _day,
    }
    values, faults = {}, []
    for column, read in readers.items():
        try:
            values[column] = read(line.cells.get(column, ""))
        except _Unreadable as problem:
            faults.append(RowFault(line.row, problem.kind, column, problem.values))
    return Wish(line.row, **({NUMBER: "", NAME: ""} | values)), faults  # type: ignore[arg-type]


def day_from(text: str) -> date | None:
    """2026-11-02, 2026/11/2, 2026.11.2, 2026年11月2日 or 20261102, and nothing else."""
    found = _DAY.fullmatch(folded(text))
    if found is None:
        return None
    try:
        day = date(*(int(part) for part in found.groups() if part is not None))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def shortened(text: str) -> str:
    """What somebody wrote, short enough to quote."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _needed(column: str, text: str) -> str:
    if not text:
        raise _Unreadable("missing")
    if len(text) > _LONGEST[column]:
        raise _Unreadable("too_long", most=str(_LONGEST[column]))
    return text


def _mobile(text: str) -> str | None:
    if not text:
        return None
    mobile = mobile_from(text)
    if mobile is None:
        raise _Unreadable("not_a_mobile", given=shortened(text))
    return mobile


def _only(kind: str, text: str, known: Mapping[str, tuple[object, ...]]) -> object:
    """The one that is called so."""
    if not text:
        return None
    found = known.get(folded(text), ())
    if len(found) != 1:
        raise _Unreadable(f"{kind}_{'ambiguous' if found else 'unknown'}", given=shortened(text))
    return found[0]


def _day(text: str) -> date | None:
    if not text:
        return None
    day = day_from(text)
    if day is None:
        raise _Unreadable("not_a_day", given=shortened(text))
    return day
