"""Choosing the items of one attempt from the pool, so many for each tag."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from app.quizzes.model import Item


def pick_items(items: Sequence[Item], pick: Mapping[str, int]) -> list[Item] | None:
    """The items without a picked tag and, for each picked tag, so many of those that carry it.

    An item counts for one of its tags only; earlier items come first. None where the pool is
    too small.
    """
    pool = _Pool(items, pick)
    for tag, count in pick.items():
        if not all(pool.take_for(tag) for _ in range(count)):
            return None
    return [item for item in items if item.id in pool.taken or pick.keys().isdisjoint(item.tags)]


class _Pool:
    """The items by tag, and the tag for which each was taken."""

    def __init__(self, items: Sequence[Item], tags: Mapping[str, int]) -> None:
        self._items = {tag: [item.id for item in items if tag in item.tags] for tag in tags}
        self.taken: dict[str, str] = {}

    def take_for(self, tag: str) -> bool:
        """Take one more item for a tag; a taken one changes its tag where that sets one free."""
        given: dict[str, tuple[str, str]] = {}
        waiting = deque([tag])
        while waiting:
            asking = waiting.popleft()
            for item in self._items[asking]:
                holder = self.taken.get(item)
                if holder is None:
                    self._hand_on(item, asking, given)
                    return True
                if holder != tag and holder not in given:
                    given[holder] = (item, asking)
                    waiting.append(holder)
        return False

    def _hand_on(self, item: str, tag: str, given: Mapping[str, tuple[str, str]]) -> None:
        """Give a free item to a tag, and the item which that tag gives up to the one that asked."""
        self.taken[item] = tag
        while tag in given:
            item, tag = given[tag]
            self.taken[item] = tag
