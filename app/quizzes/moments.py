"""Means, spreads and relations of marks, free of what floating-point sums leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from operator import mul

# Sums of marks such as 0.1 and 0.2 differ from what they should be by far less than this share of
# the maximum, and marks that people are given by far more: what is below is no difference.
NEGLIGIBLE = 1e-12


def deviations(values: Sequence[float]) -> list[float]:
    """How far each value lies from the mean of all."""
    centre = fsum(values) / len(values)
    return [value - centre for value in values]


def variance(apart: Sequence[float], *, size: float) -> float | None:
    """The sample variance of values given by their deviations; None for fewer than two.

    Exactly 0 where they differ by less than the rounding of sums as large as `size`.
    """
    if len(apart) < 2:
        return None
    found = fsum(map(mul, apart, apart)) / (len(apart) - 1)
    return found if found > (NEGLIGIBLE * size) ** 2 else 0.0


def covariance(
    apart: Sequence[float], others: Sequence[float], *, largest: float | None
) -> float | None:
    """The sample covariance of two rows of deviations; None for fewer than two pairs.

    `largest` is what it would be if both went entirely together: it is never more, and 0 where
    against that only rounding is left.
    """
    if len(apart) < 2 or largest is None:
        return None
    found = fsum(map(mul, apart, others)) / (len(apart) - 1)
    if abs(found) <= NEGLIGIBLE * largest:
        return 0.0
    return max(-largest, min(found, largest))


def together(first: float | None, second: float | None) -> float | None:
    """The largest covariance that two variances allow."""
    return None if first is None or second is None else sqrt(first * second)


def correlation(
    values: Sequence[float], others: Sequence[float], *, sizes: tuple[float, float]
) -> float | None:
    """Pearson's correlation, from -1 to 1; None where one of the two is constant."""
    if len(values) < 2:
        return None
    apart, others_apart = deviations(values), deviations(others)
    largest = together(variance(apart, size=sizes[0]), variance(others_apart, size=sizes[1]))
    return ratio(covariance(apart, others_apart, largest=largest), largest)


def ratio(part: float | None, whole: float | None) -> float | None:
    """A share of a whole; None where there is neither or the whole is nothing."""
    return None if part is None or not whole else part / whole


def consistency(variances: Sequence[float | None], total: float | None) -> float | None:
    """Cronbach's alpha, from the variance of each part and that of the totals.

    It needs two parts at least, and each of their variances: k / (k - 1) * (1 - sum / total), in
    Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16.
    """
    known = [each for each in variances if each is not None]
    if len(known) < 2 or len(known) < len(variances) or not total:
        return None
    return len(known) / (len(known) - 1) * (1 - fsum(known) / total)


def skewness(apart: Sequence[float], spread: float | None) -> float | None:
    """Whether the tail is on the right (above 0) or on the left: k3 / k2 ** 1.5.

    The k-statistics are the unbiased ones. `spread` is the sample variance, which is k2.
    """
    count = len(apart)
    if count < 3 or not spread:
        return None
    third = count * fsum(each**3 for each in apart) / ((count - 1) * (count - 2))
    return float(third / spread**1.5)


def kurtosis(apart: Sequence[float], spread: float | None) -> float | None:
    """How peaked the distribution is, the normal one being 0: k4 / k2 ** 2."""
    count = len(apart)
    if count < 4 or not spread:
        return None
    second = fsum(each**2 for each in apart) / count
    fourth = fsum(each**4 for each in apart) / count
    above = count**2 * ((count + 1) * fourth - 3 * (count - 1) * second**2)
    return above / ((count - 1) * (count - 2) * (count - 3)) / spread**2
