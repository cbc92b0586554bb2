"""Starting an attempt, saving a response, submitting."""

from __future__ import annotations

import math
import secrets
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.locks import lock_person
from app.attempts.models import Attempt, Response
from app.attempts.queries import attempts_at, attempts_visible_to
from app.attempts.rules import Refusal, closing_time, is_too_late, refusal
from app.attempts.sheet import questions_of
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import complete_quiz
from app.errors import Problem
from app.evidence.operations import record_answers
from app.library.queries import Library, Published, current_library, version
from app.quizzes.drawing import draw
from app.quizzes.model import Quiz
from app.quizzes.scoring import score_attempt, score_item
from app.standards.model import Standard

#: A sitting that was left open for days is not counted as hours of training.
MOST_MINUTES = 60


class AttemptClosed(Problem):
    """The attempt was handed in, or its time is up."""


class NotAllowedNow(Problem):
    """No attempt may be started now; `refusal` says why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__("no attempt may be started now")
        self.refusal = why


def start_attempt(
    person_id: uuid.UUID,
    quiz: Published,
    *,
    now: datetime,
    seed: int | None = None,
    extra_time: int = 0,
) -> Attempt:
    """Begin to sit a quiz; an attempt that is still open is gone on with.

    `extra_time` gives so many per cent more than the time limit.
    Raises NotAllowedNow when the attempts are used up or the delay has not passed.
    """
    lock_person(person_id)
    earlier = list(db.session.scalars(attempts_at(attempts_visible_to(person_id), quiz.slug)))
    for attempt in earlier:
        if not attempt.is_submitted:
            return attempt
    why = refusal(quiz.body, [a.submitted_at for a in earlier if a.submitted_at], now=now)
    if why is not None:
        raise NotAllowedNow(why)
    attempt = _new_attempt(person_id, quiz, len(earlier) + 1, seed, now=now)
    attempt.closes_at = closing_time(quiz.body, now, extra_time)
    db.session.add(attempt)
    db.session.flush()
    record("started", "attempt", attempt.id, now=now, actor_id=person_id, person_id=person_id)
    return attempt


def refuse_if_closed(attempt: Attempt, *, now: datetime) -> None:
    """Raise AttemptClosed after handing in or when the time is up."""
    if attempt.is_submitted or is_too_late(attempt.closes_at, now=now):
        raise AttemptClosed


def record_response(
    attempt: Attempt, item: str, answer: dict[str, Any] | None, *, is_flagged: bool, now: datetime
) -> Response:
    """Keep what was answered to an item; the last one counts. Nothing answered is kept as such.

    Raises AttemptClosed after handing in or when the time is up.
    """
    refuse_if_closed(attempt, now=now)
    saved = {response.item: response for response in attempt.responses}
    sequence = max((response.sequence for response in saved.values()), default=0) + 1
    response = saved.get(item)
    if response is None:
        response = Response(item=item, person_id=attempt.person_id)
        attempt.responses.append(response)
    response.answer = answer
    response.is_flagged = is_flagged
    response.sequence = sequence
    response.saved_at = now
    db.session.flush()
    return response


def submit_attempt(attempt: Attempt, library: Library, *, now: datetime) -> None:
    """Close an attempt and score it; a passed one completes the quiz. Twice changes nothing."""
    if attempt.is_submitted:
        return
    published = version(attempt.version_id)
    quiz: Quiz = published.body
    questions = questions_of(attempt.shown, quiz, attempt.responses)
    answers = {question.item.id: question.answer for question in questions}
    for response in attempt.responses:
        response.score = score_item(_item(quiz, response.item), response.answer)
    attempt.score = score_attempt([question.item for question in questions], answers)
    attempt.submitted_at = now
    scores = _scores_by_standard(attempt, quiz, library)
    db.session.flush()
    record_answers(
        attempt.person_id, scores, attempt_id=attempt.id, version_id=attempt.version_id, now=now
    )
    record(
        "submitted",
        "attempt",
        attempt.id,
        now=now,
        actor_id=attempt.person_id,
        person_id=attempt.person_id,
    )
    if attempt.is_passed:
        complete_quiz(
            attempt.person_id,
            published,
            library,
            score=attempt.score,
            minutes=minutes_of(attempt, now),
            now=now,
        )


def close_overdue(now: datetime) -> int:
    """Hand in every attempt whose time is up, with what was saved; returns how many."""
    overdue = db.session.scalars(
        select(Attempt)
        .where(Attempt.submitted_at.is_(None), Attempt.closes_at < now)
        .with_for_update(skip_locked=True)
    )
    library = current_library()
    count = 0
    for attempt in overdue.all():
        if is_too_late(attempt.closes_at, now=now):
            submit_attempt(attempt, library, now=now)
            count += 1
    return count


def minutes_of(attempt: Attempt, ended_at: datetime) -> int:
    """How long an attempt took, in whole minutes, rounded up and capped."""
    minutes = math.ceil((ended_at - attempt.started_at).total_seconds() / 60)
    return min(max(minutes, 1), MOST_MINUTES)


def _new_attempt(
    person_id: uuid.UUID, quiz: Published, number: int, seed: int | None, *, now: datetime
) -> Attempt:
    shown = draw(quiz.body, seed=secrets.randbits(48) if seed is None else seed)
    return Attempt(
        person_id=person_id,
        quiz=quiz.slug,
        version_id=quiz.version_id,
        number=number,
        shown=[{"item": each.item, "order": list(each.order)} for each in shown],
        passing_score=quiz.body.passing_score,
        started_at=now,
    )


def _item(quiz: Quiz, item_id: str) -> Any:
    return next(item for item in quiz.items if item.id == item_id)


def _scores_by_standard(attempt: Attempt, quiz: Quiz, library: Library) -> dict[Standard, float]:
    """A standard is answered as well as the worst of its items: all of them must be right."""
    scores: dict[Standard, float] = {}
    for question in questions_of(attempt.shown, quiz, attempt.responses):
        for standard_id in question.item.standards:
            standard = library.standards.get(standard_id)
            if standard is not None:
                scores[standard] = min(scores.get(standard, 1.0), question.score)
    return scores
