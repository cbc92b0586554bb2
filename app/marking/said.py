"""Pure: what was answered in a few words, without saying what is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from app.quizzes.itemtypes import type_of
from app.quizzes.model import Blanks, Item, Match, Multiple, Order, Scenario, Single
from app.quizzes.responses import Response


def parts_said(item: Item, answer: Response | None, language: str) -> list[str | bool]:
    """The parts of an answer in their order; True and False for themselves, none for nothing."""
    if answer is None:
        return []
    value = answer[type_of(item).field]
    match item:
        case Single():
            return _texts([value], item.choices, language)
        case Multiple():
            return _texts(value, item.choices, language)
        case Order():
            return _texts(value, item.steps, language)
        case Match():
            lefts, rights = _by_key(item.lefts, language), _by_key(item.rights, language)
            return [f"{lefts.get(one, one)} – {rights.get(two, two)}" for one, two in value.items()]
        case Blanks():
            return [blank.words_of(value.get(blank.key, ""), language) for blank in item.blanks]
        case Scenario():
            return [_plain(turn.reply.text.in_(language)) for turn in item.talk.walk(value).turns]
    return [value]


def _texts(keys: Iterable[str], parts: Iterable[Any], language: str) -> list[str | bool]:
    words = _by_key(parts, language)
    return [words.get(key, key) for key in keys]


def _by_key(parts: Iterable[Any], language: str) -> Mapping[str, str]:
    return {part.key: _plain(part.text.in_(language)) for part in parts}


def _plain(html: str) -> str:
    return Markup(html).striptags()
