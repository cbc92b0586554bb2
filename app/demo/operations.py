"""Loading the demonstration company into a database that has nobody yet."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from app.accounts.models import DEFAULT_ZONE, Company, Person, Unit
from app.accounts.operations import create_person
from app.accounts.roles import Role
from app.courses.model import Path
from app.db import db
from app.demo.candidates import invite_cast
from app.demo.cast import Cast, PersonEntry, UnitEntry
from app.demo.essays import write_essays
from app.demo.history import live
from app.demo.keeping import keep_records
from app.demo.records import Records
from app.demo.scene import Scene
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.photos.preparing import PreparedPhoto

OPENING = time(9, 10)


class SomebodyIsHere(Exception):
    """The database has people already, so the demonstration is not loaded into it."""


def load(
    cast: Cast,
    records: Records,
    library: Library,
    *,
    password_hash: str,
    key: str,
    photo: PreparedPhoto,
    now: datetime,
) -> int:
    """Make the company, its people, their history and their records; returns how many they are.

    Raises SomebodyIsHere when the database has people. The caller commits: all of it or nothing.
    """
    if db.session.scalar(select(exists(select(Person.id)))):
        raise SomebodyIsHere
    db.session.add(Company(id=1, name=cast.name))
    units = _make_units(cast.units)
    people = {each.key: _make_person(each, units, password_hash, now=now) for each in cast.people}
    _give_leaders(cast, units, people)
    for entry in cast.people:
        path = library.path_of_position(entry.position)
        if path is not None and entry.pace is not None:
            _let_learn(entry, people[entry.key], path, library, now=now)
    write_essays(cast, library, people, now=now)
    scene = Scene(library, people, units, now, key)
    skills = {entry.key: entry.skill for entry in cast.people}
    keep_records(records, scene, skills=skills, photo=photo)
    invite_cast(cast, library, people, units, key=key, now=now)
    return len(people)


def _make_units(entries: tuple[UnitEntry, ...]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for entry in entries:
        parent = units.get(entry.parent or "")
        unit = Unit(name=entry.name, kind=entry.kind, parent_id=parent.id if parent else None)
        db.session.add(unit)
        db.session.flush()
        units[entry.key] = unit
    return units


def _make_person(
    entry: PersonEntry, units: dict[str, Unit], password_hash: str, *, now: datetime
) -> Person:
    hired_at = _hired_at(entry, now)
    return create_person(
        entry.name,
        roles=frozenset(Role(role) for role in entry.roles),
        employee_number=entry.number,
        mobile=entry.mobile,
        email=entry.email,
        password_hash=password_hash,
        unit_id=units[entry.unit].id,
        position=entry.position if "learner" in entry.roles else None,
        hired_on=hired_at.date(),
        probation_ends_on=_probation_end(entry, hired_at),
        language=entry.language,
        now=hired_at,
    )


def _give_leaders(cast: Cast, units: dict[str, Unit], people: dict[str, Person]) -> None:
    leaders: dict[uuid.UUID, uuid.UUID] = {}
    for entry in cast.units:
        if entry.leader:
            units[entry.key].leader_id = people[entry.leader].id
            leaders[units[entry.key].id] = people[entry.leader].id
    for person in people.values():
        leader = leaders.get(person.unit_id) if person.unit_id else None
        if leader is not None and leader != person.id:
            person.supervisor_id = leader
    db.session.flush()


def _let_learn(
    entry: PersonEntry, person: Person, path: Path, library: Library, *, now: datetime
) -> None:
    hired_at = _hired_at(entry, now)
    assign_path(person.id, path, anchored_on=hired_at.date(), now=hired_at)
    live(
        entry,
        person.id,
        path,
        library,
        hired_at=hired_at,
        now=now,
        probation_ends_on=person.probation_ends_on,
    )


def _probation_end(entry: PersonEntry, hired_at: datetime) -> date | None:
    return hired_at.date() + timedelta(days=entry.probation) if entry.probation else None


def _hired_at(entry: PersonEntry, now: datetime) -> datetime:
    """The morning of the day on which she began."""
    zone = ZoneInfo(DEFAULT_ZONE)
    day = (now - timedelta(days=entry.hired)).astimezone(zone).date()
    return datetime.combine(day, OPENING, zone)
