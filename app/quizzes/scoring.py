"""Scores: what a response is worth, what an attempt is worth, and whether it passes."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from app.quizzes.itemtypes import type_of
from app.quizzes.itemtypes.itemtype import Response
from app.quizzes.model import Item
from app.quizzes.reasons import BadResponse

# Far below the worth of any item, far above the error of adding floating-point numbers.
_DECIMALS = 6


def score_item(item: Item, response: Response | None) -> float:
    """What a response is worth, from 0 to 1; none, or one that does not fit the item, earns 0."""
    if response is None:
        return 0.0
    item_type = type_of(item)
    try:
        return item_type.score(item, item_type.value(item, response))
    except BadResponse:
        return 0.0


def weighed_score(weighed: Sequence[tuple[float, float]]) -> float:
    """The score of all items together, from 0 to 1, from the points and the score of each.

    Rounded to six decimals, so that four right of five are 0.8 and pass at 80 percent, however
    the sum was reached. Compare it through `reaches`, which allows for the same rounding.
    """
    whole = fsum(points for points, _ in weighed)
    if not whole:
        return 0.0
    return round(fsum(points * score for points, score in weighed) / whole, _DECIMALS)


def reaches(score: float, passing_score: float) -> bool:
    """Whether a score reaches the passing score; two thirds reach a passing score of 2 / 3."""
    return round(score, _DECIMALS) >= round(passing_score, _DECIMALS)


def right_response(item: Item) -> Response:
    """The fully right response to an item."""
    item_type = type_of(item)
    return {item_type.field: item_type.right(item)}
