"""Pure: what a new version of a quiz changed of an item, and what old answers are called in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from app.markup.texts import Text
from app.quizzes.accepting import AcceptedText
from app.quizzes.model import Blanks, ChosenBlank, Item, Match, Multiple, Order, Quiz, Scenario
from app.quizzes.model import Single as SingleItem
from app.quizzes.responses import Response
from app.quizzes.scoring import right_response

#: What says something about an item, but nothing about what an answer is worth.
_ABOUT = frozenset({"tags", "level", "standards", "words"})


class Change(StrEnum):
    """What became of an item; the first three keep it from being scored anew."""

    GONE = "gone"
    TYPE = "type"
    PARTS = "parts"
    KEY = "key"
    WORDS = "words"


@dataclass(frozen=True)
class Keyed:
    """An item as it is scored now, with what the keys of the answers are called in it."""

    item: Item
    called: Mapping[str, str]

    def order(self, order: Iterable[str]) -> list[str]:
        """The order in which something was offered."""
        return [self.called.get(key, key) for key in order]

    def answer(self, answer: Response | None) -> Response | None:
        """An answer to the item as it was."""
        return answer and {field: self._renamed(value) for field, value in answer.items()}

    def _renamed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.called.get(value, value)
        if isinstance(value, list):
            return [self._renamed(each) for each in value]
        if isinstance(value, dict):
            return {self._renamed(key): self._renamed(each) for key, each in value.items()}
        return value


@dataclass(frozen=True)
class Comparison:
    """One item of an old version beside the new one; `keyed` where it can be scored by that."""

    old: Item
    keyed: Keyed | None
    changes: frozenset[Change]


def compared_quizzes(old: Quiz, new: Quiz) -> dict[str, Comparison]:
    """The items of an old version, each beside its namesake in the new one."""
    namesakes = {item.id: item for item in new.items}
    return {item.id: compared(item, namesakes.get(item.id)) for item in old.items}


def compared(old: Item, new: Item | None) -> Comparison:
    """What changed of an item.

    Parts are known by their words, so that one may stand elsewhere now; else by their places.
    What offers other parts than before cannot be scored anew.
    """
    if new is None:
        return Comparison(old, None, frozenset({Change.GONE}))
    if new.type != old.type:
        return Comparison(old, None, frozenset({Change.TYPE}))
    called = _called_in(old, new)
    if called is None:
        return Comparison(old, None, frozenset({Change.PARTS}))
    keyed = Keyed(new, called)
    changes = set()
    if _key(old, keyed) != _key(new, Keyed(new, {})):
        changes.add(Change.KEY)
    if old.stem != new.stem or _words(old) != _words(new):
        changes.add(Change.WORDS)
    return Comparison(old, keyed, frozenset(changes))


def _called_in(old: Item, new: Item) -> dict[str, str] | None:
    before, after = _parts(old), _parts(new)
    if before.keys() != after.keys():
        return None
    called: dict[str, str] = {}
    for group, parts in before.items():
        found = _called(parts, after[group])
        # What blanks and talks call their parts stands in other places as well.
        if found is None or (
            isinstance(old, Blanks | Scenario) and any(key != now for key, now in found.items())
        ):
            return None
        called |= found
    return called


def _called(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str] | None:
    """What each of these parts is called now; None where they are not the same parts."""
    if len(old) != len(new):
        return None
    called = {key: key for key, words in old.items() if new.get(key) == words}
    free = [key for key in new if key not in called]
    for key, words in old.items():
        moved = next((each for each in free if new[each] == words), None)
        if key not in called and moved is not None:
            called[key] = moved
            free.remove(moved)
    rest = [key for key in old if key not in called]
    if len(rest) > 1 and set(rest) != set(free):
        return None
    pairs = zip(rest, free, strict=True) if len(rest) == 1 else ((key, key) for key in rest)
    return called | dict(pairs)


def _parts(item: Item) -> dict[str, dict[str, str]]:
    """What is offered, by group and key: its Chinese words."""
    match item:
        case SingleItem() | Multiple():
            return {"choices": _by_key(item.choices)}
        case Order():
            return {"steps": _by_key(item.steps)}
        case Match():
            return {"lefts": _by_key(item.lefts), "rights": _by_key(item.rights)}
        case Scenario():
            replies = (reply for node in item.talk.nodes for reply in node.replies)
            return {"replies": _by_key(replies)}
        case Blanks():
            return {
                blank.key: _by_key(blank.options) if isinstance(blank, ChosenBlank) else {}
                for blank in item.blanks
            }
    return {}


def _by_key(parts: Iterable[Any]) -> dict[str, str]:
    return {part.key: part.text.zh for part in parts}


def _words(item: Item) -> list[str]:
    return sorted(words for parts in _parts(item).values() for words in parts.values())


def _key(item: Item, keyed: Keyed) -> Any:
    """What decides on scores, without any words but those that are accepted."""
    return keyed.answer(right_response(item)), _bare(item, keyed)


def _bare(value: Any, keyed: Keyed) -> Any:
    match value:
        case AcceptedText():
            return tuple(value.forms()), value.percent
        case Text():
            return None
        case msgspec.Struct():
            fields = (name for name in value.__struct_fields__ if name not in _ABOUT)
            return tuple(_bare(getattr(value, name), keyed) for name in fields)
        case tuple():
            return sorted((_bare(each, keyed) for each in value), key=repr)
        case str():
            return keyed.called.get(value, value)
    return value
