"""Pure: how one or two people see the same statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.appraisals.sheet import Ratings
from app.quizzes.model import Instrument, Statement


@dataclass(frozen=True)
class Comparison:
    """One statement as the person and perhaps another rated it; none stands for "cannot say"."""

    statement: Statement
    #: By the person whom it is about.
    mine: int | None
    #: By another.
    theirs: int | None = None
    #: Whether both are seen; else the one that is not seen is none.
    is_paired: bool = False

    @property
    def gap(self) -> int | None:
        """How far apart the two are; none unless both gave a number."""
        if self.mine is None or self.theirs is None:
            return None
        return abs(self.mine - self.theirs)


def compare(
    instrument: Instrument, mine: Ratings | None, theirs: Ratings | None = None
) -> tuple[Comparison, ...]:
    """Every statement with the person's own rating and another's; none is who is not seen."""
    own, other = mine or {}, theirs or {}
    return tuple(
        Comparison(
            statement=statement,
            mine=own.get(statement.id),
            theirs=other.get(statement.id),
            is_paired=mine is not None and theirs is not None,
        )
        for statement in instrument.statements
    )


def widest_gap_first(lines: Iterable[Comparison]) -> list[Comparison]:
    """What is most worth talking about first; where somebody could not say, last."""
    return sorted(lines, key=lambda line: -1 if line.gap is None else line.gap, reverse=True)


def unsure_count(ratings: Ratings) -> int:
    """How many statements were answered "cannot say"."""
    return sum(value is None for value in ratings.values())


def scale_of(instrument: Instrument) -> tuple[int, int]:
    """The lowest and the highest rating that any statement takes: the ends of the chart."""
    lowest = min(statement.low for statement in instrument.statements)
    return lowest, max(statement.high for statement in instrument.statements)
