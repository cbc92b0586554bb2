"""What a list of people is held against: who is here, and what units and positions are called."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.models import Person, Unit
from app.admin.cells import Names
from app.admin.columns import folded
from app.admin.difference import Known
from app.courses.model import Position
from app.db import db
from app.library.queries import Library


class UnitName(NamedTuple):
    """A unit, what it is called and where it belongs."""

    id: uuid.UUID
    name: str
    parent_id: uuid.UUID | None


class Surroundings(NamedTuple):
    """Everybody, the units, and all the names by which units and positions can be meant."""

    people: tuple[Known, ...]
    units: dict[uuid.UUID, UnitName]
    names: Names


def surroundings(library: Library) -> Surroundings:
    """Read everybody (candidates and leavers too: their numbers are taken) and all units."""
    found = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.employee_number,
            Person.mobile,
            Person.position,
            Person.unit_id,
            Person.supervisor_id,
            Person.hired_on,
            Person.deactivated_at.is_(None).label("is_active"),
            Person.is_candidate,
        )
    )
    people = tuple(Known(**row) for row in found.mappings())
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.parent_id))
    units = {row.id: UnitName(*row) for row in rows}
    positions = (each.body for each in library.all("position"))
    return Surroundings(people, units, Names(names_of_units(units), names_of_positions(positions)))


def names_of_units(units: dict[uuid.UUID, UnitName]) -> dict[str, tuple[uuid.UUID, ...]]:
    """Each unit by its name, and by the name of the one above with its own: above/this one."""
    found: dict[str, list[uuid.UUID]] = defaultdict(list)
    for unit in units.values():
        above = units.get(unit.parent_id) if unit.parent_id else None
        found[folded(unit.name)].append(unit.id)
        if above is not None:
            found[folded(f"{above.name}/{unit.name}")].append(unit.id)
    return {name: tuple(ids) for name, ids in found.items()}


def names_of_positions(positions: Iterable[Position]) -> dict[str, tuple[str, ...]]:
    """Each position by its title in every language, its other names, and its slug."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for position in positions:
        for word in _words_of(position):
            found[folded(word)][position.slug] = None
    return {name: tuple(slugs) for name, slugs in found.items()}


def _words_of(position: Position) -> Iterator[str]:
    yield position.slug
    yield from (position.title.zh, position.title.hant, position.title.en)
    for aliases in position.aliases.values():
        yield from aliases
