"""The same statements as one or two people rated them."""

from __future__ import annotations

import pytest

from app.appraisals.comparison import compare, scale_of, unsure_count
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


def test_the_statements_stand_in_the_order_of_the_instrument() -> None:
    ids = [each.statement.id for each in compare(TWO, {"s-02": 1, "s-01": 2})]

    assert ids == ["s-01", "s-02"]


def test_those_not_sure_are_counted() -> None:
    assert unsure_count({"s-01": None, "s-02": 3, "s-03": None}) == 2


def test_the_chart_reaches_from_the_lowest_to_the_highest_rating() -> None:
    assert scale_of(make_instrument(low=0, high=4)) == (0, 4)
