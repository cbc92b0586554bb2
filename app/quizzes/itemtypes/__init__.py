"""The types of items, each in a module of its own, and the table that knows them all."""

from __future__ import annotations

from typing import Any

from app.quizzes.itemtypes.blanks import BlanksType
from app.quizzes.itemtypes.essay import EssayType
from app.quizzes.itemtypes.itemtype import ItemType
from app.quizzes.itemtypes.match import MatchType
from app.quizzes.itemtypes.multiple import MultipleType
from app.quizzes.itemtypes.numeric import NumericType
from app.quizzes.itemtypes.order import OrderType
from app.quizzes.itemtypes.scenario import ScenarioType
from app.quizzes.itemtypes.short import ShortType
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
        ShortType(),
        BlanksType(),
        ScenarioType(),
        EssayType(),
    )
}


def type_of(item: Item) -> ItemType[Any]:
    """The type that knows how an item is offered, answered and scored."""
    return ITEM_TYPES[item.type]
