"""Answers that somebody might give: right ones, and mistakes."""

from __future__ import annotations

from random import Random
from typing import Any

from app.quizzes.model import (
    Blanks,
    Essay,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Scenario,
    Short,
    Single,
    TrueFalse,
)
from app.quizzes.scoring import right_response


def answer_to(item: Item, skill: float, chance: Random) -> dict[str, Any]:
    """A right answer as often as `skill` says (0–1), else a likely mistake."""
    right = right_response(item)
    return right if chance.random() < skill else _mistake(item, right, chance)


def _mistake(item: Item, right: dict[str, Any], chance: Random) -> dict[str, Any]:
    match item:
        case Single():
            wrong = [choice.key for choice in item.choices if not choice.is_right]
            return {"choice": chance.choice(wrong)}
        case Multiple():
            wrong = [choice.key for choice in item.choices if not choice.is_right]
            return {"choices": right["choices"][1:] or wrong[:1]}
        case TrueFalse():
            return {"value": not item.answer}
        case Numeric():
            return {"text": str(item.answers[0].high + 2)}
        case Short() | Essay():
            return {"text": "？"}
        case _:
            return _something_missing(item, right)


def _something_missing(
    item: Order | Match | Blanks | Scenario, right: dict[str, Any]
) -> dict[str, Any]:
    match item:
        case Order():
            return {"order": [*right["order"][1:], right["order"][0]]}
        case Match():
            lefts = list(right["pairs"])
            turned = [*lefts[1:], lefts[0]]
            pairs = zip(lefts, turned, strict=True)
            return {"pairs": {left: right["pairs"][other] for left, other in pairs}}
        case Blanks():
            return {"blanks": dict(list(right["blanks"].items())[:-1])}
        case Scenario():
            return {"path": []}
