"""Items that their author should look at, by what the statistics say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from app.quizzes.options import Option, OptionTable
from app.quizzes.statistics import ItemStatistics

#: Facility in percent: below, most people fail; above, the item tells nobody apart.
LOW_FACILITY, HIGH_FACILITY = 30.0, 95.0
#: Discrimination in percent, below which an item hardly tells the strong from the weak.
LOW_DISCRIMINATION = 20.0


class Code(StrEnum):
    """What is remarkable; the page says it in words, with file and line."""

    FACILITY_LOW = "facility_low"
    FACILITY_HIGH = "facility_high"
    DISCRIMINATION_LOW = "discrimination_low"
    DISCRIMINATION_NEGATIVE = "discrimination_negative"
    DISTRACTOR_UNUSED = "distractor_unused"
    DISTRACTOR_OF_THE_STRONG = "distractor_of_the_strong"


class Flag(msgspec.Struct, frozen=True):
    """One remark on an item, or on one of its choices."""

    code: Code
    item: str
    choice: str | None = None


def flags_of(
    items: Mapping[str, ItemStatistics], options: Mapping[str, OptionTable]
) -> tuple[Flag, ...]:
    """All remarks, in the order of the items; nothing is said from too few answers."""
    return tuple(
        flag
        for name, item in items.items()
        for flag in (*_of_item(name, item), *_of_options(name, options.get(name)))
    )


def _of_item(name: str, item: ItemStatistics) -> Iterator[Flag]:
    if item.facility is not None and item.is_enough_for_facility:
        # An item that people guess as well as they know it is too hard, whatever its share.
        if item.facility < max(LOW_FACILITY, item.random_guess_score or 0.0):
            yield Flag(Code.FACILITY_LOW, name)
        elif item.facility > HIGH_FACILITY:
            yield Flag(Code.FACILITY_HIGH, name)
    if item.discrimination_index is not None and item.is_enough:
        if item.discrimination_index < 0:
            yield Flag(Code.DISCRIMINATION_NEGATIVE, name)
        elif item.discrimination_index < LOW_DISCRIMINATION:
            yield Flag(Code.DISCRIMINATION_LOW, name)


def _of_options(name: str, table: OptionTable | None) -> Iterator[Flag]:
    if table is None or not table.is_enough:
        return
    for option in table.options:
        if option.is_right:
            continue
        if not option.n:
            yield Flag(Code.DISTRACTOR_UNUSED, name, option.key)
        elif _is_of_the_strong(option):
            yield Flag(Code.DISTRACTOR_OF_THE_STRONG, name, option.key)


def _is_of_the_strong(option: Option) -> bool:
    """Those who do better elsewhere take it more often, and not by chance."""
    interval = option.point_biserial_interval
    return interval is not None and interval[0] > 0
