"""The types of items, each in a module of its own, and the table that knows them all."""

from __future__ import annotations

from typing import Any

from app.quizzes.itemtypes.itemtype import ItemType
from app.quizzes.itemtypes.match import MatchType
from app.quizzes.itemtypes.multiple import MultipleType
from app.quizzes.itemtypes.numeric import NumericType
from app.quizzes.itemtypes.order import OrderType
from app.quizzes.itemtypes.single import SingleType
from app.quizzes.itemtypes.truefalse import TrueFalseType
from app.quizzes.model import Item

ITEM_TYPES: dict[str, ItemType[Any]] = {
    item_type.name: item_type
    for item_type in (
        SingleType(),
        MultipleType(),
        TrueFalseType(),
        NumericType(),
        OrderType(),
        MatchType(),
    )
}

#: Types that the form of the file has and the program does not have yet.
NOT_BUILT = frozenset({"short", "blanks", "scenario", "essay"})


def type_of(item: Item) -> ItemType[Any]:
    """The type that knows how an item is offered, answered and scored."""
    return ITEM_TYPES[item.type]
