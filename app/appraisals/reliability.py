"""Pure: how well statements measure, and how far two people agree. Each formula has its source.

Rows are sheets or people, columns are statements or raters. What is not defined, because there are
too few rows or nobody differs, is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from app.quizzes import intervals
from app.quizzes.intervals import Interval
from app.quizzes.moments import NEGLIGIBLE, consistency, correlation, deviations, variance

Row = Sequence[float]


@dataclass(frozen=True)
class MeanSquares:
    """A table of targets and raters taken apart: between targets, between raters, and the rest."""

    targets: float
    raters: float
    error: float
    #: How many targets there are, and how many raters.
    n: int
    k: int


def complete(rows: Sequence[Sequence[float | None]]) -> list[Row]:
    """Only the rows without a "cannot say": deletion of whole cases (listwise).

    Little and Rubin (2002), Statistical Analysis with Missing Data, section 3.2.
    """
    found = [[each for each in row if each is not None] for row in rows]
    return [kept for kept, row in zip(found, rows, strict=True) if len(kept) == len(row)]


def alpha(rows: Sequence[Row]) -> float | None:
    """Cronbach's alpha: the share of the totals' variance that the statements have in common.

    k / (k - 1) * (1 - sum of the statements' variances / variance of the totals), with variances
    of a sample. Cronbach (1951), Psychometrika 16, 297-334.
    """
    columns = list(zip(*rows, strict=True))
    totals = [fsum(row) for row in rows]
    return consistency([_variance(column) for column in columns], _variance(totals))


def alpha_interval(found: float | None, rows: Sequence[Row]) -> Interval | None:
    """Where alpha lies with 95 % confidence. Bonett (2002), J. Educ. Behav. Stat. 27, 335-340."""
    return intervals.of_consistency(found, len(rows), len(rows[0])) if rows else None


def item_rest(rows: Sequence[Row], place: int) -> float | None:
    """Pearson's correlation of one statement with the sum of all others.

    The statement itself is not part of the sum, else it would correlate with itself: the corrected
    item-total correlation of Nunnally and Bernstein (1994), Psychometric Theory, chapter 8.
    """
    own = [row[place] for row in rows]
    rest = [fsum(row) - row[place] for row in rows]
    return correlation(own, rest, sizes=(_size(own), _size(rest)))


def spread(values: Sequence[float]) -> float | None:
    """The standard deviation of a sample (n - 1)."""
    found = _variance(values)
    return None if found is None else sqrt(found)


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean."""
    return fsum(values) / len(values) if values else None


def mean_difference(pairs: Sequence[tuple[float, float]]) -> tuple[float, Interval | None] | None:
    """By how much the second of each pair is above the first, on average, with 95 % confidence.

    The interval is Student's for paired differences: Student (1908), Biometrika 6, 1-25. There is
    none when all differ by the same.
    """
    apart = [second - first for first, second in pairs]
    found = mean(apart)
    if found is None:
        return None
    return found, intervals.of_mean(found, _variance(apart), len(apart))


def share_within(pairs: Sequence[tuple[float, float]], steps: int) -> float | None:
    """The share of pairs that are not more than so many steps of the scale apart; 0 is exactly.

    Percentage agreement: Tinsley and Weiss (1975), J. Counseling Psychology 22, 358-376.
    """
    if not pairs:
        return None
    return sum(abs(first - second) <= steps for first, second in pairs) / len(pairs)


def mean_squares(rows: Sequence[Row]) -> MeanSquares | None:
    """The two-way analysis of variance without replication; None for less than two by two.

    BMS, JMS and EMS of Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428.
    """
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < 2 or k < 2:
        return None
    centre = fsum(map(fsum, rows)) / (n * k)
    by_target = [fsum(row) / k - centre for row in rows]
    by_rater = [fsum(column) / n - centre for column in zip(*rows, strict=True)]
    rest = [
        value - centre - target - rater
        for row, target in zip(rows, by_target, strict=True)
        for value, rater in zip(row, by_rater, strict=True)
    ]
    return MeanSquares(
        targets=k * _squares(by_target) / (n - 1),
        raters=n * _squares(by_rater) / (k - 1),
        error=_squares(rest) / ((n - 1) * (k - 1)),
        n=n,
        k=k,
    )


def agreement(rows: Sequence[Row]) -> float | None:
    """How far two or more raters give the same numbers: the intraclass correlation ICC(A,1).

    (BMS - EMS) / (BMS + (k - 1) EMS + k (JMS - EMS) / n). McGraw and Wong (1996), Psychological
    Methods 1, 30-46; it is ICC(2,1) of Shrout and Fleiss (1979).
    """
    found = mean_squares(rows)
    if found is None:
        return None
    between = found.k * (found.raters - found.error) / found.n
    return _icc(found, between, rows)


def same_order(rows: Sequence[Row]) -> float | None:
    """How far they would agree if each were as strict as the other: ICC(C,1).

    (BMS - EMS) / (BMS + (k - 1) EMS). McGraw and Wong (1996); it is ICC(3,1) of Shrout and
    Fleiss (1979).
    """
    found = mean_squares(rows)
    return None if found is None else _icc(found, 0.0, rows)


def _icc(found: MeanSquares, between: float, rows: Sequence[Row]) -> float | None:
    whole = found.targets + (found.k - 1) * found.error + between
    # What sums of equal numbers leave behind is no difference between people.
    least = NEGLIGIBLE * max(map(_size, rows)) ** 2
    return (found.targets - found.error) / whole if whole > least else None


def _variance(values: Sequence[float]) -> float | None:
    return variance(deviations(values), size=_size(values)) if values else None


def _squares(values: Sequence[float]) -> float:
    return fsum(value * value for value in values)


def _size(values: Sequence[float]) -> float:
    return max(map(abs, values), default=0.0)
