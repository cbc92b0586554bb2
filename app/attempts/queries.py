"""Reading attempts."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Person
from app.attempts.models import Attempt, Receipt


def attempts_visible_to(person_id: uuid.UUID) -> Select[Attempt]:
    """The attempts that a person may see: her own."""
    return select(Attempt).where(Attempt.person_id == person_id)


def with_responses(attempts: Select[Attempt]) -> Select[Attempt]:
    """The same attempts with their responses, in one more statement."""
    return attempts.options(selectinload(Attempt.responses))


def locked(attempts: Select[Attempt]) -> Select[Attempt]:
    """The same attempts, changed by nobody else to the end of the transaction, as they are then."""
    # What was read of them before the wait may be old by now.
    return attempts.with_for_update().execution_options(populate_existing=True)


def attempts_at(attempts: Select[Attempt], quiz: str) -> Select[Attempt]:
    """Those at one quiz, the latest first."""
    return attempts.where(Attempt.quiz == quiz).order_by(Attempt.number.desc())


def late_receipts(people: Select[Person]) -> Select[Receipt]:
    """The answers of these people that came after the time and wait for a decision."""
    return select(Receipt).where(
        Receipt.state == "late", Receipt.person_id.in_(people.with_only_columns(Person.id))
    )


def late_receipts_of(attempt_id: uuid.UUID) -> Select[Receipt]:
    """Those of one attempt."""
    return select(Receipt).where(Receipt.state == "late", Receipt.attempt_id == attempt_id)
