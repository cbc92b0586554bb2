"""Pure: which of a person's own ratings and of another's stand side by side, and from when on.

Of two ratings of one person on one instrument, one by herself and one by another, both are in when
both were handed in, not more than 90 days apart, and ask the same on the same scales. Beside a
rating stands the latest of the other side for which this holds; until there is one, neither side
sees anything of the other's.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.quizzes.model import Instrument

#: What was seen longer apart was seen of two different times, and is not compared.
DAYS = 90

#: Each statement with the ends of its scale.
Scales = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class HandedIn:
    """A rating that was handed in: when, and what it asked."""

    id: uuid.UUID
    at: datetime
    scales: Scales


class RatingState(StrEnum):
    """How far somebody is with rating a person."""

    NONE = "none"
    BEGUN = "begun"
    HANDED_IN = "handed_in"
    BOTH_IN = "both_in"


def counterpart(rating: HandedIn, others: Iterable[HandedIn]) -> HandedIn | None:
    """The rating of the other side that stands beside this one, if both are in."""
    both_in = [each for each in others if _belong_together(rating, each)]
    return max(both_in, key=_place, default=None)


def unanswered(
    given: Collection[HandedIn], others: Iterable[HandedIn], *, now: datetime
) -> HandedIn | None:
    """The latest rating of the other side that waits for one's own, and is not yet too old."""
    waiting = [
        each
        for each in others
        if now - each.at <= timedelta(days=DAYS) and counterpart(each, given) is None
    ]
    return max(waiting, key=_place, default=None)


def state_of(
    given: Collection[HandedIn], others: Iterable[HandedIn], *, is_begun: bool
) -> RatingState:
    """How far it is: what is open goes before what was handed in, the latest before the earlier."""
    if is_begun:
        return RatingState.BEGUN
    if not given:
        return RatingState.NONE
    latest = max(given, key=_place)
    return RatingState.BOTH_IN if counterpart(latest, others) else RatingState.HANDED_IN


def scales_of(instrument: Instrument) -> Scales:
    """What an instrument asks, whatever its words are."""
    return frozenset((each.id, each.low, each.high) for each in instrument.statements)


def _belong_together(one: HandedIn, other: HandedIn) -> bool:
    return one.scales == other.scales and abs(one.at - other.at) <= timedelta(days=DAYS)


def _place(rating: HandedIn) -> tuple[datetime, uuid.UUID]:
    return rating.at, rating.id
