"""The same statements as one or two people rated them."""

from __future__ import annotations

import pytest

from app.appraisals.comparison import compare, scale_of, unsure_count, widest_gap_first
from tests.appraisals.instruments import make_instrument

TWO = make_instrument(statements=2)


def test_alone_there_is_no_other_and_no_gap() -> None:
    first, second = compare(TWO, {"s-01": 9, "s-02": None})

    assert (first.mine, first.theirs, first.gap, first.is_paired) == (9, None, None, False)
    assert second.mine is None


@pytest.mark.parametrize(
    ("mine", "theirs", "gap"), [(9, 8, 1), (4, 7, 3), (8, 8, 0), (None, 7, None), (7, None, None)]
)
def test_two_raters_are_so_far_apart(mine: int | None, theirs: int | None, gap: int | None) -> None:
    first = compare(TWO, {"s-01": mine, "s-02": 1}, {"s-01": theirs, "s-02": 10})[0]

    assert (first.mine, first.theirs, first.is_paired) == (mine, theirs, True)
    assert first.gap == gap


@pytest.mark.parametrize(("mine", "theirs"), [({"s-01": 9}, None), (None, {"s-01": 9})])
def test_who_is_not_seen_is_none_on_every_line(
    mine: dict[str, int | None] | None, theirs: dict[str, int | None] | None
) -> None:
    first = compare(TWO, mine, theirs)[0]

    assert (first.mine, first.theirs) == (9 if mine else None, 9 if theirs else None)
    assert not first.is_paired
    assert first.gap is None


def test_the_widest_gap_comes_first_and_where_somebody_cannot_say_last() -> None:
    five = make_instrument(statements=5)
    mine = {"s-01": None, "s-02": 5, "s-03": 9, "s-04": 8, "s-05": 5}
    theirs = {"s-01": 10, "s-02": 5, "s-03": 3, "s-04": 7, "s-05": 4}

    lines = widest_gap_first(compare(five, mine, theirs))

    assert [line.statement.id for line in lines] == ["s-03", "s-04", "s-05", "s-02", "s-01"]


def test_without_a_second_rater_the_order_is_the_instruments() -> None:
    lines = widest_gap_first(compare(TWO, {"s-01": 2, "s-02": 9}))

    assert [line.statement.id for line in lines] == ["s-01", "s-02"]


def test_the_statements_stand_in_the_order_of_the_instrument() -> None:
    ids = [each.statement.id for each in compare(TWO, {"s-02": 1, "s-01": 2})]

    assert ids == ["s-01", "s-02"]


def test_those_not_sure_are_counted() -> None:
    assert unsure_count({"s-01": None, "s-02": 3, "s-03": None}) == 2


def test_the_chart_reaches_from_the_lowest_to_the_highest_rating() -> None:
    assert scale_of(make_instrument(low=0, high=4)) == (0, 4)
