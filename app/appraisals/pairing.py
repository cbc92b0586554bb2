"""Pure: which of a person's own sheets and of another's belong to the same round.

A round is one sheet by the person and one by somebody who leads her, made without knowing each
other, and from then on seen side by side by both. Sheets are taken as they were handed in, the
earliest first. A sheet makes a round with the sheet of the other side that waits, when both were
made on the same occasion, lie not more than 60 days apart, and ask the same on the same scales.
If none waits, it waits itself; a newer one of the same side and occasion takes its place. So of
several the nearest is taken, each sheet is in one round at most, and a round that was seen is never
made anew by a later sheet. Each who leads her has rounds of her own. A sheet made to answer one
that waits takes over its occasion (see `operations`).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from app.quizzes.model import Instrument

#: What was seen longer apart was seen of two different times, and is not compared.
DAYS = 60

#: Each statement with the ends of its scale.
Scales = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class HandedIn:
    """A sheet that was handed in: when, by whom, on which occasion, and what it asked."""

    id: uuid.UUID
    at: datetime
    scales: Scales
    rater_id: uuid.UUID
    occasion: str = "own"


class Rounds(NamedTuple):
    """One rater's sheets and those of the other side."""

    #: Beside each sheet of hers that is in a round, the other one.
    beside: Mapping[uuid.UUID, HandedIn]
    #: Those of the other side that wait for one of hers, the earliest first.
    waiting: tuple[HandedIn, ...]


class RatingState(StrEnum):
    """How far somebody is with rating a person."""

    NONE = "none"
    BEGUN = "begun"
    HANDED_IN = "handed_in"
    BOTH_IN = "both_in"


def rounds_of(given: Collection[HandedIn], others: Iterable[HandedIn]) -> Rounds:
    """The rounds between one rater's sheets and everybody's of the other side.

    Beside a sheet that is in rounds with several others stands the one handed in last.
    """
    beside: dict[uuid.UUID, HandedIn] = {}
    waiting: list[HandedIn] = []
    for _rater, theirs in groupby(sorted(others, key=_by_rater), key=lambda each: each.rater_id):
        pairs, left = _between(given, tuple(theirs))
        waiting += left
        for own, other in pairs:
            beside[own.id] = max(beside.get(own.id, other), other, key=_place)
    return Rounds(beside, tuple(sorted(waiting, key=_place)))


def unanswered(
    given: Collection[HandedIn], others: Iterable[HandedIn], *, now: datetime
) -> HandedIn | None:
    """The latest sheet of the other side that waits for one's own, and is not yet too old."""
    waiting = rounds_of(given, others).waiting
    return next((each for each in reversed(waiting) if _are_near(each.at, now)), None)


def state_of(
    given: Collection[HandedIn], others: Iterable[HandedIn], *, is_begun: bool
) -> RatingState:
    """How far it is: what is open goes before what was handed in, the latest before the earlier."""
    if is_begun:
        return RatingState.BEGUN
    if not given:
        return RatingState.NONE
    latest = max(given, key=_place)
    is_paired = latest.id in rounds_of(given, others).beside
    return RatingState.BOTH_IN if is_paired else RatingState.HANDED_IN


def scales_of(instrument: Instrument) -> Scales:
    """What an instrument asks, whatever its words are."""
    return frozenset((each.id, each.low, each.high) for each in instrument.statements)


def _between(
    given: Collection[HandedIn], others: Collection[HandedIn]
) -> tuple[list[tuple[HandedIn, HandedIn]], list[HandedIn]]:
    """The rounds between two raters, and what waits of the second one's."""
    own = {each.id for each in given}
    waiting: dict[tuple[bool, str], HandedIn] = {}
    pairs = []
    for sheet in sorted((*given, *others), key=_place):
        is_own = sheet.id in own
        mate = waiting.get((not is_own, sheet.occasion))
        if mate is None or not _belong_together(sheet, mate):
            waiting[is_own, sheet.occasion] = sheet
            continue
        pairs.append((sheet, mate) if is_own else (mate, sheet))
        # Whatever else waits on this occasion is older than the round that there is now.
        waiting.pop((True, sheet.occasion), None)
        waiting.pop((False, sheet.occasion), None)
    return pairs, [each for (is_own, _occasion), each in waiting.items() if not is_own]


def _belong_together(one: HandedIn, other: HandedIn) -> bool:
    return one.scales == other.scales and _are_near(one.at, other.at)


def _are_near(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= timedelta(days=DAYS)


def _by_rater(sheet: HandedIn) -> uuid.UUID:
    return sheet.rater_id


def _place(sheet: HandedIn) -> tuple[datetime, uuid.UUID]:
    return sheet.at, sheet.id
