"""Which attempts of each person count for the statistics: the first, last, best, or all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from enum import StrEnum
from typing import Protocol, TypeVar


class Which(StrEnum):
    """The attempts that count; the first is what statistics assume."""

    FIRST = "first"
    LAST = "last"
    BEST = "best"
    ALL = "all"


class Sat(Protocol):
    """An attempt that was submitted: whose, the how manyth of hers, and its score."""

    @property
    def person_id(self) -> Hashable: ...

    @property
    def number(self) -> int: ...

    @property
    def score(self) -> float | None: ...


_Attempt = TypeVar("_Attempt", bound=Sat)


def attempts_that_count(attempts: Iterable[_Attempt], which: Which) -> list[_Attempt]:
    """The attempts that count, in their order; of equally good ones the earliest is the best."""
    given = list(attempts)
    if which is Which.ALL:
        return given
    counted: dict[Hashable, _Attempt] = {}
    for attempt in given:
        known = counted.get(attempt.person_id)
        if known is None or _rank(attempt, which) < _rank(known, which):
            counted[attempt.person_id] = attempt
    return [attempt for attempt in given if counted[attempt.person_id] is attempt]


def _rank(attempt: Sat, which: Which) -> tuple[float, int]:
    """The lowest counts."""
    if which is Which.BEST:
        return (-(attempt.score or 0.0), attempt.number)
    return (0.0, -attempt.number if which is Which.LAST else attempt.number)
