"""Pure: where the marks of a chart stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Bars of so many points of 100; the full hundred belongs to the last.
STEP = 10
#: How far apart letters beside lines stand at least, in per cent of the height.
_LETTER = 11.0


@dataclass(frozen=True)
class Bar:
    """How many attempts have a score from `low` to `high` points, both included."""

    low: int
    high: int
    count: int


def bars_of(scores: Sequence[float]) -> list[Bar]:
    """The scores, from 0 to 1, counted in tens of points."""
    counts = [0] * (100 // STEP)
    for score in scores:
        # The same rounding as where points are shown: 79.9 has not reached 80.
        counts[min(int(score * 100 + 1e-6) // STEP, len(counts) - 1)] += 1
    lows = range(0, 100, STEP)
    last = lows[-1]
    return [
        Bar(low, 100 if low == last else low + STEP - 1, count)
        for low, count in zip(lows, counts, strict=True)
    ]


def letter_places(ends: Sequence[float]) -> list[float]:
    """Where letters stand beside the ends of lines, so that none covers another; 0 to 100."""
    order = sorted(range(len(ends)), key=lambda index: ends[index])
    places = [0.0] * len(ends)
    lowest = 0.0
    for index in order:
        places[index] = lowest = max(ends[index], lowest)
        lowest += _LETTER
    # Those that were pushed over the edge push the others back.
    highest = 100.0
    for index in reversed(order):
        places[index] = highest = min(places[index], highest)
        highest -= _LETTER
    return places
