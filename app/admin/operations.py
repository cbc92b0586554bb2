"""Taking somebody in with what belongs to it, and taking over a list of people."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.details import kept_particulars
from app.accounts.keeping import new_grant
from app.accounts.models import Person
from app.accounts.operations import create_person
from app.accounts.roles import Role
from app.admin.cells import Ref, Wish
from app.admin.chains import from_the_top
from app.admin.columns import COLUMNS, SUPERVISOR
from app.admin.difference import Change, Difference
from app.audit.operations import record
from app.db import db, new_id
from app.enrolments.models import Assignment
from app.enrolments.operations import assign_path, assign_path_to_newcomer
from app.errors import Problem
from app.library.queries import Library


def take_in(
    values: Mapping[str, Any], library: Library, *, today: date, now: datetime, by_id: uuid.UUID
) -> Person:
    """Take somebody in as a learner on the plan of the position; BadValue if it cannot be."""
    person = create_person(**values, roles=[Role.LEARNER], now=now, by_id=by_id)
    assign_plan(person, library, today=today, now=now, by_id=by_id)
    return person


def assign_plan(
    person: Person, library: Library, *, today: date, now: datetime, by_id: uuid.UUID
) -> Assignment | None:
    """Put a person on the plan of her position from her first day on, if there is such a plan."""
    path = library.path_of_position(person.position) if person.position else None
    if path is None:
        return None
    anchored_on = person.hired_on or today
    return assign_path(person.id, path, anchored_on=anchored_on, now=now, by_id=by_id)


def take_over(
    difference: Difference, library: Library, *, today: date, now: datetime, by_id: uuid.UUID
) -> None:
    """Do all that a list changes. Whoever calls holds the lock of the house since before the
    difference was made, which has no faults.

    A list was checked as a whole, so it is written as a whole: two thousand people one by one
    would keep everybody else waiting for half a minute. The database's own constraints stand
    behind it; what they refuse undoes all of it.
    """
    try:
        ids = _take_in_all(difference.joining, library, today=today, now=now, by_id=by_id)
        db.session.flush()
        _change_all(difference.changes, ids, now=now, by_id=by_id)
        joined, changed = len(difference.joining), len(difference.changes)
        record("imported", "people", "-", now=now, actor_id=by_id, joined=joined, changed=changed)
        db.session.flush()
    except IntegrityError:
        raise Problem("the list does not fit any more") from None


def _take_in_all(
    joining: tuple[Wish, ...], library: Library, *, today: date, now: datetime, by_id: uuid.UUID
) -> dict[Ref, uuid.UUID]:
    """Take in everybody who joins; gives their ids by their numbers."""
    wishes: dict[Ref, Wish] = {wish.employee_number: wish for wish in joining}
    ids = {number: new_id() for number in wishes}
    above = {number: wish.supervisor_id for number, wish in wishes.items()}
    # A supervisor who joins as well has to be there first.
    for number in from_the_top(wishes, above):
        wish = wishes[number]
        values = {column: getattr(wish, column) for column in COLUMNS}
        person = Person(
            id=ids[number],
            created_at=now,
            grants=[new_grant(Role.LEARNER, now, by_id)],
            **kept_particulars(_with_supervisor(values, ids)),
        )
        db.session.add(person)
        record("created", "person", person.id, now=now, actor_id=by_id, person_id=person.id)
        path = library.path_of_position(wish.position) if wish.position else None
        if path is not None:
            assign_path_to_newcomer(
                person.id, path, anchored_on=wish.hired_on or today, now=now, by_id=by_id
            )
    return ids


def _change_all(
    changes: tuple[Change, ...],
    ids: Mapping[Ref, uuid.UUID],
    *,
    now: datetime,
    by_id: uuid.UUID,
) -> None:
    """Change everybody whom the list changes."""
    for person, change in _people_to_change(changes):
        kept = kept_particulars(_with_supervisor(change.after, ids))
        for field, value in kept.items():
            setattr(person, field, value)
        fields = sorted(kept)
        record(
            "changed",
            "person",
            person.id,
            now=now,
            actor_id=by_id,
            person_id=person.id,
            fields=fields,
        )


def _people_to_change(changes: tuple[Change, ...]) -> Iterator[tuple[Person, Change]]:
    by_id = {change.person_id: change for change in changes}
    for person in db.session.scalars(select(Person).where(Person.id.in_(by_id))).all():
        yield person, by_id[person.id]


def _with_supervisor(values: dict[str, Any], ids: Mapping[Ref, uuid.UUID]) -> dict[str, Any]:
    """The same values, with a supervisor who joins by the same list named by her new id."""
    supervisor = values.get(SUPERVISOR)
    if supervisor is None:
        return values
    return values | {SUPERVISOR: ids.get(supervisor, supervisor)}
