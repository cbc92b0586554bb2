"""Responses: what a form holds, what can be a response of an item, what is still missing.

A response is a mapping that goes to JSON: `{"choice": "c2"}`, `{"choices": ["c1", "c3"]}`,
`{"value": true}`, `{"text": "3"}`, `{"order": ["s2", "s1"]}`, `{"pairs": {"l1": "r2"}}` or
`{"path": ["a.1", "b.2"]}`, or `{"blanks": {"b1": "words", "b2": "o2"}}`.
"""

from __future__ import annotations

from app.quizzes.itemtypes import type_of
from app.quizzes.itemtypes.itemtype import Form, Response
from app.quizzes.model import Item
from app.quizzes.reasons import BadResponse, Reason

__all__ = [
    "BadResponse",
    "Form",
    "Reason",
    "Response",
    "check_response",
    "is_complete",
    "is_under_way",
    "read_form",
    "what_counts",
]


def read_form(item: Item, form: Form) -> Response | None:
    """The response in a form, or None where nothing was answered; BadResponse says why not."""
    item_type = type_of(item)
    value = item_type.read(item, form)
    if value is None:
        return None
    response = {item_type.field: value}
    check_response(item, response)
    return response


def check_response(item: Item, response: object) -> None:
    """Raise BadResponse for anything that cannot be a response of this item."""
    type_of(item).value(item, response)


def is_complete(item: Item, response: object) -> bool:
    """Whether nothing of the item is left to answer."""
    if response is None:
        return False
    item_type = type_of(item)
    return item_type.is_complete(item, item_type.value(item, response))


def is_under_way(item: Item, response: Response | None) -> bool:
    """Whether an item that is answered step by step has begun and has steps left."""
    if response is None or not type_of(item).is_stepwise:
        return False
    try:
        return not is_complete(item, response)
    except BadResponse:
        return False


def what_counts(item: Item, earlier: Response | None, later: Response | None) -> Response | None:
    """The response that counts when `later` is sent after `earlier`.

    Usually the later one. What is answered step by step can only be gone on with: an older state
    that is sent again changes nothing, and another way raises BadResponse.
    """
    item_type = type_of(item)
    if not item_type.is_stepwise or earlier is None:
        return later
    if later is None:
        return earlier
    values = item_type.value(item, earlier), item_type.value(item, later)
    return {item_type.field: item_type.after(item, *values)}
