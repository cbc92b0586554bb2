"""Between which values a figure lies with 95 % confidence; None where too little is known."""

from __future__ import annotations

from math import atanh, exp, fsum, log, pi, sqrt, tan, tanh
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]

#: The quantile of the normal distribution that leaves 2.5 % on either side.
_Z = 1.959963984540054
_BELOW_IT = 0.975
# What is as near to 1 as this is 1 but for rounding, and has no interval.
_WHOLE = 1 - 1e-9


def of_share(hits: int, count: int) -> Interval | None:
    """Wilson's interval of a share: right answers among all answers."""
    if not count:
        return None
    share = hits / count
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    reach = _Z * sqrt(share * (1 - share) / count + (_Z / (2 * count)) ** 2) / (1 + _Z**2 / count)
    return (max(0.0, middle - reach), min(1.0, middle + reach))


def of_mean(mean: float, variance: float | None, count: int) -> Interval | None:
    """Student's interval of a mean; values that are all the same say nothing of their spread."""
    if not variance:
        return None
    reach = student(count - 1) * sqrt(variance / count)
    return (mean - reach, mean + reach)


def of_correlation(correlation: float | None, count: int) -> Interval | None:
    """Fisher's interval of a correlation, by its z."""
    if correlation is None or count < 4 or abs(correlation) >= _WHOLE:
        return None
    reach = _Z / sqrt(count - 3)
    return (tanh(atanh(correlation) - reach), tanh(atanh(correlation) + reach))


def of_consistency(alpha: float | None, count: int, items: int) -> Interval | None:
    """Bonett's interval of the coefficient of internal consistency, Cronbach's alpha."""
    if alpha is None or count < 3 or alpha >= _WHOLE:
        return None
    reach = _Z * sqrt(2 * items / ((items - 1) * (count - 2)))
    return (1 - exp(log(1 - alpha) + reach), 1 - exp(log(1 - alpha) - reach))


def student(freedom: int) -> float:
    """The quantile of Student's distribution that leaves 2.5 % on either side.

    Exact for one and two degrees of freedom; for more the expansion by Cornish and Fisher, which
    is right to a thousandth from three on.
    """
    if freedom == 1:
        return tan(pi * (_BELOW_IT - 0.5))
    if freedom == 2:
        return (2 * _BELOW_IT - 1) * sqrt(2 / (4 * _BELOW_IT * (1 - _BELOW_IT)))
    terms = (
        (_Z**3 + _Z) / 4,
        (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96,
        (3 * _Z**7 + 19 * _Z**5 + 17 * _Z**3 - 15 * _Z) / 384,
        (79 * _Z**9 + 776 * _Z**7 + 1482 * _Z**5 - 1920 * _Z**3 - 945 * _Z) / 92160,
    )
    return _Z + fsum(term / freedom**power for power, term in enumerate(terms, 1))
