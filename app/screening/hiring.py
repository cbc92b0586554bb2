"""Hiring a candidate: the same person becomes an employee and goes on where she is."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from app.accounts.locks import lock_person
from app.accounts.people import employ
from app.accounts.viewer import hash_token
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.screening.models import Invitation
from app.screening.operations import NotPossible
from app.screening.states import State, state_of
from app.screening.tokens import new_nonce


def may_hire(invitation: Invitation, *, now: datetime) -> bool:
    """Whether the last word was yes, and she has not given up since."""
    decision = invitation.decision
    if decision is None or decision.outcome != "accepted":
        return False
    return state_of(invitation, now=now) is State.DECIDED


def hire(
    invitation: Invitation,
    library: Library,
    *,
    unit_id: uuid.UUID | None,
    supervisor_id: uuid.UUID | None,
    hired_on: date,
    now: datetime,
    by_id: uuid.UUID | None,
    employee_number: str | None = None,
    mobile: str | None = None,
    email: str | None = None,
) -> None:
    """Take an accepted candidate on: what she did so far stays hers, and her plan begins.

    Twice changes nothing. Raises BadValue for a particular that cannot be taken.
    """
    lock_person(invitation.person_id)
    if invitation.hired_at is not None:
        return
    if not may_hire(invitation, now=now):
        raise NotPossible
    employ(
        invitation.person,
        now=now,
        by_id=by_id,
        employee_number=employee_number,
        unit_id=unit_id,
        position=invitation.position,
        supervisor_id=supervisor_id,
        hired_on=hired_on,
        mobile=mobile,
        email=email,
    )
    path = library.path_of_position(invitation.position)
    if path is not None:
        assign_path(invitation.person_id, path, anchored_on=hired_on, now=now, by_id=by_id)
    _close(invitation, now=now)
    record(
        "hired",
        "invitation",
        invitation.id,
        now=now,
        actor_id=by_id,
        person_id=invitation.person_id,
    )
    db.session.flush()


def _close(invitation: Invitation, *, now: datetime) -> None:
    """An employee has a door of her own: no link opens this one any more."""
    invitation.hired_at = now
    invitation.nonce = new_nonce()
    # Of no token: nobody, with the server's key or without it, has what gives this hash.
    invitation.token_hash = hash_token(new_nonce())
