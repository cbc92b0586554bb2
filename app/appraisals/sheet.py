"""Pure: an instrument's statements on sheets of five, with what was chosen so far."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.quizzes.model import Instrument, Statement

STATEMENTS_A_SHEET = 5
#: What one statement takes a careful reader.
SECONDS_A_STATEMENT = 20

Ratings = Mapping[str, int | None]


@dataclass(frozen=True)
class Line:
    """One statement at its place in the instrument."""

    number: int
    statement: Statement
    #: What was chosen; 'unsure' for "cannot say", none as long as nothing was.
    choice: int | Literal["unsure"] | None

    @property
    def is_rated(self) -> bool:
        return self.choice is not None


@dataclass(frozen=True)
class Sheet:
    """One page of statements."""

    number: int
    count: int
    lines: tuple[Line, ...]

    @property
    def is_last(self) -> bool:
        return self.number == self.count

    @property
    def rated(self) -> int:
        return sum(line.is_rated for line in self.lines)

    @property
    def left(self) -> int:
        return len(self.lines) - self.rated


def sheet(instrument: Instrument, ratings: Ratings, number: int) -> Sheet:
    """The sheet with this number; one before the first or after the last is the nearest one."""
    count = _sheet_of(len(instrument.statements) - 1)
    number = min(max(number, 1), count)
    first = (number - 1) * STATEMENTS_A_SHEET
    chosen = instrument.statements[first : first + STATEMENTS_A_SHEET]
    lines = tuple(
        Line(place, statement, _choice(statement, ratings))
        for place, statement in enumerate(chosen, start=first + 1)
    )
    return Sheet(number, count, lines)


def sheet_to_go_on_with(instrument: Instrument, ratings: Ratings) -> int:
    """The number of the first sheet on which a statement is not rated; the last when all are."""
    for index, statement in enumerate(instrument.statements):
        if statement.id not in ratings:
            return _sheet_of(index)
    return _sheet_of(len(instrument.statements) - 1)


def minutes_needed(instrument: Instrument) -> int:
    """About how long it takes to rate all statements."""
    return math.ceil(len(instrument.statements) * SECONDS_A_STATEMENT / 60)


def _sheet_of(index: int) -> int:
    return index // STATEMENTS_A_SHEET + 1


def _choice(statement: Statement, ratings: Ratings) -> int | Literal["unsure"] | None:
    if statement.id not in ratings:
        return None
    value = ratings[statement.id]
    return "unsure" if value is None else value
