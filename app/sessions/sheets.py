"""Pure: the sign-in sheet in pages of A4, each with so many lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.sessions.roll import Named

#: So many lines for a pen fit on a page of A4 below its head.
LINES = 25


@dataclass(frozen=True)
class SheetPage:
    """A page: its number, and each line's number with the person, or None to be filled in."""

    number: int
    count: int
    lines: tuple[tuple[int, Named | None], ...]


def pages_of(people: Sequence[Named]) -> list[SheetPage]:
    """The people in their order on as many pages as they need, filled up with empty lines."""
    count = max(-(-len(people) // LINES), 1)
    padded = [*people, *[None] * (count * LINES - len(people))]
    numbered = list(enumerate(padded, start=1))
    return [
        SheetPage(page + 1, count, tuple(numbered[page * LINES : (page + 1) * LINES]))
        for page in range(count)
    ]
