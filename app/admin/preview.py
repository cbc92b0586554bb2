"""What a list would change, in words, for the page that asks whether it shall."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from app.admin.cells import Wish
from app.admin.columns import COLUMNS, NAME, NUMBER, POSITION, SUPERVISOR, UNIT
from app.admin.difference import Change, Difference
from app.admin.surroundings import Surroundings
from app.admin.wording import fault_words, name_of_column, value_words
from app.library.positions import position_title
from app.library.queries import Library

#: So many of each are shown; beyond that nobody reads a list to its end.
MOST_SHOWN = 200


class Row(NamedTuple):
    """One person of the list: who, and the values, those of a change with what was before."""

    row: int
    name: str
    employee_number: str
    values: list[tuple[str, str, str]]


class Preview(NamedTuple):
    """The difference in words; of long lists the beginning."""

    joining: list[Row]
    changes: list[Row]
    faults: list[tuple[str, str]]


def preview_of(
    difference: Difference, known: Surroundings, library: Library, language: str
) -> Preview:
    """The words for a difference."""
    names = _names(difference, known, library, language)
    return Preview(
        [_joining(wish, names) for wish in difference.joining[:MOST_SHOWN]],
        [_change(change, names) for change in difference.changes[:MOST_SHOWN]],
        [fault_words(fault) for fault in difference.faults[:MOST_SHOWN]],
    )


Names = Mapping[str, Callable[[Any], str]]


def _names(
    difference: Difference, known: Surroundings, library: Library, language: str
) -> dict[str, Callable[[Any], str]]:
    """How the values of some columns are called."""
    people: dict[uuid.UUID | str, str] = {each.id: each.name for each in known.people}
    people |= {wish.employee_number: wish.name for wish in difference.joining}

    def position(slug: str) -> str:
        return position_title(slug, library, language)

    def unit(unit_id: uuid.UUID) -> str:
        return known.units[unit_id].name

    def supervisor(ref: uuid.UUID | str) -> str:
        return people.get(ref, "")

    return {POSITION: position, UNIT: unit, SUPERVISOR: supervisor}


def _joining(wish: Wish, names: Names) -> Row:
    values = [
        (name_of_column(column), "", value_words(column, getattr(wish, column), names))
        for column in COLUMNS
        if column not in (NUMBER, NAME) and getattr(wish, column) is not None
    ]
    return Row(wish.row, wish.name, wish.employee_number, values)


def _change(change: Change, names: Names) -> Row:
    values = [
        (
            name_of_column(field.column),
            value_words(field.column, field.before, names),
            value_words(field.column, field.after, names),
        )
        for field in change.fields
    ]
    return Row(change.row, change.name, change.employee_number, values)
