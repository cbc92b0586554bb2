"""Reading what a candidate's link leads to: one statement, whatever the page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select

from app.accounts.models import Company, Person
from app.accounts.viewer import hash_token
from app.appraisals.models import Appraisal
from app.attempts.models import Attempt
from app.db import db
from app.screening.candidate_steps import Journey
from app.screening.models import Decision, Invitation

#: For so many days a candidate's data is kept after the decision, where no company says otherwise.
USUAL_DAYS = 180


@dataclass(frozen=True)
class Visit:
    """One opening of an invitation's link."""

    invitation: Invitation
    name: str
    journey: Journey
    #: For so many days after the decision her data is kept.
    candidate_days: int
    #: On which instrument she has begun to rate herself.
    instrument: str | None = None

    @property
    def person_id(self) -> uuid.UUID:
        return self.invitation.person_id


def visit_by(token: str, *, lock: bool = False) -> Visit | None:
    """What this link leads to, if it is one; with the lock nobody else changes it meanwhile."""
    if lock:
        # A statement of its own: what is read after the wait is read as it is then.
        wanted = select(Invitation.id).where(Invitation.token_hash == hash_token(token))
        db.session.execute(wanted.with_for_update())
    row = db.session.execute(_visit_row(token)).first()
    return None if row is None else _visit(row)


def _visit_row(token: str) -> Select[*tuple[Any, ...]]:
    # Moments of the attempt and the appraisal come as plain columns: whoever changes those rows
    # reads and locks them afterwards, and must not find them here as they were before.
    decided_at = (
        select(func.max(Decision.decided_at))
        .where(Decision.invitation_id == Invitation.id)
        .scalar_subquery()
    )
    return (
        select(
            Invitation,
            Person.name,
            Person.is_candidate,
            Person.deactivated_at,
            Attempt.closes_at,
            Attempt.submitted_at,
            Appraisal.instrument,
            Appraisal.submitted_at.label("rated_at"),
            decided_at.label("decided_at"),
            Company.candidate_days,
        )
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(Attempt, Attempt.id == Invitation.attempt_id)
        .outerjoin(Appraisal, Appraisal.id == Invitation.appraisal_id)
        .outerjoin(Company, Company.id == 1)
        .where(Invitation.token_hash == hash_token(token))
    )


def _visit(row: Row[Any]) -> Visit:
    invitation: Invitation = row.Invitation
    return Visit(
        invitation=invitation,
        name=row.name,
        journey=Journey(
            expires_at=invitation.expires_at,
            consented_at=invitation.consented_at,
            lesson_read_at=invitation.lesson_read_at,
            closes_at=row.closes_at,
            submitted_at=row.submitted_at,
            rated_at=row.rated_at,
            decided_at=row.decided_at,
            hired_at=invitation.hired_at,
            revoked_at=invitation.revoked_at,
            withdrawn_at=invitation.withdrawn_at,
            is_candidate=row.is_candidate and row.deactivated_at is None,
        ),
        candidate_days=row.candidate_days or USUAL_DAYS,
        instrument=row.instrument,
    )
