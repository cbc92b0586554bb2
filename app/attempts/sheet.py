"""Pure: the questions of an attempt as they are shown, with what was answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.attempts.models import Response
from app.quizzes.model import Item, Quiz
from app.quizzes.responses import is_under_way


@dataclass(frozen=True)
class Question:
    """One item at its place in an attempt."""

    number: int
    item: Item
    #: Keys of its choices, steps or right sides in the order shown.
    order: tuple[str, ...]
    saved: Response | None

    @property
    def answer(self) -> dict[str, Any] | None:
        return self.saved.answer if self.saved else None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and not is_under_way(self.item, self.answer)

    @property
    def is_flagged(self) -> bool:
        return bool(self.saved and self.saved.is_flagged)

    @property
    def score(self) -> float:
        return (self.saved.score or 0.0) if self.saved else 0.0

    def in_order(self, parts: Iterable[Any]) -> list[Any]:
        """Choices, steps or right sides in the order in which this person sees them."""
        by_key = {part.key: part for part in parts}
        return [by_key[key] for key in self.order]


def questions_of(
    shown: Iterable[Mapping[str, Any]], quiz: Quiz, responses: Iterable[Response]
) -> list[Question]:
    """The questions of an attempt in the order in which they were drawn."""
    items = {item.id: item for item in quiz.items}
    saved = {response.item: response for response in responses}
    return [
        Question(number, items[each["item"]], tuple(each["order"]), saved.get(each["item"]))
        for number, each in enumerate(shown, start=1)
    ]


def receipt(attempt_id: uuid.UUID, sequence: int) -> str:
    """What a person can read out when she asks about a saved answer."""
    return f"{attempt_id.hex[-4:].upper()}-{sequence}"
