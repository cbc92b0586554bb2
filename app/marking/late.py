"""Late answers: reading them beside what counts, and deciding about them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.accounts.models import Person
from app.attempts.answering import admit_late
from app.attempts.models import Attempt, Mark, Receipt, Rescoring
from app.attempts.outlook import key_of
from app.attempts.queries import locked
from app.attempts.rescoring import rescore
from app.attempts.sheet import Question, questions_of
from app.db import db
from app.library.queries import Library, version
from app.marking.queries import Scope, attempts_in
from app.quizzes.model import Quiz

PAGE_SIZE = 20


@dataclass(frozen=True)
class LateItem:
    """One question, with what counts and what came too late."""

    question: Question
    receipts: Sequence[Receipt]


@dataclass(frozen=True)
class LateAttempt:
    """An attempt with answers that came too late."""

    attempt: Attempt
    name: str
    quiz: Quiz
    items: Sequence[LateItem]


@dataclass(frozen=True)
class LatePage:
    """Some attempts with late answers, and the one behind which the next page begins."""

    attempts: Sequence[LateAttempt]
    next_after: uuid.UUID | None


def late_page(scope: Scope, after: uuid.UUID | None = None) -> LatePage:
    """A page of the attempts with late answers, the oldest first. Three statements."""
    waiting = select(Receipt.attempt_id).where(Receipt.state == "late")
    wanted = attempts_in(scope).where(Attempt.id.in_(waiting)).add_columns(Person.name)
    wanted = wanted.join(Person, Person.id == Attempt.person_id).order_by(Attempt.id)
    if after is not None:
        wanted = wanted.where(Attempt.id > after)
    rows = db.session.execute(wanted.limit(PAGE_SIZE + 1)).all()
    page = rows[:PAGE_SIZE]
    receipts = _receipts([attempt.id for attempt, _name in page])
    return LatePage(
        [_late(attempt, name, receipts.get(attempt.id, [])) for attempt, name in page],
        page[-1][0].id if len(rows) > PAGE_SIZE else None,
    )


def attempt_with_late(scope: Scope, attempt_id: uuid.UUID) -> Attempt | None:
    """An attempt in this scope, locked, to decide about its late answers."""
    return db.session.scalar(locked(attempts_in(scope).where(Attempt.id == attempt_id)))


def admit(
    attempt: Attempt,
    numbers: Collection[int],
    library: Library,
    *,
    now: datetime,
    by_id: uuid.UUID,
) -> Rescoring | None:
    """Let late answers count, and score the attempt anew with them."""
    items = admit_late(attempt, numbers, now=now, by_id=by_id)
    # What was marked is no longer what counts: it waits for a mark of its own.
    db.session.execute(delete(Mark).where(Mark.attempt_id == attempt.id, Mark.item.in_(items)))
    return rescore(
        attempt, cause="late", version=key_of(attempt), library=library, now=now, by_id=by_id
    )


def _receipts(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Receipt]]:
    wanted = select(Receipt).where(Receipt.attempt_id.in_(ids), Receipt.state == "late")
    found: dict[uuid.UUID, list[Receipt]] = {}
    for receipt in db.session.scalars(wanted.order_by(Receipt.attempt_id, Receipt.number)):
        found.setdefault(receipt.attempt_id, []).append(receipt)
    return found


def _late(attempt: Attempt, name: str, receipts: Sequence[Receipt]) -> LateAttempt:
    quiz: Quiz = version(attempt.version_id).body
    items = [
        LateItem(question, came)
        for question in questions_of(attempt.shown, quiz, attempt.responses)
        if (came := [each for each in receipts if each.item == question.item.id])
    ]
    return LateAttempt(attempt, name, quiz, items)
