"""Checklists: what an observer looks at, of a person (conduct) or of a place (round)."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from app.markup.texts import Text

ChecklistKind: TypeAlias = Literal["conduct", "round"]

#: More key lines than an eye can keep in mind are none.
MOST_KEY_LINES = 5


class ChecklistLine(msgspec.Struct, frozen=True):
    """One thing that can be seen in a moment, and the standards that it shows."""

    id: str
    text: Text
    standards: tuple[str, ...]
    #: Without it the whole is not well, whatever else is.
    is_key: bool = False


class ChecklistPart(msgspec.Struct, frozen=True):
    """Lines that are looked at together; a list of one part needs no title for it."""

    lines: tuple[ChecklistLine, ...]
    title: Text | None = None


class Checklist(msgspec.Struct, frozen=True):
    """A checklist: of a place (round), or of what a person does (conduct)."""

    slug: str
    title: Text
    kind: ChecklistKind
    parts: tuple[ChecklistPart, ...]
    #: The touchpoint that it is about, if it is one.
    touchpoint: int | None = None

    @property
    def lines(self) -> tuple[ChecklistLine, ...]:
        """The lines of all parts, in their order."""
        return tuple(line for part in self.parts for line in part.lines)
