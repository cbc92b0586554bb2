"""Pure: another question on the same standard, to practise; it counts for nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache

from app.attempts.models import Response
from app.attempts.sheet import Question
from app.library.queries import Library
from app.quizzes.itemtypes import type_of
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
    return list({each.id: each for each in close if each.id not in known}.values())


def practice_question(item: Item, answer: Answer | None, seed: str) -> Question:
    """A question to practise, with its parts in an order of its own; nothing of it is kept."""
    chance = random.Random(seed)
    order = type_of(item).order(
        item, lambda keys: chance.sample(list(keys), len(keys)), shuffle=True
    )
    saved = Response(item=item.id, answer=answer, is_flagged=False) if answer else None
    return Question(1, item, tuple(order), saved)


# Looked for at every question of a result, and a library never changes.
@lru_cache(maxsize=1)
def _practised(library: Library) -> dict[str | tuple[str, str], list[Item]]:
    """The questions to practise, by standard, and by quiz and topic."""
    found: dict[str | tuple[str, str], list[Item]] = {}
    for published in library.all("quiz"):
        quiz: Quiz = published.body
        if quiz.feedback == "closed" or quiz.slug in library.screening_quizzes:
            continue
        for item in filter(_is_answered_at_once, quiz.items):
            names: list[str | tuple[str, str]] = [*item.standards]
            for name in names + [(quiz.slug, tag) for tag in item.tags]:
                found.setdefault(name, []).append(item)
    return found


def _is_answered_at_once(item: Item) -> bool:
    """Whether one answer is enough, and nobody has to read it."""
    item_type = type_of(item)
    return not item_type.is_marked_by_hand and not item_type.is_stepwise
