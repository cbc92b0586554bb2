"""Pure: another question on the same standard, to practise; it counts for nothing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.attempts.models import Response
from app.attempts.sheet import Question
from app.library.outlines import ItemOutline, QuizOutline
from app.library.queries import Library, Published
from app.quizzes.itemtypes import ITEM_TYPES, type_of
from app.quizzes.model import Item, Quiz
from app.quizzes.responses import Response as Answer


def similar_to(item: Item, shown: Sequence[str], quiz: Quiz, library: Library) -> list[Item]:
    """Questions that were not in the attempt: those on the same standard, then on the same topic.

    None comes from a quiz that keeps its answers to itself, or from one for candidates.
    """
    known = {*shown, item.id}
    asked = _practised(library)
    close = [each for name in item.standards for each in asked.get(name, ())]
    close += [each for tag in item.tags for each in asked.get((quiz.slug, tag), ())]
    found = {name: source for source, name in close if name not in known}
    return [_item(source, name) for name, source in found.items()]


def practice_question(item: Item, answer: Answer | None, seed: str) -> Question:
    """A question to practise, with its parts in an order of its own; nothing of it is kept."""
    chance = random.Random(seed)
    order = type_of(item).order(
        item, lambda keys: chance.sample(list(keys), len(keys)), shuffle=True
    )
    saved = Response(item=item.id, answer=answer, is_flagged=False) if answer else None
    return Question(1, item, tuple(order), saved)


def _item(quiz: Published, name: str) -> Item:
    items: Iterable[Item] = quiz.body.items
    return next(item for item in items if item.id == name)


# Looked for at every question of a result, and a library never changes.
@lru_cache(maxsize=1)
def _practised(library: Library) -> dict[str | tuple[str, str], list[tuple[Published, str]]]:
    """The questions to practise, by standard, and by quiz and topic: their quizzes and ids."""
    found: dict[str | tuple[str, str], list[tuple[Published, str]]] = {}
    for published in library.all("quiz"):
        quiz: QuizOutline = published.outline
        if quiz.feedback == "closed" or quiz.slug in library.screening_quizzes:
            continue
        for item in filter(_is_answered_at_once, quiz.items):
            names: list[str | tuple[str, str]] = [*item.standards]
            for name in names + [(quiz.slug, tag) for tag in item.tags]:
                found.setdefault(name, []).append((published, item.id))
    return found


def _is_answered_at_once(item: ItemOutline) -> bool:
    """Whether one answer is enough, and nobody has to read it."""
    item_type = ITEM_TYPES[item.type]
    return not item_type.is_marked_by_hand and not item_type.is_stepwise
