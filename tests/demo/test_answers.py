"""Answers that somebody might give."""

from __future__ import annotations

from random import Random

import pytest

from app.demo.answers import answer_to
from app.markup.texts import Text
from app.quizzes.model import Choice, Essay, Item, Multiple
from app.quizzes.responses import check_response
from app.quizzes.scoring import score_item
from tests.content.test_real_content import bodies

WORDS = Text("", "", "")


def choices(*right: bool) -> Multiple:
    """An item with these choices."""
    return Multiple(
        id="x",
        stem=WORDS,
        choices=tuple(Choice(f"c{n}", WORDS, each) for n, each in enumerate(right, 1)),
    )


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """The items of all our quizzes, and some that are as short as can be."""
    real = [item for quiz in bodies("quiz").values() for item in quiz.items]
    return [*real, choices(True, False), choices(False, True), choices(True, True)]


def test_whoever_knows_everything_answers_right(items: list[Item]) -> None:
    for item in items:
        answer = answer_to(item, 1, Random(item.id))
        # Nobody but a marker can say what a text is worth.
        assert score_item(item, answer) == (0 if isinstance(item, Essay) else 1), item.id


def test_whoever_knows_nothing_makes_mistakes_that_could_be_made(items: list[Item]) -> None:
    for item in items:
        answer = answer_to(item, 0, Random(item.id))
        check_response(item, answer)
        assert score_item(item, answer) < 1, item.id


def test_the_same_chance_gives_the_same_answers(items: list[Item]) -> None:
    def answers() -> list[object]:
        chance = Random(7)
        return [answer_to(item, 0.5, chance) for item in items]

    assert answers() == answers()
