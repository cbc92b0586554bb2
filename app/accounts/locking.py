"""A device that goes into a candidate's hands: locked until the password of its owner comes."""

from __future__ import annotations

import secrets
from datetime import datetime

from app.accounts.models import Person, SignIn
from app.accounts.proving import Proof
from app.accounts.queries import locked_by
from app.accounts.viewer import VIEWER_ROW, Viewer, hash_token, viewer_from, viewer_values
from app.audit.operations import record
from app.db import db


def lock_sign_in(sign_in: SignIn, *, now: datetime) -> None:
    """Lock this device: until the password comes, nobody is signed in on it."""
    if sign_in.locked_at is not None:
        return
    sign_in.locked_at = now
    _record("locked", sign_in, now)


def unlock_sign_in(token: str, proof: Proof, *, now: datetime) -> Viewer | None:
    """Unlock the device that holds this token, or record that the password was wrong.

    It gets a new token: whoever copied the cookie while it was locked has nothing.
    """
    found = db.session.execute(
        locked_by(token, now=now)
        .with_for_update(of=SignIn)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        return None
    sign_in, person = found
    if not _is_owner(person, proof):
        _record("failed_unlock", sign_in, now)
        return None
    fresh = secrets.token_urlsafe(32)
    sign_in.token_hash, sign_in.locked_at = hash_token(fresh), None
    _record("unlocked", sign_in, now)
    row = db.session.execute(VIEWER_ROW, viewer_values(fresh, now=now)).one()
    viewer, _house = viewer_from(row, fresh)
    return viewer


def _is_owner(person: Person, proof: Proof) -> bool:
    """The password was right, and is still the one that it was checked with."""
    return proof.is_right and proof.person_id == person.id and proof.kept == person.password_hash


def _record(verb: str, sign_in: SignIn, now: datetime) -> None:
    owner = sign_in.person_id
    record(verb, "sign_in", sign_in.id, now=now, actor_id=owner, person_id=owner)
    db.session.flush()
