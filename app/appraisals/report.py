"""Pure: what many ratings say about an instrument, with what too few sheets cannot say left out.

Only sheets on the present statements and scales count, complete ones, and of each person the
latest, so that who repeats does not weigh more. Sheets count in tens: those after the last full ten
wait until it is full, so that nobody is found out by comparing the figures of two days.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from app.appraisals import reliability
from app.appraisals.pairing import HandedIn, rounds_of, scales_of
from app.quizzes.instruments import total
from app.quizzes.intervals import Interval
from app.quizzes.model import Instrument, Statement
from app.quizzes.statistics import ENOUGH

#: No group of fewer people is ever described,
ENOUGH_FOR_MEANS = 10
#: and fewer pairs say nothing about agreement.
ENOUGH_PAIRS = 20
#: Sheets and pairs count in full groups of so many.
STEP = 10

T = TypeVar("T")


@dataclass(frozen=True)
class Rated:
    """A sheet that was handed in, with its ratings."""

    sheet: HandedIn
    person_id: uuid.UUID
    ratings: Mapping[str, int | None]

    @property
    def is_own(self) -> bool:
        return self.sheet.rater_id == self.person_id


@dataclass(frozen=True)
class StatementFigures:
    """One statement as people rated themselves; none where too few did."""

    statement: Statement
    mean: float | None = None
    spread: float | None = None
    item_rest: float | None = None


@dataclass(frozen=True)
class StatementAgreement:
    """One statement as people and those who lead them rated it, in the same rounds."""

    statement: Statement
    own_mean: float
    other_mean: float
    #: By how much those who lead rate higher.
    difference: float
    interval: Interval | None
    exact: float
    within_one: float


@dataclass(frozen=True)
class Agreement:
    """How far people and those who lead them agree."""

    totals: float | None
    order: float | None
    difference: float
    interval: Interval | None
    lines: tuple[StatementAgreement, ...]


@dataclass(frozen=True)
class Report:
    """Everything that the ratings say about an instrument."""

    #: People with a complete sheet, and with a round in which both sheets are complete.
    n: int
    pairs: int
    alpha: float | None
    alpha_interval: Interval | None
    lines: tuple[StatementFigures, ...]
    agreement: Agreement | None

    @property
    def has_means(self) -> bool:
        return self.n >= ENOUGH_FOR_MEANS

    @property
    def has_alpha(self) -> bool:
        return self.n >= ENOUGH


def report_of(instrument: Instrument, sheets: Iterable[Rated]) -> Report:
    """The figures of an instrument from all sheets that were ever handed in on it."""
    scales = scales_of(instrument)
    same = [each for each in sheets if each.sheet.scales == scales]
    own = [each for each in same if each.is_own and _is_complete(instrument, each)]
    rows = [_row(instrument, each) for each in _counted(own, _person, _moment)]
    found = _counted(list(_pairs(instrument, same)), lambda pair: pair[0].person_id, _later)
    alpha = reliability.alpha(rows) if len(rows) >= ENOUGH else None
    return Report(
        n=len(rows),
        pairs=len(found),
        alpha=alpha,
        alpha_interval=reliability.alpha_interval(alpha, rows),
        lines=tuple(
            _figures(statement, rows, place)
            for place, statement in enumerate(instrument.statements)
        ),
        agreement=_agreement(instrument, found) if len(found) >= ENOUGH_PAIRS else None,
    )


def _is_complete(instrument: Instrument, each: Rated) -> bool:
    return total(instrument, each.ratings) is not None


def _row(instrument: Instrument, each: Rated) -> list[float]:
    ratings = (each.ratings[statement.id] for statement in instrument.statements)
    return [rating for rating in ratings if rating is not None]


def _counted(
    found: Sequence[T],
    person: Callable[[T], uuid.UUID],
    moment: Callable[[T], tuple[datetime, int]],
) -> list[T]:
    """The latest of each person, of those that fill a group of ten."""
    ordered = sorted(found, key=moment)
    full = ordered[: len(ordered) // STEP * STEP]
    return list({person(each): each for each in full}.values())


def _person(each: Rated) -> uuid.UUID:
    return each.person_id


def _moment(each: Rated) -> tuple[datetime, int]:
    return each.sheet.at, each.sheet.id.int


def _later(pair: tuple[Rated, Rated]) -> tuple[datetime, int]:
    """When a round was complete."""
    return max(map(_moment, pair))


def _pairs(instrument: Instrument, sheets: Iterable[Rated]) -> Iterable[tuple[Rated, Rated]]:
    """The rounds of everybody in which both could say everything: her own sheet, and the other."""
    ordered = sorted(sheets, key=_person)
    for _person_id, group in groupby(ordered, key=_person):
        by_id = {each.sheet.id: each for each in group}
        own = [each.sheet for each in by_id.values() if each.is_own]
        others = [each.sheet for each in by_id.values() if not each.is_own]
        for own_id, other in rounds_of(own, others).beside.items():
            pair = (by_id[own_id], by_id[other.id])
            if all(_is_complete(instrument, each) for each in pair):
                yield pair


def _figures(statement: Statement, rows: Sequence[Sequence[float]], place: int) -> StatementFigures:
    if len(rows) < ENOUGH_FOR_MEANS:
        return StatementFigures(statement)
    values = [row[place] for row in rows]
    return StatementFigures(
        statement,
        mean=reliability.mean(values),
        spread=reliability.spread(values),
        item_rest=reliability.item_rest(rows, place) if len(rows) >= ENOUGH else None,
    )


def _agreement(instrument: Instrument, pairs: Sequence[tuple[Rated, Rated]]) -> Agreement:
    rows = [(_row(instrument, own), _row(instrument, other)) for own, other in pairs]
    totals = [(sum(own), sum(other)) for own, other in rows]
    difference, interval = _difference(totals)
    return Agreement(
        totals=reliability.agreement(totals),
        order=reliability.same_order(totals),
        difference=difference,
        interval=interval,
        lines=tuple(
            _line(statement, [(own[place], other[place]) for own, other in rows])
            for place, statement in enumerate(instrument.statements)
        ),
    )


def _line(statement: Statement, pairs: Sequence[tuple[float, float]]) -> StatementAgreement:
    difference, interval = _difference(pairs)
    return StatementAgreement(
        statement=statement,
        own_mean=reliability.mean([own for own, _other in pairs]) or 0.0,
        other_mean=reliability.mean([other for _own, other in pairs]) or 0.0,
        difference=difference,
        interval=interval,
        exact=reliability.share_within(pairs, 0) or 0.0,
        within_one=reliability.share_within(pairs, 1) or 0.0,
    )


def _difference(pairs: Sequence[tuple[float, float]]) -> tuple[float, Interval | None]:
    found = reliability.mean_difference(pairs)
    assert found, "agreement is only asked for where there are pairs"
    return found
