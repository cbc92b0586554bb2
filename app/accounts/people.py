"""Keeping people: correcting what is known of them, leaving and coming back, and candidates."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Unpack

from flask_babel import gettext as _
from sqlalchemy import Uuid, case, delete, literal, null, select, update

from app.accounts.details import BadValue, Changes, kept_particulars
from app.accounts.keeping import keep_an_administrator, new_grant, write_particulars
from app.accounts.locks import lock_house
from app.accounts.models import PasswordCode, PasswordReset, Person, Unit
from app.accounts.operations import end_sign_ins
from app.accounts.roles import Role
from app.audit.operations import record
from app.db import db


def update_person(
    person: Person,
    *,
    now: datetime,
    by_id: uuid.UUID | None,
    **changes: Unpack[Changes],
) -> None:
    """Correct what is known of a person, or raise BadValue and leave everything as it was."""
    kept = kept_particulars(changes)
    changed = {field: value for field, value in kept.items() if getattr(person, field) != value}
    if not changed:
        return
    _check_days(changed.get("hired_on"), person.left_on, "hired_on")
    write_particulars(person, changed)
    if "email" in changed:
        # A link that went to the old address must not open the account.
        db.session.execute(delete(PasswordReset).where(PasswordReset.person_id == person.id))
    _record("changed", person, now, by_id, fields=sorted(changed))


def deactivate_person(
    person: Person, *, now: datetime, by_id: uuid.UUID | None, left_on: date
) -> None:
    """Let a person go: signed out everywhere, and whom she led is handed on or waits for a leader.

    The people below her move up to her supervisor; the units she led have no leader.
    """
    _check_days(person.hired_on, left_on, "left_on")
    lock_house()
    keep_an_administrator("person", person)
    reports, units = _hand_on(person)
    person.deactivated_at = person.deactivated_at or now
    person.left_on = left_on
    end_sign_ins(person.id)
    for waiting in (PasswordReset, PasswordCode):
        db.session.execute(delete(waiting).where(waiting.person_id == person.id))
    _record("deactivated", person, now, by_id, reports=reports, units=units)


def reactivate_person(person: Person, *, now: datetime, by_id: uuid.UUID | None) -> None:
    """Take a person back who left, with the roles and the password of before."""
    if person.deactivated_at is None:
        return
    lock_house()
    person.deactivated_at = person.left_on = None
    _record("reactivated", person, now, by_id)


def create_candidate(
    name: str, *, now: datetime, by_id: uuid.UUID | None, language: str = "zh-Hans"
) -> Person:
    """Take in somebody who applies here: without roles, and nothing to sign in with."""
    kept = kept_particulars({"name": name, "language": language})
    person = Person(**kept, is_candidate=True, created_at=now)
    db.session.add(person)
    db.session.flush()
    _record("created", person, now, by_id)
    return person


def employ(
    person: Person,
    *,
    now: datetime,
    by_id: uuid.UUID | None,
    unit_id: uuid.UUID | None,
    position: str | None,
    supervisor_id: uuid.UUID | None,
    hired_on: date,
    employee_number: str | None = None,
    mobile: str | None = None,
    email: str | None = None,
) -> None:
    """Make a candidate an employee, the same person, who may learn; or raise BadValue."""
    lock_house()
    db.session.refresh(person, ["is_candidate"])
    if not person.is_candidate:
        raise BadValue("person", _("This person is employed already."))
    kept = kept_particulars(
        {
            "employee_number": employee_number,
            "mobile": mobile,
            "email": email,
            "unit_id": unit_id,
            "position": position,
            "supervisor_id": supervisor_id,
            "hired_on": hired_on,
        }
    )
    kept["employee_number"] = kept["employee_number"] or made_number(now)
    write_particulars(person, kept)
    person.is_candidate = False
    person.grants.append(new_grant(Role.LEARNER, now, by_id))
    _record("employed", person, now, by_id)


def made_number(now: datetime) -> str:
    """The next free employee number of this month, for somebody who brings none: N2611001."""
    month = f"N{now:%y%m}"
    taken = db.session.scalars(
        select(Person.employee_number).where(Person.employee_number.like(f"{month}%"))
    )
    counted = [number[len(month) :] for number in taken if number]
    last = max((int(count) for count in counted if count.isdecimal()), default=0)
    return f"{month}{last + 1:03d}"


def _check_days(hired_on: date | None, left_on: date | None, field: str) -> None:
    if hired_on and left_on and left_on < hired_on:
        raise BadValue(field, _("The last day cannot be before the first one."))


def _hand_on(person: Person) -> tuple[list[str], list[str]]:
    """Whom and what she led, as ids, handed on."""
    # Two who led each other: nobody becomes their own supervisor.
    above = case(
        (Person.id == person.supervisor_id, null()), else_=literal(person.supervisor_id, Uuid)
    )
    reports = db.session.scalars(
        update(Person)
        .where(Person.supervisor_id == person.id)
        .values(supervisor_id=above)
        .returning(Person.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    units = db.session.scalars(
        update(Unit).where(Unit.leader_id == person.id).values(leader_id=None).returning(Unit.id)
    ).all()
    return [str(each) for each in reports], [str(each) for each in units]


def _record(
    verb: str, person: Person, now: datetime, by_id: uuid.UUID | None, **details: list[str]
) -> None:
    record(verb, "person", person.id, now=now, actor_id=by_id, person_id=person.id, **details)
    db.session.flush()
