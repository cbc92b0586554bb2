"""Pure: a page of a list that stands next to a line of it, however the list grows meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, tuple_

Line = TypeVar("Line")


@dataclass(frozen=True)
class Page(Generic[Line]):
    """Some lines of a list, and whether there are others before and after them."""

    lines: Sequence[Line]
    has_previous: bool
    has_next: bool


def page_beside(
    read: Callable[[Select], Iterable[Line]],
    wanted: Select,
    key: Iterable[Any],
    *,
    size: int,
    after: Any = None,
    before: Any = None,
    latest_first: bool = False,
) -> Page[Line]:
    """The lines that follow a place in the list, or that come before one, else the first.

    `key` are the columns that give each line a place of its own, `after` and `before` the same of
    one line; `read` makes lines of what was selected, in its order.
    """
    columns = tuple(key)
    is_backwards = before is not None
    place = before if is_backwards else after
    is_falling = latest_first is not is_backwards
    if place is not None:
        here = tuple_(*columns)
        wanted = wanted.where(here < place if is_falling else here > place)
    order = (column.desc() if is_falling else column.asc() for column in columns)
    found = list(read(wanted.order_by(*order).limit(size + 1)))
    lines, has_more = found[:size], len(found) > size
    if is_backwards:
        return Page(lines[::-1], has_more, bool(lines))
    return Page(lines, place is not None and bool(lines), has_more)
