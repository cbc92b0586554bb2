"""Statistics by Moodle's formulas, against tables reckoned by hand and against exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import mean, median, stdev, variance
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.statistics import Column, ItemStatistics, Statistics, statistics_of

Marks = Sequence[Sequence[float | None]]


def of(maxima: Sequence[float], rows: Marks) -> Statistics:
    """The statistics of a table written row by row, with items named a, b, c."""
    columns = zip(*rows, strict=True) if rows else [[] for _ in maxima]
    return statistics_of(
        [
            Column(name, maximum, list(marks))
            for name, maximum, marks in zip("abcdefgh", maxima, columns, strict=False)
        ]
    )


def column_of(found: Statistics, figure: str) -> list[Any]:
    return [getattr(item, figure) for item in found.items.values()]


# Four people, each of whom knows one thing less than the one before: totals 3, 2, 1, 0.
STAIRS: Marks = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)]


def test_the_quiz_of_the_stairs_is_as_reckoned_by_hand() -> None:
    # Squares of the totals' distances from 1.5: 9/4, 1/4, 1/4, 9/4, together 5.
    # V(T) = 5/3. V of the items: 1/4, 1/3, 1/4, together 5/6.
    # CIC = 100 * 3/2 * (1 - (5/6) / (5/3)) = 75. ER = 100 * sqrt(1/4) = 50.
    # m2 = 5/4, m4 = 41/16; k4 = 16 * (5 * 41/16 - 9 * 25/16) / 6 = -10/3; / (25/9) = -6/5.
    quiz = of([1, 1, 1], STAIRS).quiz

    assert (quiz.n, quiz.maximum, quiz.average, quiz.median) == (4, 3, 1.5, 1.5)
    assert (quiz.average_percent, quiz.median_percent) == (50, 50)
    assert quiz.standard_deviation == pytest.approx(sqrt(5 / 3))
    assert quiz.standard_deviation_percent == pytest.approx(100 * sqrt(5 / 3) / 3)
    assert quiz.skewness == pytest.approx(0)
    assert quiz.kurtosis == pytest.approx(-1.2)
    assert quiz.coefficient_of_internal_consistency == pytest.approx(75)
    assert quiz.error_ratio == pytest.approx(50)
    assert quiz.standard_error == pytest.approx(sqrt(5 / 3) / 2)
    assert quiz.standard_error_percent == pytest.approx(100 * sqrt(5 / 3) / 6)


def test_the_items_of_the_stairs_are_as_reckoned_by_hand() -> None:
    # a: rest 2, 1, 0, 0, V = 11/12; C(a, rest) = 1/4; DI = (1/4) / sqrt(1/4 * 11/12) = sqrt(3/11).
    # b: rest 2, 1, 1, 0, V = 2/3;   C(b, rest) = 1/3; DI = (1/3) / sqrt(1/3 * 2/3) = sqrt(1/2).
    # Nobody gets a harder item right and an easier one wrong, so C is as large as it can be.
    # C(x, T) = 1/2, 2/3, 1/2; their roots make the weights.
    found = of([1, 1, 1], STAIRS)
    roots = [sqrt(1 / 2), sqrt(2 / 3), sqrt(1 / 2)]

    assert column_of(found, "n") == [4, 4, 4]
    assert column_of(found, "facility") == pytest.approx([75, 50, 25])
    assert column_of(found, "standard_deviation") == pytest.approx([50, 100 * sqrt(1 / 3), 50])
    assert column_of(found, "discrimination_index") == pytest.approx(
        [100 * sqrt(3 / 11), 100 * sqrt(1 / 2), 100 * sqrt(3 / 11)]
    )
    assert column_of(found, "discriminative_efficiency") == pytest.approx([100, 100, 100])
    assert column_of(found, "intended_weight") == pytest.approx([100 / 3] * 3)
    assert column_of(found, "effective_weight") == pytest.approx(
        [100 * root / sum(roots) for root in roots]
    )


def test_an_item_that_was_not_shown_to_everybody_is_judged_by_those_who_saw_it() -> None:
    # Of c: marks 0, 1, 1 of those whose totals are 3.5, 2, 4, so the rest is 3.5, 1, 3.
    # V(c) = 1/3; V(rest) = 7/4; C = -1/2, DI = -(1/2) / sqrt(7/12).
    # Sorted, 0, 1, 1 against 1, 3, 3.5: C = 3/4, so the efficiency is -2/3.
    # C(c, T) = -1/2 + 1/3 is below 0: no weight.
    # Totals 3.5, 1, 2, 4: V = 91/48. V of the items: 1/4, 59/48, 1/3, together 29/16.
    found = of([1, 2.5, 1], [(1, 2.5, 0), (1, 0, None), (0, 1, 1), (1, 2, 1)])
    c = found.items["c"]

    assert (c.n, c.facility) == (3, pytest.approx(200 / 3))
    assert c.discrimination_index == pytest.approx(-50 / sqrt(7 / 12))
    assert c.discriminative_efficiency == pytest.approx(-200 / 3)
    assert c.effective_weight is None
    assert found.items["b"].facility == pytest.approx(55)
    assert found.quiz.is_everything_shown is False
    assert found.quiz.coefficient_of_internal_consistency == pytest.approx(
        150 * (1 - (29 / 16) / (91 / 48))
    )


def test_skewness_and_kurtosis_are_those_of_a_published_example() -> None:
    # The example of the functions SKEW and KURT in Microsoft's reference of Excel.
    quiz = of([10], [(mark,) for mark in (3, 4, 5, 2, 3, 4, 5, 6, 4, 7)]).quiz

    assert quiz.skewness == pytest.approx(0.359543071)
    assert quiz.kurtosis == pytest.approx(-0.151799637)


def test_the_maximum_of_a_draw_is_what_one_attempt_could_earn() -> None:
    quiz = of([2, 2, 2], [(2, 1, None), (None, 2, 2), (0, None, 1)])

    assert quiz.quiz.maximum == 4
    assert column_of(quiz, "intended_weight") == [50, 50, 50]


@pytest.mark.parametrize(
    ("maxima", "rows", "undefined"),
    [
        ([1], [(1,), (0,)], ["coefficient_of_internal_consistency", "skewness", "kurtosis"]),
        ([1, 1], [(1, 0)], ["standard_deviation", "skewness", "standard_error", "error_ratio"]),
        ([1, 1], [(1, 0), (0, 1)], ["skewness", "kurtosis", "coefficient_of_internal_consistency"]),
        ([1, 1], [], ["average", "median", "standard_deviation", "average_interval"]),
        ([1, 1], [(1, 1), (1, 0), (0, 0)], ["kurtosis"]),
    ],
)
def test_what_is_not_defined_is_none(
    maxima: list[float], rows: Marks, undefined: list[str]
) -> None:
    quiz = of(maxima, rows).quiz

    assert [name for name in undefined if getattr(quiz, name) is not None] == []


def test_constant_marks_have_a_facility_and_nothing_that_relates_them() -> None:
    found = of([1, 1, 1], [(1, 0.1, 1), (1, 0.1, 0), (1, 0.1, 1)])

    assert column_of(found, "standard_deviation")[:2] == [0, 0]
    assert column_of(found, "discrimination_index") == [None, None, None]
    assert column_of(found, "discriminative_efficiency") == [None, None, None]
    assert column_of(found, "effective_weight") == [0, 0, 100]


def test_the_rounding_of_sums_makes_no_difference_between_people() -> None:
    # 0.1 + 0.2 is not quite 0.3 to a computer; here everybody has 0.3 in the rest of the quiz.
    found = of([1, 1, 1], [(1, 0.1, 0.2), (0, 0.3, 0), (1, 0, 0.3), (0, 0.2, 0.1)])

    assert found.items["a"].discrimination_index is None
    assert found.items["a"].effective_weight is not None


def test_an_item_that_has_nothing_to_do_with_the_rest_discriminates_by_nothing() -> None:
    found = of([0.7, 0.7], [(0.7, 0.1), (0, 0.1), (0.7, 0.3), (0, 0.3)])

    assert found.items["a"].discrimination_index == 0


def test_with_items_that_contradict_each_other_consistency_is_negative() -> None:
    quiz = of([1, 1], [(1, 0), (0, 1), (1, 0.5), (0, 0.9)]).quiz

    assert quiz.coefficient_of_internal_consistency is not None
    assert quiz.coefficient_of_internal_consistency < 0
    assert quiz.error_ratio is not None
    assert quiz.error_ratio > 100


def test_an_item_that_nobody_saw_takes_no_part() -> None:
    rows = [(*row, None) for row in STAIRS]
    found = of([1, 1, 1, 1], rows)

    assert found.quiz.coefficient_of_internal_consistency == pytest.approx(75)
    assert (found.quiz.maximum, found.quiz.is_everything_shown) == (3, False)
    assert (found.items["d"].n, found.items["d"].facility) == (0, None)


def test_an_item_that_one_person_saw_leaves_the_consistency_open() -> None:
    quiz = of([1, 1, 1], [(1, 1, 1), (0, 1, None), (1, 0, None)]).quiz

    assert quiz.coefficient_of_internal_consistency is None


def test_an_item_that_is_worth_nothing_has_no_facility() -> None:
    found = of([0, 0], [(0, 0), (0, 0)])

    assert column_of(found, "facility") == [None, None]
    assert column_of(found, "intended_weight") == [None, None]
    assert found.quiz.average_percent is None


def test_an_error_that_would_be_less_than_none_is_not_stated() -> None:
    # Everybody has the same marks at what she saw, but not everybody saw as much.
    quiz = of([1, 1], [(1, 1), (1, 1), (1, None), (1, None)]).quiz

    assert quiz.coefficient_of_internal_consistency == 200
    assert (quiz.error_ratio, quiz.standard_error) == (None, None)


@pytest.mark.parametrize(
    ("count", "is_enough", "is_enough_for_facility"),
    [(9, False, False), (10, False, True), (29, False, True), (30, True, True)],
)
def test_few_answers_are_called_few(
    count: int, is_enough: bool, is_enough_for_facility: bool
) -> None:
    found = of([1], [(1,)] * count)

    assert found.quiz.is_enough is is_enough
    assert found.items["a"].is_enough is is_enough
    assert found.items["a"].is_enough_for_facility is is_enough_for_facility


def test_guessing_is_stated_where_it_is_known() -> None:
    found = statistics_of([Column("a", 2, [2, 0], guess=0.25), Column("b", 1, [1, 0])])

    assert column_of(found, "random_guess_score") == [25, None]


def is_same(found: Any, expected: Any) -> bool:
    """Equal but for rounding, and None where the other is None."""
    if found is None or expected is None:
        return found is expected
    return bool(found == pytest.approx(expected, rel=1e-6, abs=1e-6))


# Marks in quarters, so that fractions are exact.
quarters = st.integers(min_value=-1, max_value=4)
tables = st.integers(min_value=1, max_value=5).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from([1, 2, 2.5, 8]), min_size=width, max_size=width),
        st.lists(
            st.lists(quarters | st.none(), min_size=width, max_size=width).filter(
                lambda row: any(cell is not None for cell in row)
            ),
            max_size=9,
        ),
    )
)


def marks_of(maxima: list[float], rows: list[list[int | None]]) -> Marks:
    return [
        [None if cell is None else most * cell / 4 for most, cell in zip(maxima, row, strict=True)]
        for row in rows
    ]


def exact(maxima: list[float], rows: Marks) -> list[dict[str, float | None]]:
    """The documentation's formulas item by item, word for word, in fractions."""
    exactly = [[None if x is None else Fraction(x) for x in row] for row in rows]
    totals = [sum((x for x in row if x is not None), Fraction(0)) for row in exactly]
    items = []
    for place, most in enumerate(maxima):
        seen = [
            (row[place], total)
            for row, total in zip(exactly, totals, strict=True)
            if row[place] is not None
        ]
        xs, rest = [x for x, _ in seen], [total - x for x, total in seen]
        several = len(xs) > 1
        own = product(xs, xs) if several else None
        against = product(xs, rest) if several else None
        both = sqrt(own * product(rest, rest)) if several else 0
        best = product(sorted(xs), sorted(rest)) if several else 0
        items.append(
            {
                "facility": float(100 * mean(xs) / Fraction(most)) if xs else None,
                "standard_deviation": 100 * sqrt(own) / most if several else None,
                "discrimination_index": 100 * float(against) / both if both else None,
                "discriminative_efficiency": float(100 * against / best) if best else None,
                "with_total": product(xs, [t for _, t in seen]) if several else None,
            }
        )
    roots = [None if (c := i.pop("with_total")) is None or c < 0 else sqrt(c) for i in items]
    whole = sum(filter(None, roots))
    for item, root in zip(items, roots, strict=True):
        item["effective_weight"] = None if root is None or not whole else 100 * root / whole
    return items


def product(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction:
    """The sample covariance by another formula: n Σxy - Σx Σy over n (n - 1)."""
    n = len(xs)
    return (n * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum(xs) * sum(ys)) / Fraction(
        n * (n - 1)
    )


@given(tables)
def test_items_agree_with_exact_fractions(
    table: tuple[list[float], list[list[int | None]]],
) -> None:
    maxima, cells = table
    rows = marks_of(maxima, cells)

    found = of(maxima, rows)

    for item, expected in zip(found.items.values(), exact(maxima, rows), strict=True):
        for name, value in expected.items():
            assert is_same(getattr(item, name), value), name


@given(tables)
def test_the_quiz_agrees_with_the_standard_library(
    table: tuple[list[float], list[list[int | None]]],
) -> None:
    maxima, cells = table
    rows = marks_of(maxima, cells)
    totals = [sum(filter(None, row)) for row in rows]
    quiz = of(maxima, rows).quiz

    assert quiz.average == (pytest.approx(mean(totals)) if totals else None)
    assert quiz.median == (pytest.approx(median(totals)) if totals else None)
    assert quiz.standard_deviation == (pytest.approx(stdev(totals)) if len(totals) > 1 else None)
    whole = len(totals) > 1 and all(cell is not None for row in rows for cell in row)
    if whole and len(maxima) > 1 and variance(totals):
        shared = sum(variance(marks) for marks in zip(*rows, strict=True)) / variance(totals)
        alpha = 100 * len(maxima) / (len(maxima) - 1) * (1 - shared)
        assert quiz.coefficient_of_internal_consistency == pytest.approx(alpha, abs=1e-9)


@given(tables)
def test_every_figure_keeps_its_bounds_and_becomes_json(
    table: tuple[list[float], list[list[int | None]]],
) -> None:
    found = of(table[0], marks_of(*table))

    # msgspec writes what is not a number as null: that would be hidden here.
    assert "nan" not in repr(msgspec.to_builtins(found))
    assert "inf" not in repr(msgspec.to_builtins(found))
    for item in found.items.values():
        _check_bounds(item)


def _check_bounds(item: ItemStatistics) -> None:
    within = {
        "facility": (-100, 100),
        "discrimination_index": (-100.0000001, 100.0000001),
        "discriminative_efficiency": (float("-inf"), 100.0000001),
        "effective_weight": (0, 100.0000001),
        "standard_deviation": (0, 200),
    }
    for name, (lowest, highest) in within.items():
        value = getattr(item, name)
        assert value is None or lowest <= value <= highest, name
    for name in ("facility", "discrimination_index"):
        interval = getattr(item, f"{name}_interval")
        if interval is not None:
            low, high = interval
            assert low - 1e-9 <= getattr(item, name) <= high + 1e-9


@given(tables, st.randoms(use_true_random=False), st.sampled_from([0.1, 3, 1000]))
def test_neither_the_order_of_attempts_nor_the_scale_of_marks_matters(
    table: tuple[list[float], list[list[int | None]]], chance: Any, scale: float
) -> None:
    maxima, rows = table[0], list(marks_of(*table))
    other = [[None if x is None else x * scale for x in row] for row in rows]
    chance.shuffle(other)

    first = of(maxima, rows)
    second = of([most * scale for most in maxima], other)

    for item, same in zip(first.items.values(), second.items.values(), strict=True):
        for name in ItemStatistics.__struct_fields__:
            if name != "maximum":
                assert is_same(getattr(same, name), getattr(item, name)), name
    for name in ("skewness", "kurtosis", "coefficient_of_internal_consistency", "error_ratio"):
        assert is_same(getattr(second.quiz, name), getattr(first.quiz, name)), name
