"""What the marks of many attempts say about a quiz and its items.

The formulas are those of Moodle's documentation, "Quiz statistics calculations". Variances and
covariances are those of a sample (n - 1). Shares, weights, correlations, the coefficient of
internal consistency and the error ratio are percentages; average, median, standard deviation and
standard error of the quiz are marks, and beside them percentages of its maximum. What is not
defined, because there are too few attempts or the marks are all the same, is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import median

import msgspec

from app.quizzes import intervals
from app.quizzes.intervals import Interval
from app.quizzes.moments import (
    NEGLIGIBLE,
    consistency,
    covariance,
    deviations,
    kurtosis,
    ratio,
    skewness,
    together,
    variance,
)

#: Below so many answers the share that got an item right is chance, and pages do not show it,
ENOUGH_FOR_FACILITY = 10
#: and below so many anything that relates marks to each other.
ENOUGH = 30


class Column(msgspec.Struct, frozen=True):
    """An item: its marks attempt by attempt, None where it was not shown."""

    name: str
    maximum: float
    marks: Sequence[float | None]
    #: The share of the maximum that mere guessing earns, where it is known.
    guess: float | None = None


class ItemStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said about one item, from the attempts in which it was shown."""

    n: int
    is_enough: bool
    is_enough_for_facility: bool
    maximum: float
    facility: float | None
    facility_interval: Interval | None
    standard_deviation: float | None
    random_guess_score: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discrimination_index_interval: Interval | None
    discriminative_efficiency: float | None


class QuizStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said about the quiz as a whole, from the totals of all attempts."""

    n: int
    is_enough: bool
    #: Else the consistency is about tests that were not the same.
    is_everything_shown: bool
    maximum: float
    average: float | None
    average_interval: Interval | None
    average_percent: float | None
    median: float | None
    median_percent: float | None
    standard_deviation: float | None
    standard_deviation_percent: float | None
    skewness: float | None
    kurtosis: float | None
    coefficient_of_internal_consistency: float | None
    coefficient_of_internal_consistency_interval: Interval | None
    error_ratio: float | None
    standard_error: float | None
    standard_error_percent: float | None


class Statistics(msgspec.Struct, frozen=True):
    """The quiz, and its items by their names."""

    quiz: QuizStatistics
    items: dict[str, ItemStatistics]


class _Spread(msgspec.Struct, frozen=True):
    """One item's mean and how its marks vary, alone, with the rest and with the total."""

    n: int
    mean: float | None = None
    is_dichotomous: bool = False
    is_below_zero: bool = False
    variance: float | None = None
    with_rest: float | None = None
    #: The covariance if mark and rest went entirely together, and if each were sorted.
    largest: float | None = None
    sorted: float | None = None

    @property
    def with_total(self) -> float | None:
        """The total is the mark and the rest, so its covariance is the sum of theirs."""
        if self.with_rest is None or self.variance is None:
            return None
        both = self.with_rest + self.variance
        return both if abs(both) > NEGLIGIBLE * self.variance else 0.0


def statistics_of(columns: Sequence[Column]) -> Statistics:
    """Compute everything for a table of attempts: each column is an item, each place an attempt.

    An item that was not shown to everybody is judged by the attempts that showed it, with the
    total of those attempts; the rest of the quiz is that total without the item's mark.
    The maximum of the quiz is the most that one attempt could earn from what it was shown: the
    sum of all items where somebody was shown all of them, and the size of the draw where
    each attempt draws from a pool. The intended weight is the item's part of it.
    The coefficient of internal consistency counts the items that were shown at all, each with
    the variance of its own attempts.
    """
    totals = [fsum(filter(None, marks)) for marks in zip(*(c.marks for c in columns), strict=True)]
    maximum = quiz_maximum(columns)
    spreads = [_spread(column, totals, maximum) for column in columns]
    weights = _effective_weights(spreads)
    return Statistics(
        _quiz(totals, maximum, spreads),
        {
            column.name: _item(column, spread, weight, maximum)
            for column, spread, weight in zip(columns, spreads, weights, strict=True)
        },
    )


def quiz_maximum(columns: Sequence[Column]) -> float:
    """The most that one attempt could earn from what it was shown."""
    maxima = [column.maximum for column in columns]
    # Attempts were shown few different sets of items, so each set is added up once.
    shown = {
        tuple(mark is not None for mark in marks)
        for marks in zip(*(column.marks for column in columns), strict=True)
    }
    sums = (
        fsum(most for most, is_shown in zip(maxima, each, strict=True) if is_shown)
        for each in shown
    )
    return max(sums, default=fsum(maxima))


def _spread(column: Column, totals: Sequence[float], size: float) -> _Spread:
    """Go through the attempts that showed an item."""
    shown = [(m, t) for m, t in zip(column.marks, totals, strict=True) if m is not None]
    if not shown:
        return _Spread(0)
    marks = [mark for mark, _ in shown]
    own, rest = deviations(marks), deviations([total - mark for mark, total in shown])
    own_variance = variance(own, size=column.maximum)
    largest = together(own_variance, variance(rest, size=size))
    with_rest = covariance(own, rest, largest=largest)
    own.sort()
    rest.sort()
    return _Spread(
        n=len(marks),
        mean=fsum(marks) / len(marks),
        is_dichotomous=set(marks) <= {0.0, column.maximum},
        is_below_zero=min(marks) < 0,
        variance=own_variance,
        with_rest=with_rest,
        largest=largest,
        sorted=covariance(own, rest, largest=largest),
    )


def _effective_weights(spreads: Sequence[_Spread]) -> list[float | None]:
    """The part that each item has in the differences between people, in percent.

    An item that goes against the total has none, and the others share the whole.
    """
    roots = [
        sqrt(s.with_total) if s.with_total is not None and s.with_total >= 0 else None
        for s in spreads
    ]
    whole = fsum(filter(None, roots))
    return [_percent(ratio(root, whole)) for root in roots]


def _item(column: Column, spread: _Spread, weight: float | None, maximum: float) -> ItemStatistics:
    discrimination = ratio(spread.with_rest, spread.largest)
    interval = intervals.of_correlation(discrimination, spread.n)
    return ItemStatistics(
        n=spread.n,
        is_enough=spread.n >= ENOUGH,
        is_enough_for_facility=spread.n >= ENOUGH_FOR_FACILITY,
        maximum=column.maximum,
        facility=_percent(ratio(spread.mean, column.maximum)),
        facility_interval=_facility_interval(column, spread),
        standard_deviation=_percent(ratio(_root(spread.variance), column.maximum)),
        random_guess_score=_percent(column.guess),
        intended_weight=_percent(ratio(column.maximum, maximum)),
        effective_weight=weight,
        discrimination_index=_percent(discrimination),
        discrimination_index_interval=_percents(interval),
        discriminative_efficiency=_percent(ratio(spread.with_rest, spread.sorted)),
    )


def _facility_interval(column: Column, spread: _Spread) -> Interval | None:
    """Wilson's for an item that is right or wrong, Student's for one that may be partly right."""
    if spread.mean is None or not column.maximum:
        return None
    share = spread.mean / column.maximum
    if spread.is_dichotomous:
        return _percents(intervals.of_share(round(share * spread.n), spread.n))
    found = intervals.of_mean(share, ratio(spread.variance, column.maximum**2), spread.n)
    if found is None:
        return None
    lowest = -1.0 if spread.is_below_zero else 0.0
    return _percents((max(lowest, found[0]), min(1.0, found[1])))


def _quiz(totals: Sequence[float], maximum: float, spreads: Sequence[_Spread]) -> QuizStatistics:
    n = len(totals)
    average = fsum(totals) / n if n else None
    middle = median(totals) if n else None
    apart = deviations(totals) if n else []
    spread = variance(apart, size=maximum)
    deviation = _root(spread)
    shown = [each for each in spreads if each.n]
    alpha = consistency([each.variance for each in shown], spread)
    error = sqrt(1 - alpha) if alpha is not None and alpha <= 1 else None
    standard_error = None if error is None or deviation is None else error * deviation
    return QuizStatistics(
        n=n,
        is_enough=n >= ENOUGH,
        is_everything_shown=all(each.n == n for each in spreads),
        maximum=maximum,
        average=average,
        average_interval=None if average is None else intervals.of_mean(average, spread, n),
        average_percent=_percent(ratio(average, maximum)),
        median=middle,
        median_percent=_percent(ratio(middle, maximum)),
        standard_deviation=deviation,
        standard_deviation_percent=_percent(ratio(deviation, maximum)),
        skewness=skewness(apart, spread),
        kurtosis=kurtosis(apart, spread),
        coefficient_of_internal_consistency=_percent(alpha),
        coefficient_of_internal_consistency_interval=_percents(
            intervals.of_consistency(alpha, n, len(shown))
        ),
        error_ratio=_percent(error),
        standard_error=standard_error,
        standard_error_percent=_percent(ratio(standard_error, maximum)),
    )


def _root(value: float | None) -> float | None:
    return None if value is None else sqrt(value)


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _percents(shares: Interval | None) -> Interval | None:
    return None if shares is None else (100 * shares[0], 100 * shares[1])
