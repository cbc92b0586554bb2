"""Handing in an attempt, and what it is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.attempts.models import Attempt
from app.attempts.worth import Worth, asked_by, worth_of
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import complete_quiz
from app.evidence.operations import record_answers
from app.library.queries import Library, current_library, version
from app.standards.model import Standard

#: A sitting that was left open for days is not counted as hours of training.
MOST_MINUTES = 60
#: So many overdue attempts are handed in by one round of the sweep, in one transaction.
MOST_AT_ONCE = 200


def submit_attempt(attempt: Attempt, library: Library, *, now: datetime) -> None:
    """Close an attempt and score it; a passed one completes the quiz. Twice changes nothing.

    While an essay waits for its mark there is no score, and nothing is known of its standards.
    """
    if attempt.is_submitted:
        return
    answers = {each.item: each.answer for each in attempt.responses}
    worth = worth_of(asked_by(attempt.shown, version(attempt.version_id).body, answers))
    attempt.submitted_at = now
    let_count(attempt, worth)
    db.session.flush()
    record_answers(
        attempt.person_id,
        in_register(worth.standards, library),
        attempt_id=attempt.id,
        version_id=attempt.version_id,
        now=now,
    )
    record(
        "submitted",
        "attempt",
        attempt.id,
        now=now,
        actor_id=attempt.person_id,
        person_id=attempt.person_id,
    )
    complete_if_passed(attempt, library, now=now)


def let_count(attempt: Attempt, worth: Worth) -> None:
    """Let a handed-in attempt and each of its responses have this worth."""
    attempt.score = worth.score
    for response in attempt.responses:
        response.score = worth.items.get(response.item, 0.0)


def complete_if_passed(attempt: Attempt, library: Library, *, now: datetime) -> None:
    """A passed attempt completes the quiz, and with it perhaps the course."""
    if attempt.score is None or attempt.submitted_at is None or not attempt.is_passed:
        return
    complete_quiz(
        attempt.person_id,
        version(attempt.version_id),
        library,
        score=attempt.score,
        minutes=minutes_of(attempt, attempt.submitted_at),
        now=now,
    )


def in_register(scores: Mapping[str, float], library: Library) -> dict[Standard, float]:
    """The standards that are in the register, with how well they were answered."""
    register = library.standards
    return {register[name]: score for name, score in scores.items() if name in register}


def close_overdue(now: datetime) -> int:
    """Hand in attempts whose time and grace are over, with what was saved; returns how many.

    Of very many the oldest come first, and the others in the next round of the sweep.
    """
    grace: timedelta = current_app.config["ANSWER_GRACE"]
    overdue = db.session.scalars(
        select(Attempt)
        .where(Attempt.submitted_at.is_(None), Attempt.closes_at < now - grace)
        .order_by(Attempt.closes_at)
        .limit(MOST_AT_ONCE)
        .options(selectinload(Attempt.responses))
        .with_for_update(skip_locked=True)
    ).all()
    if not overdue:
        return 0
    library = current_library()
    for attempt in overdue:
        submit_attempt(attempt, library, now=now)
    return len(overdue)


def minutes_of(attempt: Attempt, ended_at: datetime) -> int:
    """How long an attempt took, in whole minutes, rounded up and capped."""
    minutes = math.ceil((ended_at - attempt.started_at).total_seconds() / 60)
    return min(max(minutes, 1), MOST_MINUTES)
