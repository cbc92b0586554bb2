"""Where the marks of charts stand, and which figures come first."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.charts import bars_of, letter_places


def counts(*scores: float) -> dict[int, int]:
    return {bar.low: bar.count for bar in bars_of(scores) if bar.count}


def test_scores_are_counted_in_tens_of_points() -> None:
    assert counts(0.0, 0.05, 0.1, 0.79999, 0.8, 0.85) == {0: 2, 10: 1, 70: 1, 80: 2}


def test_the_full_hundred_belongs_to_the_last_bar() -> None:
    assert counts(0.9, 1.0) == {90: 2}
    assert (bars_of([])[-1].low, bars_of([])[-1].high) == (90, 100)


def test_a_third_of_three_is_rounded_as_points_are_shown() -> None:
    assert counts(0.1 + 0.2) == {30: 1}


def test_letters_stand_at_the_ends_of_their_lines_where_there_is_room() -> None:
    assert letter_places([80.0, 10.0, 40.0]) == [80.0, 10.0, 40.0]


def test_letters_of_lines_that_meet_stand_one_above_the_other() -> None:
    assert letter_places([50.0, 50.0, 90.0]) == [50.0, 61.0, 90.0]


def test_letters_stay_inside_the_plot() -> None:
    assert letter_places([100.0, 100.0]) == [89.0, 100.0]


@given(st.lists(st.floats(0, 100), max_size=8))
def test_no_letter_covers_another(ends: list[float]) -> None:
    places = sorted(letter_places(ends))

    assert all(later - earlier > 10.9 for earlier, later in pairwise(places))
    assert all(-0.001 <= place <= 100.001 for place in places)
