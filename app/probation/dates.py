"""Pure: what is due when before probation ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, Protocol

#: So long before the last day mentor, supervisor and the person herself are asked for their word,
VOICES_BEFORE = timedelta(days=20)
#: and HR for the decision, so that there is time to talk.
DECIDED_BEFORE = timedelta(days=10)

State = Literal["open", "soon", "overdue", "decided"]
STATES: tuple[State, ...] = ("open", "soon", "overdue", "decided")


class Probation(Protocol):
    """What the state of a review follows from."""

    @property
    def ends_on(self) -> date: ...
    @property
    def decided_at(self) -> datetime | None: ...


def state_of(review: Probation, today: date) -> State:
    """Whether a review is decided, and if not, whether that is due or overdue."""
    if review.decided_at is not None:
        return "decided"
    if review.ends_on < today:
        return "overdue"
    return "soon" if review.ends_on - DECIDED_BEFORE <= today else "open"


def decided_by(ends_on: date) -> date:
    """The day until which HR should decide."""
    return ends_on - DECIDED_BEFORE


def asks_for_voices(ends_on: date, today: date) -> bool:
    """Whether it is time for everybody's word."""
    return ends_on - VOICES_BEFORE <= today
