"""Pure: who stands above whom; circles, and an order in which no step makes one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def is_in_circle(start: Key, above: Mapping[Key, Key | None]) -> bool:
    """Whether the way up from somebody comes back to the same one."""
    seen: set[Key] = set()
    here = above.get(start)
    while here is not None and here not in seen:
        if here == start:
            return True
        seen.add(here)
        here = above.get(here)
    return False


def from_the_top(keys: Iterable[Key], above: Mapping[Key, Key | None]) -> list[Key]:
    """Those who stand higher first: whoever is named as somebody's superior is there before."""
    heights: dict[Key, int] = {}
    return sorted(keys, key=lambda key: _height(key, above, heights))


def _height(start: Key, above: Mapping[Key, Key | None], heights: dict[Key, int]) -> int:
    """How many stand above; each way up is walked once."""
    way = []
    here: Key | None = start
    while here is not None and here not in heights and here not in way:
        way.append(here)
        here = above.get(here)
    height = heights.get(here, -1) if here is not None else -1
    for key in reversed(way):
        height += 1
        heights[key] = height
    return heights[start]
