"""Passes that a new score would take: HR decides about each."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from app.accounts.models import Person
from app.attempts.models import Attempt, Rescoring
from app.attempts.queries import locked, with_responses
from app.attempts.rescoring import spare_pass, take_pass
from app.attempts.waiting import held_passes
from app.db import db
from app.enrolments.operations import withdraw_quiz
from app.library.queries import Library, Published, version

#: More are decided after these.
MOST = 100
LAST_DECIDED = 20


@dataclass(frozen=True)
class HeldPass:
    """A pass that would be lost by a new score."""

    rescoring: Rescoring
    attempt: Attempt
    name: str
    quiz: Published


def held_in(people: Select[Person]) -> list[HeldPass]:
    """What waits for a decision, the oldest first. One statement."""
    rows = db.session.execute(_with_names(held_passes(people)).limit(MOST))
    return [_held(*row) for row in rows]


def decided_lately(people: Select[Person]) -> list[HeldPass]:
    """What was decided last, the latest first. One statement."""
    decided = (
        select(Rescoring)
        .where(
            Rescoring.state.in_(("taken", "spared")),
            Rescoring.person_id.in_(people.with_only_columns(Person.id)),
        )
        .order_by(Rescoring.decided_at.desc(), Rescoring.id)
        .limit(LAST_DECIDED)
    )
    return [_held(*row) for row in db.session.execute(_with_names(decided))]


def held_one(people: Select[Person], rescoring_id: uuid.UUID, *, lock: bool) -> HeldPass | None:
    """One of them, if nobody has decided yet."""
    wanted = _with_names(held_passes(people)).where(Rescoring.id == rescoring_id)
    if lock:
        wanted = wanted.with_for_update(of=Rescoring)
    row = db.session.execute(wanted).first()
    return _held(*row) if row is not None else None


def let_stand(held: HeldPass, *, reason: str, now: datetime, by_id: uuid.UUID) -> None:
    """Let the pass stand: nothing of the score changes."""
    spare_pass(held.rescoring, reason=reason, now=now, by_id=by_id)


def withdraw(
    held: HeldPass, library: Library, *, reason: str, now: datetime, by_id: uuid.UUID
) -> None:
    """Let the new score count, and withdraw what was certified by it.

    The certificate stays where another attempt at the same version was passed.
    """
    wanted = with_responses(select(Attempt)).where(Attempt.id == held.attempt.id)
    attempt = db.session.scalars(locked(wanted)).one()
    take_pass(held.rescoring, attempt, library, reason=reason, now=now, by_id=by_id)
    if not any(each.is_passed for each in _others(attempt)):
        sat = version(attempt.version_id)
        withdraw_quiz(attempt.person_id, sat, library, reason=reason, now=now, by_id=by_id)


def _with_names(held: Select[Rescoring]) -> Select[Rescoring, Attempt, str]:
    return (
        held.join(Attempt, Attempt.id == Rescoring.attempt_id)
        .join(Person, Person.id == Rescoring.person_id)
        .add_columns(Attempt, Person.name)
    )


def _held(rescoring: Rescoring, attempt: Attempt, name: str) -> HeldPass:
    return HeldPass(rescoring, attempt, name, version(attempt.version_id))


def _others(attempt: Attempt) -> Sequence[Attempt]:
    """The other attempts of this person at the same version."""
    wanted = select(Attempt).where(
        Attempt.person_id == attempt.person_id,
        Attempt.version_id == attempt.version_id,
        Attempt.id != attempt.id,
    )
    return db.session.scalars(wanted).all()
