"""Starting an attempt."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select

from app.accounts.locks import lock_person
from app.attempts.history import history_of
from app.attempts.models import Attempt, Response
from app.attempts.queries import attempts_at, attempts_visible_to
from app.attempts.rules import (
    GRACE,
    Refusal,
    Window,
    closing_time,
    cut_by,
    end_of_window,
    is_too_late,
    refusal,
)
from app.attempts.scoring import submit_attempt
from app.audit.operations import record
from app.db import db
from app.enrolments.models import QuizOpening
from app.enrolments.queries import openings_for
from app.errors import Problem
from app.library.queries import Published, current_library
from app.quizzes.drawing import NOTHING_SEEN, History, draw

#: Of Python's numbers all that a seed needs, and no more than every database's integers hold.
_SEED_BITS = 48


@dataclass(frozen=True)
class Helper:
    """Who helps a person who cannot read or tap by herself, and how."""

    name: str
    kind: Literal["read", "tapped"]


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
    told_end: datetime | None = None,
    grace: timedelta = GRACE,
) -> Attempt:
    """Begin to sit a quiz; an attempt that is still open is gone on with.

    `extra_time` gives so many per cent more than the time limit; `told_end` is the end of which
    she knows that it leaves her less. An open attempt whose time is up is handed in first.
    Raises NotAllowedNow when the attempts are used up, the delay has not passed, the quiz is not
    open for her, or its end would cut her time without her knowing.
    """
    lock_person(person_id)
    earlier = list(db.session.scalars(attempts_at(attempts_visible_to(person_id), quiz.slug)))
    going = next((attempt for attempt in earlier if not attempt.is_submitted), None)
    if going is not None and not is_too_late(going.closes_at, now=now, grace=grace):
        return going
    if going is not None:
        submit_attempt(going, current_library(), now=now)
    windows = windows_of(db.session.scalars(openings_for(person_id, quiz.slug)))
    _refuse(quiz, earlier, windows, extra_time, told_end, now=now)
    attempt = _new_attempt(person_id, quiz, earlier, seed, now=now)
    attempt.extra_time = extra_time
    window_end = end_of_window(windows, now=now)
    attempt.closes_at = closing_time(quiz.body, now, extra_time, window_end)
    db.session.add(attempt)
    db.session.flush()
    record("started", "attempt", attempt.id, now=now, actor_id=person_id, person_id=person_id)
    return attempt


def set_helper(attempt: Attempt, helper: Helper) -> None:
    """Note who helps in this attempt."""
    attempt.helper_name, attempt.help_kind = helper.name, helper.kind


def windows_of(openings: Iterable[QuizOpening]) -> list[Window]:
    """The times in which a quiz is open."""
    return [Window(each.opens_at, each.closes_at) for each in openings]


def _refuse(
    quiz: Published,
    earlier: Sequence[Attempt],
    windows: Sequence[Window],
    extra_time: int,
    told_end: datetime | None,
    *,
    now: datetime,
) -> None:
    submitted = [each.submitted_at for each in earlier if each.submitted_at]
    why = refusal(quiz.body, submitted, now=now, windows=windows)
    if why is not None:
        raise NotAllowedNow(why)
    end = cut_by(quiz.body, extra_time, end_of_window(windows, now=now), now=now)
    if end is not None and end != told_end:
        raise NotAllowedNow(Refusal("cut", end))


def _new_attempt(
    person_id: uuid.UUID,
    quiz: Published,
    earlier: Sequence[Attempt],
    seed: int | None,
    *,
    now: datetime,
) -> Attempt:
    chosen = secrets.randbits(_SEED_BITS) if seed is None else seed
    history = _history(earlier) if quiz.body.pick else NOTHING_SEEN
    shown = draw(quiz.body, seed=chosen, history=history)
    return Attempt(
        person_id=person_id,
        quiz=quiz.slug,
        version_id=quiz.version_id,
        number=len(earlier) + 1,
        seed=chosen,
        shown=[{"item": each.item, "order": list(each.order)} for each in shown],
        passing_score=quiz.body.passing_score,
        started_at=now,
    )


def _history(earlier: Sequence[Attempt]) -> History:
    """What she was shown before and how she answered it, in one statement."""
    if not earlier:
        return NOTHING_SEEN
    rows = db.session.execute(
        select(Response.attempt_id, Response.item, Response.score).where(
            Response.attempt_id.in_([attempt.id for attempt in earlier])
        )
    )
    scores: dict[uuid.UUID, dict[str, float | None]] = {attempt.id: {} for attempt in earlier}
    for attempt_id, item, score in rows:
        scores[attempt_id][item] = score
    return history_of((attempt.shown, scores[attempt.id]) for attempt in earlier)
