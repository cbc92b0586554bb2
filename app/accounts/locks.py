"""One change at a time: for one person, or for who belongs where in the whole house."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from app.accounts.models import Person
from app.db import db

#: What PostgreSQL knows this lock by; nothing else in the database uses the number.
_HOUSE = 20_261_122


def lock_person(person_id: uuid.UUID) -> None:
    """Wait until nobody else is changing this person's records, to the end of the transaction.

    On PostgreSQL two requests may both read "not there yet" and both write; SQLite has one
    writer anyway.
    """
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def lock_house() -> None:
    """Wait until nobody else is changing people, units or roles, to the end of the transaction.

    Rows would not do: a circle of supervisors can be closed by requests that have no person in
    common. Whoever takes both locks takes this one first.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_HOUSE)))
