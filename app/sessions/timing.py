"""Pure: when a session is: clocks of the unit's zone as moments, and what cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

LONGEST = timedelta(hours=12)
#: So far back a session may be entered, and so far ahead it may be announced.
FARTHEST = timedelta(days=366)
#: So long before the beginning somebody may be there already.
DOORS_OPEN = timedelta(minutes=30)
#: So long after the end the code is still good.
CODE_LASTS = timedelta(minutes=30)

Fault = Literal["too long", "too old", "too far"]

#: How many minutes a kind of session usually takes.
USUAL_MINUTES = {"weekly": 30, "briefing": 15, "onboarding": 120, "outside": 120}
_OTHERWISE = 60


def moments_of(day: date, begins: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """Beginning and end as moments; an end that is earlier on the clock is on the next day."""
    last = day if ends > begins else day + timedelta(days=1)
    here = ZoneInfo(zone)
    return (
        datetime.combine(day, begins, here).astimezone(UTC),
        datetime.combine(last, ends, here).astimezone(UTC),
    )


def fault_of(starts_at: datetime, ends_at: datetime, *, now: datetime) -> Fault | None:
    """Why a session cannot be then, or None."""
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        return "too long"
    if starts_at < now - FARTHEST:
        return "too old"
    return "too far" if starts_at > now + FARTHEST else None


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    """The whole minutes that a session takes."""
    return int((ends_at - starts_at) // timedelta(minutes=1))


def is_open(starts_at: datetime, *, now: datetime) -> bool:
    """Whether somebody can be there yet."""
    return now >= starts_at - DOORS_OPEN


def code_end(ends_at: datetime) -> datetime:
    """Until when a code may be good."""
    return ends_at + CODE_LASTS


def just_over(kind: str, *, now: datetime, zone: str) -> tuple[date, time, time]:
    """Day, beginning and end of a session of this kind that has just ended, by the unit's clocks.

    On five minutes, as people say a time.
    """
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)
    end = local - timedelta(minutes=local.minute % 5)
    begin = end - timedelta(minutes=USUAL_MINUTES.get(kind, _OTHERWISE))
    return begin.date(), begin.time(), end.time()


def year_span(year: int, zone: str) -> tuple[datetime, datetime]:
    """The moments at which a year begins and ends in a zone."""
    here = ZoneInfo(zone)
    return (
        datetime(year, 1, 1, tzinfo=here).astimezone(UTC),
        datetime(year + 1, 1, 1, tzinfo=here).astimezone(UTC),
    )


def day_begins(day: date, zone: str) -> datetime:
    """The moment at which a day begins in a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
