"""Pure: one paper of a quiz: its questions in the order of the draw, and what it cannot hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.attempts.sheet import Question, questions_of
from app.library.queries import Published
from app.paper.codes import Drawn, code_of
from app.paper.letters import LETTERS
from app.quizzes.drawing import draw
from app.quizzes.itemtypes import type_of
from app.quizzes.model import (
    Blanks,
    ChosenBlank,
    Essay,
    Item,
    Match,
    Multiple,
    Quiz,
    Scenario,
    Single,
)
from app.quizzes.model import Order as Steps
from app.quizzes.responses import Response

#: How many lines to write on an essay gets: by its length where the author names one.
_FEWEST_LINES, _LINES, _MOST_LINES = 6, 10, 15
_WORDS_A_LINE = 12


@dataclass(frozen=True)
class Paper:
    """What one paper asks, made from the version of the quiz and the seed alone."""

    quiz: Published
    seed: int

    @property
    def code(self) -> str:
        """What is printed on it, and typed when its answers are entered."""
        return code_of(self.quiz.slug, Drawn(self.quiz.number, self.seed))

    @cached_property
    def shown(self) -> list[dict[str, Any]]:
        """What it asks, as an attempt keeps it.

        A paper knows nobody: what its reader was asked before does not change the draw.
        """
        drawn = draw(self.quiz.body, seed=self.seed)
        return [{"item": each.item, "order": list(each.order)} for each in drawn]

    @cached_property
    def questions(self) -> list[Question]:
        """Its questions in their order."""
        return questions_of(self.shown, self.quiz.body, ())


def is_printable(quiz: Quiz) -> bool:
    """Whether a quiz can be sat on paper.

    A talk needs a screen. To leave it out would make the scores of screen and paper two things.
    """
    return not any(isinstance(item, Scenario) or _is_too_long(item) for item in quiz.items)


def lines_for(item: Essay) -> int:
    """On how many lines an essay is written by hand."""
    if item.words is None:
        return _LINES
    return min(max(item.words // _WORDS_A_LINE, _FEWEST_LINES), _MOST_LINES)


def right_answer(item: Item) -> Response:
    """The fully right answer to an item."""
    return {type_of(item).field: type_of(item).right(item)}


def _is_too_long(item: Item) -> bool:
    """Whether it offers more than the alphabet has letters."""
    return any(len(parts) > len(LETTERS) for parts in _lettered(item))


def _lettered(item: Item) -> list[tuple[Any, ...]]:
    if isinstance(item, Single | Multiple):
        return [item.choices]
    if isinstance(item, Steps):
        return [item.steps]
    if isinstance(item, Match):
        return [item.rights]
    if isinstance(item, Blanks):
        return [blank.options for blank in item.blanks if isinstance(blank, ChosenBlank)]
    return []
