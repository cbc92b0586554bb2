"""Which items one attempt shows, and in which order it offers what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import msgspec

from app.quizzes.itemtypes import type_of
from app.quizzes.model import Item, Quiz
from app.quizzes.picking import pick_items

_Thing = TypeVar("_Thing")


class Shown(msgspec.Struct, frozen=True):
    """An item of an attempt, and the keys of its choices, steps or right sides as shown."""

    item: str
    order: tuple[str, ...]


class Seen(NamedTuple):
    """How often a person was shown an item, and whether she was right about it the last time."""

    times: int
    was_right: bool


History = Mapping[str, Seen]
NOTHING_SEEN: History = MappingProxyType({})
_NEVER = Seen(0, was_right=False)


def draw(quiz: Quiz, *, seed: int, history: History = NOTHING_SEEN) -> tuple[Shown, ...]:
    """The items of one attempt; the same seed and history always draw the same.

    From a pool, items answered right the last time are drawn last, and those seen least first;
    between equals chance decides.
    """
    chance = _Chance(seed)
    return tuple(_shown(item, quiz, chance) for item in _drawn(quiz, chance, history))


def _drawn(quiz: Quiz, chance: _Chance, history: History) -> list[Item]:
    items = list(quiz.items)
    if not quiz.pick:
        return chance.shuffled(items) if quiz.shuffle else items
    by_chance = chance.shuffled(items)
    picked = pick_items(sorted(by_chance, key=lambda item: _turn(item, history)), quiz.pick)
    if picked is None:
        raise ValueError(f"quiz {quiz.slug!r} has fewer items than it picks")
    # Else what is new to her would always stand before what she has missed.
    return [item for item in (by_chance if quiz.shuffle else items) if item in picked]


def _turn(item: Item, history: History) -> tuple[bool, int]:
    """What comes earlier in its pool: not yet right before right, seen less before seen more."""
    seen = history.get(item.id, _NEVER)
    return seen.was_right, seen.times


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
