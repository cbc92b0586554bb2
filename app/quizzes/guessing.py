"""What mere guessing earns at an item, where that can be said."""

from __future__ import annotations

from math import factorial
from statistics import fmean

from app.quizzes.model import Item, Match, Order, Single, TrueFalse
from app.quizzes.scoring import score_item


def random_guess(item: Item) -> float | None:
    """The share of its points that somebody earns on average who answers without reading.

    Unknown (None) where answers are written, and where any number of choices may be taken.
    """
    match item:
        case Single():
            return fmean(score_item(item, {"choice": choice.key}) for choice in item.choices)
        case TrueFalse():
            return 0.5
        case Match():
            return 1 / len(item.rights)
        case Order(is_partial=False):
            return 1 / factorial(len(item.steps))
        case _:
            return None
