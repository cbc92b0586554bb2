"""Pure: the figures as tables to hand out, under the names that `flask quiz stats` gives them.

What rests on too few attempts is left empty there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.analysis.reports import Figures
from app.interface.sheets import Cell, Sheet, columns_of
from app.quizzes.intervals import Interval
from app.quizzes.options import Option, OptionTable

#: More digits than these say nothing.
_DIGITS = 4
_THIRDS, _FIFTHS = 3, 5


def items_sheet(questions: Iterable[Figures]) -> Sheet:
    """A row for each question."""
    return _sheet("items", _ITEM_HEADINGS, (_item_row(each) for each in questions))


def choices_sheet(questions: Iterable[Figures]) -> Sheet:
    """A row for each choice of each question that offers some."""
    rows = (
        _choice_row(each, each.options, option)
        for each in questions
        if each.options is not None
        for option in each.options.options
    )
    return _sheet("choices", _CHOICE_HEADINGS, rows)


_ITEM_HEADINGS = (
    "item",
    "newest_version",
    "n",
    "maximum",
    "facility",
    "facility_low",
    "facility_high",
    "standard_deviation",
    "random_guess_score",
    "intended_weight",
    "effective_weight",
    "discrimination_index",
    "discrimination_index_low",
    "discrimination_index_high",
    "discriminative_efficiency",
    "flags",
)
_CHOICE_HEADINGS = (
    "item",
    "choice",
    "is_right",
    "n",
    "share",
    *(f"share_third_{part + 1}" for part in range(_THIRDS)),
    *(f"share_fifth_{part + 1}" for part in range(_FIFTHS)),
    "point_biserial",
    "point_biserial_low",
    "point_biserial_high",
)


def _item_row(each: Figures) -> Sequence[Cell]:
    item = each.item
    mean, relation = item.is_enough_for_facility, item.is_enough
    return (
        each.track.name,
        each.track.newest,
        item.n,
        item.maximum,
        *_figures(mean, item.facility, *_ends(item.facility_interval), item.standard_deviation),
        *_figures(True, item.random_guess_score, item.intended_weight),
        *_figures(relation, item.effective_weight, item.discrimination_index),
        *_figures(relation, *_ends(item.discrimination_index_interval)),
        *_figures(relation, item.discriminative_efficiency),
        " ".join(str(flag.code) for flag in each.flags),
    )


def _choice_row(each: Figures, table: OptionTable, option: Option) -> Sequence[Cell]:
    relation = table.is_enough
    return (
        each.track.name,
        option.key,
        int(option.is_right),
        *_figures(each.item.is_enough_for_facility, option.n, option.share),
        *_figures(relation, *option.thirds, *option.fifths),
        *_figures(relation, option.point_biserial, *_ends(option.point_biserial_interval)),
    )


def _figures(is_enough: bool, *values: float | None) -> list[float | None]:
    """The values, or empty cells where too few attempts are behind them."""
    return [round(value, _DIGITS) if is_enough and value is not None else None for value in values]


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return interval or (None, None)


def _sheet(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Sheet:
    return Sheet(title, columns_of(headings), rows)
