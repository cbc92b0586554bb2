"""Intervals of confidence, against published tables and by their properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.intervals import of_consistency, of_correlation, of_mean, of_share, student
from app.quizzes.statistics import Column, statistics_of


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (3, 3.1824),
        (4, 2.7764),
        (10, 2.2281),
        (29, 2.0452),
        (120, 1.9799),
    ],
)
def test_students_quantile_is_that_of_the_tables(freedom: int, expected: float) -> None:
    assert student(freedom) == pytest.approx(expected, rel=2e-3 if freedom == 3 else 5e-4)


@pytest.mark.parametrize(
    ("hits", "count", "expected"),
    [(0, 10, (0, 0.2775)), (7, 10, (0.3968, 0.8922)), (10, 10, (0.7225, 1)), (0, 0, None)],
)
def test_a_share_has_wilsons_interval(
    hits: int, count: int, expected: tuple[float, float] | None
) -> None:
    assert of_share(hits, count) == (expected and pytest.approx(expected, abs=1e-4))


def test_a_correlation_has_fishers_interval() -> None:
    # z = atanh(0.5) = 0.5493; 1.96 / sqrt(25) = 0.3920; tanh of 0.1573 and of 0.9413.
    assert of_correlation(0.5, 28) == pytest.approx((0.1560, 0.7358), abs=1e-4)
    assert of_correlation(None, 28) is None
    assert of_correlation(0.5, 3) is None
    assert of_correlation(1.0, 28) is None


def test_a_consistency_has_bonetts_interval() -> None:
    # sqrt(2 * 5 / (4 * 98)) * 1.96 = 0.3130; 1 - 0.2 * exp(±0.3130).
    assert of_consistency(0.8, 100, 5) == pytest.approx((0.7265, 0.8537), abs=1e-4)
    assert of_consistency(None, 100, 5) is None
    assert of_consistency(0.8, 2, 5) is None


def test_a_mean_has_students_interval() -> None:
    # 2.2622 * sqrt(4 / 10) = 1.4307
    assert of_mean(5, 4.0, 10) == pytest.approx((3.5693, 6.4307), abs=1e-3)
    assert of_mean(5, 0.0, 10) is None
    assert of_mean(5, None, 1) is None


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    hits, count = counts
    found = of_share(hits, count)

    assert found is not None
    assert 0 <= found[0] <= hits / count + 1e-12
    assert hits / count - 1e-12 <= found[1] <= 1


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        # Right or wrong: Wilson for 1 of 2, whatever the item is worth.
        ([2.0, 0.0], (9.4531, 90.5469)),
        # Partly right: Student, within what is possible.
        ([2.0, 1.0], (0, 100)),
        ([2.0, -1.0], (-100, 100)),
        # All half right: that they never differ cannot be concluded.
        ([1.0, 1.0], None),
    ],
)
def test_the_interval_of_a_facility_depends_on_the_kind_of_marks(
    marks: list[float], expected: tuple[float, float] | None
) -> None:
    item = statistics_of([Column("a", 2, marks)]).items["a"]

    assert item.facility_interval == (expected and pytest.approx(expected, abs=1e-3))
