"""Pure: some of the people of a list that is read as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.training_file.year_queries import Someone

SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of people, its number from 1, and how many there are."""

    people: Sequence[Someone]
    number: int
    count: int


def page_among(people: Sequence[Someone], number: int) -> Page:
    """A page of these people; the nearest where there is none of this number."""
    count = max(1, -(-len(people) // SIZE))
    number = min(max(number, 1), count)
    return Page(people[(number - 1) * SIZE : number * SIZE], number, count)
