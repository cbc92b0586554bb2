"""Pure: how one or two people see the same statements."""

from __future__ import annotations

from dataclasses import dataclass

from app.appraisals.sheet import Ratings
from app.quizzes.model import Instrument, Statement


@dataclass(frozen=True)
class Comparison:
    """One statement as oneself and perhaps another rated it; none stands for "cannot say"."""

    statement: Statement
    mine: int | None
    theirs: int | None = None
    #: Whether there is a second rater at all.
    is_paired: bool = False

    @property
    def gap(self) -> int | None:
        """How far apart the two are; none unless both gave a number."""
        if self.mine is None or self.theirs is None:
            return None
        return abs(self.mine - self.theirs)


def compare(
    instrument: Instrument, mine: Ratings, theirs: Ratings | None = None
) -> tuple[Comparison, ...]:
    """Every statement with one's own rating, and beside it the other's once there is one."""
    other = theirs if theirs is not None else {}
    return tuple(
        Comparison(
            statement=statement,
            mine=mine.get(statement.id),
            theirs=other.get(statement.id),
            is_paired=theirs is not None,
        )
        for statement in instrument.statements
    )


def unsure_count(ratings: Ratings) -> int:
    """How many statements were answered "cannot say"."""
    return sum(value is None for value in ratings.values())


def scale_of(instrument: Instrument) -> tuple[int, int]:
    """The lowest and the highest rating that any statement takes: the ends of the chart."""
    lowest = min(statement.low for statement in instrument.statements)
    return lowest, max(statement.high for statement in instrument.statements)
