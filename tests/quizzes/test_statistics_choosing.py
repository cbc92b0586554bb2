"""Which attempts count, and what guessing earns."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.markup.texts import Text
from app.quizzes.choosing import Which, attempts_that_count
from app.quizzes.guessing import random_guess
from app.quizzes.model import (
    Accepted,
    Choice,
    Item,
    Left,
    Match,
    Multiple,
    Numeric,
    Order,
    Right,
    Single,
    Step,
    TrueFalse,
)


class Sat(NamedTuple):
    person_id: str
    number: int
    score: float | None


A1, A2, A3 = Sat("a", 1, 0.4), Sat("a", 2, 0.9), Sat("a", 3, 0.9)
B1 = Sat("b", 1, 0.7)
C1, C2 = Sat("c", 1, 0.8), Sat("c", 2, None)


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Which.FIRST, [A1, B1, C1]),
        (Which.LAST, [A3, B1, C2]),
        (Which.BEST, [B1, A2, C1]),
        (Which.ALL, [A3, A1, B1, A2, C1, C2]),
    ],
)
def test_each_person_counts_once_unless_all_attempts_do(which: Which, expected: list[Sat]) -> None:
    assert attempts_that_count([A3, A1, B1, A2, C1, C2], which) == expected


def test_nobody_counts_where_nobody_sat() -> None:
    assert [attempts_that_count([], which) for which in Which] == [[], [], [], []]


STEM = Text(zh="问", hant="問", en="Q")


def choice(number: int, *, is_right: bool = False, weight: int | None = None) -> Choice:
    return Choice(f"c{number}", STEM, is_right, weight)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Single(id="a", stem=STEM, choices=(choice(1, is_right=True), choice(2))), 0.5),
        (
            Single(
                id="a",
                stem=STEM,
                choices=(choice(1, is_right=True), choice(2, weight=20), choice(3), choice(4)),
            ),
            0.3,
        ),
        (TrueFalse(id="a", stem=STEM, answer=False), 0.5),
        (
            Match(
                id="a",
                stem=STEM,
                lefts=(Left("l1", STEM, "r1"), Left("l2", STEM, "r2")),
                rights=tuple(Right(f"r{n}", STEM) for n in range(1, 5)),
            ),
            0.25,
        ),
        (Order(id="a", stem=STEM, steps=tuple(Step(f"s{n}", STEM) for n in range(3))), 1 / 6),
        (Multiple(id="a", stem=STEM, choices=(choice(1, is_right=True), choice(2))), None),
        (Numeric(id="a", stem=STEM, answers=(Accepted(1, 1),)), None),  # type: ignore[arg-type]
    ],
)
def test_guessing_earns_what_chance_gives(item: Item, expected: float | None) -> None:
    assert random_guess(item) == (expected and pytest.approx(expected))
