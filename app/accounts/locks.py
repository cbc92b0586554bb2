"""One change at a time for one person."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db


def lock_person(person_id: uuid.UUID) -> None:
    """Wait until nobody else is changing this person's records, to the end of the transaction.

    On PostgreSQL two requests may both read "not there yet" and both write; SQLite has one
    writer anyway.
    """
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
