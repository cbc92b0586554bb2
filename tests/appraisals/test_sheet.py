"""Five statements a sheet, and where to go on."""

from __future__ import annotations

import pytest

from app.appraisals.sheet import minutes_needed, sheet, sheet_to_go_on_with
from tests.appraisals.instruments import make_instrument

TEN = make_instrument()


@pytest.mark.parametrize(
    ("statements", "asked_for", "number", "count", "first", "last"),
    [
        (10, 1, 1, 2, 1, 5),
        (10, 2, 2, 2, 6, 10),
        (10, 0, 1, 2, 1, 5),
        (10, -7, 1, 2, 1, 5),
        (10, 3, 2, 2, 6, 10),
        (11, 3, 3, 3, 11, 11),
        (4, 1, 1, 1, 1, 4),
        (1, 9, 1, 1, 1, 1),
    ],
)
def test_a_sheet_has_five_statements_and_the_last_one_the_rest(
    statements: int, asked_for: int, number: int, count: int, first: int, last: int
) -> None:
    shown = sheet(make_instrument(statements=statements), {}, asked_for)

    assert (shown.number, shown.count) == (number, count)
    assert (shown.lines[0].number, shown.lines[-1].number) == (first, last)
    assert shown.is_last == (number == count)


def test_a_sheet_counts_what_is_rated_on_it_and_not_on_others() -> None:
    shown = sheet(TEN, {"s-01": 9, "s-02": None, "s-06": 3}, 1)

    assert (shown.rated, shown.left) == (2, 3)
    assert [line.choice for line in shown.lines] == [9, "unsure", None, None, None]


def test_not_sure_is_an_answer() -> None:
    shown = sheet(TEN, {"s-01": None}, 1)

    assert shown.lines[0].is_rated
    assert not shown.lines[1].is_rated


def test_a_rating_of_zero_is_an_answer() -> None:
    shown = sheet(make_instrument(low=0), {"s-01": 0}, 1)

    assert shown.lines[0].is_rated


@pytest.mark.parametrize(
    ("rated", "number"),
    [
        ((), 1),
        ((1, 2, 3, 4), 1),
        ((1, 2, 3, 4, 5), 2),
        ((1, 2, 4, 5, 6, 7, 8, 9, 10), 1),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9), 2),
        (tuple(range(1, 11)), 2),
    ],
)
def test_one_goes_on_where_the_first_statement_is_open_or_at_the_end(
    rated: tuple[int, ...], number: int
) -> None:
    ratings = {f"s-{each:02}": 5 for each in rated}

    assert sheet_to_go_on_with(TEN, ratings) == number


def test_one_does_not_go_back_to_what_one_was_not_sure_of() -> None:
    ratings = {f"s-{each:02}": None for each in range(1, 6)}

    assert sheet_to_go_on_with(TEN, ratings) == 2


@pytest.mark.parametrize(("statements", "minutes"), [(1, 1), (3, 1), (4, 2), (10, 4)])
def test_the_time_needed_is_told_in_whole_minutes(statements: int, minutes: int) -> None:
    assert minutes_needed(make_instrument(statements=statements)) == minutes
