"""Pure: on which terms a person may sit a quiz now, as its page says them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.attempts.models import Attempt
from app.attempts.rules import (
    GRACE,
    Refusal,
    cut_by,
    end_of_window,
    is_too_late,
    joined_windows,
    refusal,
    time_allowed,
)
from app.attempts.starting import windows_of
from app.enrolments.models import QuizOpening
from app.quizzes.model import Quiz


@dataclass(frozen=True)
class Terms:
    """What holds for this person at this quiz."""

    open_attempt: Attempt | None
    submitted: Sequence[Attempt]
    refusal: Refusal | None
    #: So many per cent more time, and the minutes that she has with them.
    extra_time: int
    minutes: int | None
    #: When the quiz opens next or has opened, and when it closes; none where it always is.
    opens_at: datetime | None
    closes_at: datetime | None
    #: The end that leaves her less than her own time, and the whole minutes that it leaves.
    cut_end: datetime | None
    minutes_left: int | None


def terms_of(
    quiz: Quiz,
    attempts: Iterable[Attempt],
    openings: Iterable[QuizOpening],
    extra_time: int,
    *,
    now: datetime,
    grace: timedelta = GRACE,
) -> Terms:
    """The terms from her attempts, from when the quiz is open for her, and from her extra time.

    An open attempt whose time is up is one that was handed in: the next start closes it.
    """
    known = list(attempts)
    going = next((each for each in known if _is_going(each, now, grace)), None)
    submitted = [each for each in known if each.is_submitted]
    ends = [each.submitted_at or now for each in known if each is not going]
    windows = joined_windows(windows_of(openings))
    window_end = end_of_window(windows, now=now)
    shown = next((w for w in windows if w.closes_at is None or w.closes_at > now), None)
    cut_end = cut_by(quiz, extra_time, window_end, now=now)
    return Terms(
        open_attempt=going,
        submitted=submitted,
        refusal=refusal(quiz, ends, now=now, windows=windows),
        extra_time=extra_time,
        minutes=_minutes(time_allowed(quiz, extra_time)),
        opens_at=shown.opens_at if shown else None,
        closes_at=shown.closes_at if shown else None,
        cut_end=cut_end,
        minutes_left=_minutes(cut_end - now) if cut_end else None,
    )


def _is_going(attempt: Attempt, now: datetime, grace: timedelta) -> bool:
    is_over = is_too_late(attempt.closes_at, now=now, grace=grace)
    return not attempt.is_submitted and not is_over


def _minutes(time: timedelta | None) -> int | None:
    """Whole minutes: never more than there are, but at least one."""
    return None if time is None else max(math.floor(time.total_seconds() / 60), 1)
