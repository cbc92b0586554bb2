"""Pure: when a paper was sat, and what speaks against entering it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from app.attempts.models import Attempt
from app.attempts.rules import Window, is_too_late, refusal
from app.library.queries import Published

#: Of the day that somebody names nobody knows the hour.
_HOUR = time(12)


class Sat(NamedTuple):
    """When a paper was sat: from the first to the last moment of that day, as far as it is over."""

    day: date
    first: datetime
    last: datetime
    started_at: datetime
    submitted_at: datetime


@dataclass(frozen=True)
class Objection:
    """Why a paper is not entered.

    Open: there is an attempt that is not handed in. Twice: she has this paper already. Used: all
    attempts. Wait, early, over: what the rules of the quiz say of that day, with their moment.
    """

    why: Literal["open", "twice", "used", "wait", "early", "over"]
    until: datetime | None = None


def sat_on(day: date, minutes: int | None, *, zone: str, now: datetime) -> Sat:
    """A day of a time zone as moments: at noon, if that is over."""
    first = datetime.combine(day, time(), ZoneInfo(zone))
    last = min(first + timedelta(days=1) - timedelta(seconds=1), now)
    submitted_at = min(datetime.combine(day, _HOUR, ZoneInfo(zone)), now)
    return Sat(day, first, last, submitted_at - timedelta(minutes=minutes or 0), submitted_at)


def standing_objection(
    quiz: Published, seed: int, attempts: Sequence[Attempt], *, now: datetime
) -> Objection | None:
    """What speaks against entering a paper, whenever it was sat."""
    if any(not each.is_submitted and not is_too_late(each.closes_at, now=now) for each in attempts):
        return Objection("open")
    if any(_is_of(each, quiz.version_id, seed) for each in attempts):
        return Objection("twice")
    if quiz.body.attempts is not None and len(attempts) >= quiz.body.attempts:
        return Objection("used")
    return None


def objection_of_day(
    quiz: Published, attempts: Sequence[Attempt], windows: Sequence[Window], sat: Sat
) -> Objection | None:
    """What the delay and the openings of a quiz say of the day; where the hour decides, nothing."""
    earlier = [each.submitted_at for each in attempts if each.submitted_at]
    was_open = any(_meets(window, sat) for window in windows)
    why = refusal(
        quiz.body,
        [moment for moment in earlier if moment <= sat.last],
        now=sat.last,
        windows=() if was_open else windows,
    )
    return None if why is None or why.why == "cut" else Objection(why.why, why.until)


def _is_of(attempt: Attempt, version_id: uuid.UUID, seed: int) -> bool:
    found = (attempt.mode, attempt.version_id, attempt.seed)
    return found == ("paper", version_id, seed)


def _meets(window: Window, sat: Sat) -> bool:
    return window.opens_at <= sat.last and (
        window.closes_at is None or sat.first < window.closes_at
    )
