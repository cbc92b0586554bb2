"""Reading who is on a list, who may be put on it, and who was expected."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, exists, func, or_, select

from app.accounts.models import Person
from app.accounts.queries import found_by, units_within
from app.audit.models import Event
from app.db import db
from app.library.positions import position_title
from app.library.queries import Library
from app.sessions.models import Attendance, TrainingSession
from app.sessions.roll import MOST, Named

#: So many people are found by one search.
MOST_FOUND = 20


@dataclass(frozen=True)
class Present:
    """Somebody who is on the list of a session."""

    person: Named
    came_by: str
    noted_at: datetime
    result: str


def present_at(session_id: uuid.UUID, library: Library, language: str) -> list[Present]:
    """Who is on the list of a session, in the order of their names. One statement."""
    rows = db.session.execute(
        select(*_NAMED, Attendance.came_by, Attendance.noted_at, Attendance.result)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.session_id == session_id)
    )
    found = [Present(_named(row[:4], library, language), *row[4:]) for row in rows]
    return sorted(found, key=lambda each: (each.person.sounds, each.person.number))


def people_in(
    people: Select[Person], unit_id: uuid.UUID | None, library: Library, language: str
) -> list[Named]:
    """Those of these people who work in a unit or below it; without one, all of them."""
    if unit_id is not None:
        people = people.where(Person.unit_id.in_(units_within(unit_id)))
    return _all_named(people.order_by(Person.name, Person.id).limit(MOST), library, language)


def people_named(
    people: Select[Person], ids: Collection[uuid.UUID], library: Library, language: str
) -> list[Named]:
    """Those of these people who have such an id."""
    if not ids:
        return []
    return _all_named(people.where(Person.id.in_(list(ids))), library, language)


def people_found(
    people: Select[Person], words: str, library: Library, language: str
) -> list[Named]:
    """Those of these people in whose name or number each of the words occurs."""
    people = found_by(people, words)
    return _all_named(people.order_by(Person.name, Person.id).limit(MOST_FOUND), library, language)


def ids_among(people: Select[Person], ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these ids are those of such people."""
    wanted = people.with_only_columns(Person.id).where(Person.id.in_(list(ids)))
    return frozenset(db.session.scalars(wanted))


def expected_at(session: TrainingSession, day: date) -> int | None:
    """How many worked in the session's unit, or below it, on its day; None where it has no unit."""
    if session.unit_id is None:
        return None
    return db.session.scalar(
        select(func.count())
        .select_from(Person)
        .where(
            Person.is_candidate.is_(False),
            Person.unit_id.in_(units_within(session.unit_id)),
            or_(Person.deactivated_at.is_(None), Person.deactivated_at > session.starts_at),
            or_(Person.hired_on.is_(None), Person.hired_on <= day),
        )
    )


def present_from(session: TrainingSession) -> int:
    """How many of the session's own unit, or below it, were there."""
    if session.unit_id is None:
        return 0
    found = db.session.scalar(
        select(func.count())
        .select_from(Attendance)
        .join(Person, Person.id == Attendance.person_id)
        .where(
            Attendance.session_id == session.id,
            Person.unit_id.in_(units_within(session.unit_id)),
        )
    )
    return found or 0


def was_taken_off(session_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether somebody took this person off the list of a session."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Event.object_kind == "session",
                    Event.object_id == str(session_id),
                    Event.person_id == person_id,
                    Event.verb == "unticked",
                )
            )
        )
    )


_NAMED = (Person.id, Person.name, Person.employee_number, Person.position)


def _all_named(people: Select[Person], library: Library, language: str) -> list[Named]:
    rows = db.session.execute(people.with_only_columns(*_NAMED))
    return [_named(row, library, language) for row in rows]


def _named(row: Row | tuple, library: Library, language: str) -> Named:
    person_id, name, number, position = row
    return Named(person_id, name, number or "", position_title(position, library, language))
