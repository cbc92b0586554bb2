"""Choices by those who took them, and the remarks that items deserve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.flags import Code, Flag, flags_of
from app.quizzes.options import Option, OptionTable, Taken, options_of
from app.quizzes.statistics import Column, statistics_of

KEYS = {"c1": True, "c2": False, "c3": False}


def took(*given: tuple[str, float]) -> list[Taken]:
    """Attempts that took a choice, with their mark in the rest of the quiz; c1 is worth 1."""
    return [
        Taken(choice.split(), float(choice == "c1"), rest + (choice == "c1"))
        for choice, rest in given
    ]


def options(found: OptionTable) -> dict[str, Option]:
    return {option.key: option for option in found.options}


def test_each_choice_is_counted_among_the_weak_and_among_the_strong() -> None:
    found = options_of(KEYS, took(("c2", 0), ("c2", 1), ("c1", 2), ("c2", 3), ("c1", 4), ("c1", 5)))
    by_key = options(found)

    assert (found.n, found.unanswered, found.thirds) == (6, 0, (2, 2, 2))
    assert (by_key["c1"].n, by_key["c1"].share, by_key["c1"].thirds) == (3, 50, (0, 50, 100))
    assert (by_key["c2"].n, by_key["c2"].share, by_key["c2"].thirds) == (3, 50, (100, 50, 0))
    assert (by_key["c3"].n, by_key["c3"].share, by_key["c3"].thirds) == (0, 0, (0, 0, 0))
    # Rests 0 to 5, mean 2.5: Σxy of c1 = 11 - 3 * 2.5 = 3.5; 3.5 / sqrt(1.5 * 17.5).
    assert by_key["c1"].point_biserial == pytest.approx(100 * 3.5 / (1.5 * 17.5) ** 0.5)
    assert by_key["c2"].point_biserial == pytest.approx(-100 * 3.5 / (1.5 * 17.5) ** 0.5)
    assert by_key["c3"].point_biserial is None


def test_the_plot_shows_the_share_of_each_choice_by_fifths_of_the_total() -> None:
    found = options_of(KEYS, took(*(("c2" if rest < 6 else "c1", rest) for rest in range(10))))

    assert found.fifths == (2, 2, 2, 2, 2)
    assert options(found)["c2"].fifths == (100, 100, 100, 0, 0)
    assert options(found)["c1"].fifths == (0, 0, 0, 100, 100)


def test_equal_marks_are_never_parted() -> None:
    found = options_of(KEYS, took(("c1", 1), ("c2", 1), ("c3", 1), ("c1", 9)))

    assert found.thirds == (0, 3, 1)
    assert options(found)["c1"].thirds == (None, pytest.approx(100 / 3), 100)


def test_the_rounding_of_sums_parts_nobody() -> None:
    # Both have 0.3 in the rest of the quiz, though a computer has a little more for the second.
    found = options_of(KEYS, [Taken(["c2"], 0, 0.3), Taken(["c3"], 0, 0.1 + 0.2)])

    assert found.thirds == (0, 2, 0)


def test_several_choices_or_none_may_be_taken() -> None:
    found = options_of(KEYS, took(("c1 c2", 1), ("", 2), ("c2", 3)))

    assert found.unanswered == 1
    assert [option.n for option in found.options] == [1, 2, 0]


def test_an_item_that_nobody_saw_has_an_empty_table() -> None:
    found = options_of(KEYS, [])

    assert (found.n, found.thirds) == (0, (0, 0, 0))
    assert {option.share for option in found.options} == {None}


@given(
    st.lists(st.tuples(st.sampled_from(["c1", "c2", "c3", ""]), st.integers(0, 4)), max_size=30),
    st.randoms(use_true_random=False),
)
def test_the_order_of_attempts_does_not_matter(
    given_: list[tuple[str, float]], chance: Any
) -> None:
    found = options_of(KEYS, took(*given_))
    chance.shuffle(given_)
    again = options_of(KEYS, took(*given_))

    assert sum(found.thirds) == sum(found.fifths) == len(given_)
    assert [(o.n, o.thirds, o.fifths) for o in found.options] == [
        (o.n, o.thirds, o.fifths) for o in again.options
    ]
    for option in found.options:
        assert option.point_biserial is None or abs(option.point_biserial) < 100.000001


def flags(
    marks: Sequence[float], rests: Sequence[float], taken: Sequence[str] = (), guess: float = 0.25
) -> tuple[Flag, ...]:
    """The remarks on the first of two items, whose other item holds all the other marks."""
    columns = [Column("a", 1, marks, guess), Column("rest", 100, rests)]
    items = {"a": statistics_of(columns).items["a"]}
    answers = [
        Taken([choice], mark, mark + rest)
        for choice, mark, rest in zip(taken, marks, rests, strict=bool(taken))
    ]
    return flags_of(items, {"a": options_of(KEYS, answers)} if taken else {})


WEAK, STRONG = [0.0] * 20, [1.0] * 20
UP, DOWN = [float(n) for n in range(40)], [float(n) for n in range(40, 0, -1)]


@pytest.mark.parametrize(
    ("marks", "rests", "expected"),
    [
        ([*WEAK, *STRONG], UP, []),
        ([*WEAK, *STRONG], DOWN, [Code.DISCRIMINATION_NEGATIVE]),
        ([0.0, 1.0] * 20, UP, [Code.DISCRIMINATION_LOW]),
        ([*WEAK, *WEAK[:15], *STRONG[:5]], UP, [Code.FACILITY_LOW]),
        ([0.0, *STRONG, *STRONG[:19]], UP, [Code.FACILITY_HIGH]),
        ([*STRONG, *STRONG], UP, [Code.FACILITY_HIGH]),
        # Too few to say more than how many know it, and too few even for that.
        ([1.0] * 10, UP[:10], [Code.FACILITY_HIGH]),
        ([1.0] * 9, UP[:9], []),
        ([0.0, 1.0] * 14, DOWN[:28], []),
    ],
)
def test_an_item_is_remarked_on_by_its_figures(
    marks: list[float], rests: list[float], expected: list[Code]
) -> None:
    assert [flag.code for flag in flags(marks, rests)] == expected


def test_what_is_known_no_better_than_guessed_is_too_hard() -> None:
    marks = [0.0] * 22 + [1.0] * 18

    assert flags(marks, UP, guess=0.5) == (Flag(Code.FACILITY_LOW, "a"),)
    assert flags(marks, UP, guess=0.25) == ()


def test_a_choice_that_nobody_takes_or_that_the_strong_take_is_named() -> None:
    marks = [*STRONG, *WEAK]

    assert flags(marks, UP, ["c1"] * 20 + ["c2"] * 20) == (
        Flag(Code.DISCRIMINATION_NEGATIVE, "a"),
        Flag(Code.DISTRACTOR_OF_THE_STRONG, "a", "c2"),
        Flag(Code.DISTRACTOR_UNUSED, "a", "c3"),
    )
    assert flags(marks[:29], UP[:29], ["c1"] * 20 + ["c2"] * 9) == ()


def test_a_choice_that_the_strong_took_by_chance_is_not_named() -> None:
    taken = ["c1", "c2"] * 19 + ["c3", "c2"]
    found = flags([float(choice == "c1") for choice in taken], UP, taken)
    table = options_of(KEYS, took(*zip(taken, UP, strict=True)))

    assert (options(table)["c2"].point_biserial or 0) > 0
    assert Code.DISTRACTOR_OF_THE_STRONG not in [flag.code for flag in found]
