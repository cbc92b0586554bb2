"""Pure: whether a person may sit a quiz now, and until when an answer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.quizzes.model import Quiz

#: An answer that was on its way when the time was up still counts.
GRACE = timedelta(seconds=60)


@dataclass(frozen=True)
class Refusal:
    """Why no attempt may be started now; `until` when waiting helps."""

    until: datetime | None = None


def refusal(quiz: Quiz, submitted: Sequence[datetime], *, now: datetime) -> Refusal | None:
    """Whether the attempts allowed are used up, or the delay since the last one has not passed."""
    if quiz.attempts is not None and len(submitted) >= quiz.attempts:
        return Refusal()
    if quiz.delay and submitted:
        until = max(submitted) + timedelta(hours=quiz.delay)
        if now < until:
            return Refusal(until)
    return None


def time_allowed(quiz: Quiz, extra_time: int = 0) -> timedelta | None:
    """How long an attempt may take, with so many per cent more; none without a time limit."""
    if quiz.time_limit is None:
        return None
    return timedelta(minutes=quiz.time_limit) * (100 + extra_time) / 100


def closing_time(quiz: Quiz, started_at: datetime, extra_time: int = 0) -> datetime | None:
    """When the time of an attempt is up; none without a time limit."""
    allowed = time_allowed(quiz, extra_time)
    return None if allowed is None else started_at + allowed


def is_too_late(closes_at: datetime | None, *, now: datetime) -> bool:
    """Whether an answer that arrives now comes after the time and its grace."""
    return closes_at is not None and now > closes_at + GRACE
