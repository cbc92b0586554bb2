"""Which items one attempt shows, and in which order it offers what there is to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

import msgspec

from app.quizzes.itemtypes import type_of
from app.quizzes.model import Item, Quiz
from app.quizzes.picking import pick_items

_Thing = TypeVar("_Thing")


class Shown(msgspec.Struct, frozen=True):
    """An item of an attempt, and the keys of its choices, steps or right sides as shown."""

    item: str
    order: tuple[str, ...]


def draw(quiz: Quiz, *, seed: int) -> tuple[Shown, ...]:
    """The items of one attempt; the same seed always draws the same."""
    chance = _Chance(seed)
    return tuple(_shown(item, quiz, chance) for item in _drawn(quiz, chance))


def _drawn(quiz: Quiz, chance: _Chance) -> list[Item]:
    items = list(quiz.items)
    if not quiz.pick:
        return chance.shuffled(items) if quiz.shuffle else items
    picked = pick_items(chance.shuffled(items), quiz.pick)
    if picked is None:
        raise ValueError(f"quiz {quiz.slug!r} has fewer items than it picks")
    return picked if quiz.shuffle else [item for item in items if item in picked]


def _shown(item: Item, quiz: Quiz, chance: _Chance) -> Shown:
    order = type_of(item).order(item, chance.shuffled, shuffle=quiz.shuffle)
    return Shown(item.id, order)


class _Chance:
    """Chance from a seed; of Python's generator only `random()` promises never to change."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def shuffled(self, things: Sequence[_Thing]) -> list[_Thing]:
        """The same things in another order, each order as likely as any other."""
        result = list(things)
        for last in range(len(result) - 1, 0, -1):
            other = int(self._random.random() * (last + 1))
            result[last], result[other] = result[other], result[last]
        return result
