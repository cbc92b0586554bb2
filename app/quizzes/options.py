"""Which choices of an item were taken, and by whom: those with good or with poor marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from app.quizzes import intervals
from app.quizzes.intervals import Interval
from app.quizzes.moments import correlation
from app.quizzes.statistics import ENOUGH

_THIRDS, _FIFTHS = 3, 5
# Marks that are equal stay equal, whatever the rounding of their sums.
_DECIMALS = 9


class Taken(msgspec.Struct, frozen=True):
    """What one attempt took of an item, with the item's mark and the attempt's total."""

    choices: Sequence[str]
    mark: float
    total: float


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One choice. Shares are percentages of the attempts of their group, None for an empty one."""

    key: str
    is_right: bool
    n: int
    share: float | None
    #: From those with the poorest marks in the rest of the quiz to those with the best.
    thirds: tuple[float | None, ...]
    #: The same for fifths by the total, to draw as a line.
    fifths: tuple[float | None, ...]
    #: The correlation of taking it with the rest of the quiz, in percent.
    point_biserial: float | None
    point_biserial_interval: Interval | None


class OptionTable(msgspec.Struct, frozen=True, kw_only=True):
    """All choices of an item, in its own order."""

    n: int
    is_enough: bool
    #: How many took none.
    unanswered: int
    #: How many attempts each third and each fifth has.
    thirds: tuple[int, ...]
    fifths: tuple[int, ...]
    options: tuple[Option, ...]


def options_of(choices: Mapping[str, bool], taken: Sequence[Taken]) -> OptionTable:
    """The table of an item's choices, each with whether it is right.

    Attempts with equal marks are in the same group, so that no order of the attempts changes
    the table; then the groups are not of one size, and one may be empty.
    """
    rests = [round(each.total - each.mark, _DECIMALS) for each in taken]
    thirds = _groups(rests, _THIRDS)
    fifths = _groups([round(each.total, _DECIMALS) for each in taken], _FIFTHS)
    third_sizes, fifth_sizes = _counts(thirds, _THIRDS), _counts(fifths, _FIFTHS)
    size = max((abs(each.total) for each in taken), default=0.0)

    def option(key: str, is_right: bool) -> Option:
        took = [key in each.choices for each in taken]
        with_rest = correlation(list(map(float, took)), rests, sizes=(1.0, size))
        interval = intervals.of_correlation(with_rest, len(taken))
        return Option(
            key=key,
            is_right=is_right,
            n=sum(took),
            share=_share(sum(took), len(taken)),
            thirds=_shares(_counts(_where(thirds, took), _THIRDS), third_sizes),
            fifths=_shares(_counts(_where(fifths, took), _FIFTHS), fifth_sizes),
            point_biserial=None if with_rest is None else 100 * with_rest,
            point_biserial_interval=interval and (100 * interval[0], 100 * interval[1]),
        )

    return OptionTable(
        n=len(taken),
        is_enough=len(taken) >= ENOUGH,
        unanswered=sum(not each.choices for each in taken),
        thirds=third_sizes,
        fifths=fifth_sizes,
        options=tuple(option(key, is_right) for key, is_right in choices.items()),
    )


def _groups(values: Sequence[float], parts: int) -> list[int]:
    """The part in which each value lies, from the lowest, by the middle of its places."""
    ordered = sorted(values)
    places = [bisect_left(ordered, value) + bisect_right(ordered, value) for value in values]
    return [parts * place // (2 * len(values)) for place in places]


def _where(groups: Sequence[int], took: Sequence[bool]) -> Iterable[int]:
    return (group for group, is_taken in zip(groups, took, strict=True) if is_taken)


def _counts(groups: Iterable[int], parts: int) -> tuple[int, ...]:
    found = list(groups)
    return tuple(found.count(part) for part in range(parts))


def _shares(counts: Sequence[int], sizes: Sequence[int]) -> tuple[float | None, ...]:
    return tuple(_share(count, size) for count, size in zip(counts, sizes, strict=True))


def _share(count: int, whole: int) -> float | None:
    return 100 * count / whole if whole else None
