"""Whether somebody is who she says: finding the person, and checking the password outside of any
transaction."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from app.accounts.passwords import hash_password, is_outdated, is_right
from app.accounts.queries import person_who_signs_in_as
from app.db import db, reading


class Proof(NamedTuple):
    """What came of checking a password. `kept` is the hash that it was checked with."""

    is_right: bool
    person_id: uuid.UUID | None
    kept: str | None
    #: The same password hashed with today's parameters, where the kept hash has older ones.
    rehashed: str | None = None


def prove(identifier: str, password: str) -> Proof:
    """Check a password; it takes as long for people who are unknown or have none."""
    with reading():
        found = db.session.execute(person_who_signs_in_as(identifier)).first()
    person_id, kept = found or (None, None)
    return prove_person(person_id, kept, password)


def prove_person(person_id: uuid.UUID | None, kept: str | None, password: str) -> Proof:
    """Check a password against what is kept of it, outside of any transaction."""
    if not is_right(password, kept) or kept is None:
        return Proof(False, person_id, kept)
    rehashed = hash_password(password) if is_outdated(kept) else None
    return Proof(True, person_id, kept, rehashed)
