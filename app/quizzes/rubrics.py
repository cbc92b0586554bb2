"""Rubrics: by which criteria a written answer is marked, and what its marks are worth."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.markup.texts import Text


class Level(msgspec.Struct, frozen=True):
    """How well a criterion may be met, and the points for it."""

    id: str
    points: int
    title: Text
    description: Text | None = None


class Criterion(msgspec.Struct, frozen=True):
    """One thing that a marker looks for, with its levels from the best down."""

    id: str
    title: Text
    levels: tuple[Level, ...]
    description: Text | None = None

    @property
    def most(self) -> int:
        """The points of the best level."""
        return max(level.points for level in self.levels)

    def points(self, level_id: str) -> int:
        """The points of a level; an unknown one is a ValueError."""
        for level in self.levels:
            if level.id == level_id:
                return level.points
        raise ValueError(f"the criterion {self.id!r} has no level {level_id!r}")


class Rubric(msgspec.Struct, frozen=True):
    """The criteria by which a kind of answer is marked."""

    slug: str
    title: Text
    criteria: tuple[Criterion, ...]

    @property
    def most(self) -> int:
        """The points of an answer that is at its best in everything."""
        return sum(criterion.most for criterion in self.criteria)


def marked_score(rubric: Rubric, levels: Mapping[str, str]) -> float:
    """What an answer is worth, from 0 to 1, by the level given to each criterion.

    Each criterion needs its level: one that is missing or unknown is a ValueError.
    """
    known = {criterion.id for criterion in rubric.criteria}
    if levels.keys() != known:
        wrong = ", ".join(sorted(levels.keys() ^ known))
        raise ValueError(f"the levels do not fit the criteria of the rubric: {wrong}")
    earned = sum(criterion.points(levels[criterion.id]) for criterion in rubric.criteria)
    return earned / rubric.most
