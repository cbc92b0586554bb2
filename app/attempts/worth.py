"""Pure: what the answers of an attempt are worth, as a whole, by item and by standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.attempts.keying import Comparison
from app.attempts.models import Mark
from app.quizzes.itemtypes import type_of
from app.quizzes.model import Essay, Item, Quiz
from app.quizzes.responses import Response
from app.quizzes.rubrics import marked_score
from app.quizzes.scoring import score_item, weighed_score

Shown = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Asked:
    """One item of an attempt with its answer, as it is to be scored."""

    item: Item
    answer: Response | None
    mark: Mark | None = None
    #: What it was worth, where the item cannot be scored anew.
    kept: float | None = None

    @property
    def score(self) -> float | None:
        """From 0 to 1; none while somebody still has to read the answer."""
        if self.kept is not None:
            return self.kept
        if not type_of(self.item).is_marked_by_hand:
            return score_item(self.item, self.answer)
        if self.answer is None:
            return 0.0
        return None if self.mark is None else _by_rubric(self.item, self.mark)


@dataclass(frozen=True)
class Worth:
    """What an attempt is worth; no score, and none of an item, while an essay waits."""

    score: float | None
    items: Mapping[str, float | None]
    standards: Mapping[str, float]


def asked_by(
    shown: Shown,
    quiz: Quiz,
    answers: Mapping[str, Response | None],
    marks: Mapping[str, Mark] | None = None,
) -> list[Asked]:
    """The items of an attempt by the version that was sat."""
    items = {item.id: item for item in quiz.items}
    names = [each["item"] for each in shown]
    return [Asked(items[name], answers.get(name), (marks or {}).get(name)) for name in names]


def asked_anew(
    asked: Iterable[Asked],
    comparisons: Mapping[str, Comparison],
    kept: Mapping[str, float | None],
) -> list[Asked]:
    """The same by another version; what cannot be scored by it keeps its score and points."""
    return [_anew(each, comparisons[each.item.id], kept.get(each.item.id)) for each in asked]


def worth_of(asked: Iterable[Asked]) -> Worth:
    """What all of it is worth. A standard is answered as well as the worst of its items."""
    items: dict[str, float | None] = {}
    standards: dict[str, float | None] = {}
    weighed: list[tuple[float, float]] = []
    for each in asked:
        score = items[each.item.id] = each.score
        weighed.append((each.item.points, score or 0.0))
        for name in each.item.standards:
            standards[name] = _worse(standards.get(name, 1.0), score)
    waits = None in items.values()
    return Worth(
        score=None if waits else weighed_score(weighed),
        items=items,
        standards={name: score for name, score in standards.items() if score is not None},
    )


def _anew(asked: Asked, comparison: Comparison, kept: float | None) -> Asked:
    if comparison.keyed is None:
        return Asked(asked.item, asked.answer, asked.mark, kept)
    return Asked(comparison.keyed.item, comparison.keyed.answer(asked.answer), asked.mark)


def _by_rubric(item: Item, mark: Mark) -> float:
    """By the rubric as it stands, or as it was where that has other criteria now."""
    assert isinstance(item, Essay), "only essays are marked"
    try:
        return marked_score(item.rubric, mark.levels)
    except ValueError:
        return mark.score


def _worse(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else min(one, other)
