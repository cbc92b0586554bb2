"""Reliability and agreement, against published tables, by hand, and for what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.appraisals.reliability import (
    agreement,
    alpha,
    alpha_interval,
    complete,
    item_rest,
    mean,
    mean_difference,
    mean_squares,
    same_order,
    share_within,
    spread,
)

#: Shrout and Fleiss (1979), Psychological Bulletin 86, table 2: four judges rate six targets.
SIX_TARGETS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
#: Chatterjee and Price (1977), Regression Analysis by Example, section 3.7 (in R: attitude): in
#: thirty departments, per cent of favourable answers to seven questions.
ATTITUDE = {
    "rating": "43 63 71 61 81 43 58 71 72 67 64 67 69 68 77 81 74 65 65 50 50 64 53 40 63 66 78 48 "
    "85 82",
    "complaints": "51 64 70 63 78 55 67 75 82 61 53 60 62 83 77 90 85 60 70 58 40 61 66 37 54 77 "
    "75 57 85 82",
    "privileges": "30 51 68 45 56 49 42 50 72 45 53 47 57 83 54 50 64 65 46 68 33 52 52 42 42 66 "
    "58 44 71 39",
    "learning": "39 54 69 47 66 44 56 55 67 47 58 39 42 45 72 72 69 75 57 54 34 62 50 58 48 63 74 "
    "45 71 59",
    "raises": "61 63 76 54 71 54 66 70 71 62 58 59 55 59 79 60 79 55 75 64 43 66 63 50 66 88 80 51 "
    "77 64",
    "critical": "92 73 86 84 83 49 68 66 83 80 67 74 63 77 77 54 79 80 85 78 64 80 80 57 75 76 78 "
    "83 74 78",
    "advance": "45 47 48 35 47 34 35 41 31 41 34 41 25 35 46 36 63 60 46 52 33 41 37 49 33 72 49 "
    "38 55 39",
}
ATTITUDES = list(zip(*(map(int, each.split()) for each in ATTITUDE.values()), strict=True))
#: Totals 3, 2, 1, 0. V of the columns 1/4, 1/3, 1/4, of the totals 5/3: 3/2 * (1 - 1/2) = 3/4.
STAIRS = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)]


def test_the_mean_squares_of_shrout_and_fleiss() -> None:
    found = mean_squares(SIX_TARGETS)

    assert found is not None
    assert (found.n, found.k) == (6, 4)
    # Their table 3: BMS 11.24, JMS 32.49, EMS 1.02.
    assert found.targets == pytest.approx(11.24, abs=0.005)
    assert found.raters == pytest.approx(32.49, abs=0.005)
    assert found.error == pytest.approx(1.02, abs=0.005)


def test_the_intraclass_correlations_of_shrout_and_fleiss() -> None:
    # Their table 4: ICC(2,1) = .29, ICC(3,1) = .71.
    assert agreement(SIX_TARGETS) == pytest.approx(0.29, abs=0.005)
    assert same_order(SIX_TARGETS) == pytest.approx(0.71, abs=0.005)


def test_alpha_is_the_consistency_of_the_mean_of_the_judges() -> None:
    # Their table 4 as well: ICC(3,4) = .91, which is alpha (McGraw and Wong, 1996).
    assert alpha(SIX_TARGETS) == pytest.approx(0.91, abs=0.005)


def test_alpha_and_item_rest_of_the_attitudes() -> None:
    # As psych::alpha(attitude) gives them (raw_alpha, r.drop): Revelle, manual of psych for R.
    assert alpha(ATTITUDES) == pytest.approx(0.84, abs=0.005)
    rests = [item_rest(ATTITUDES, place) for place in range(7)]
    assert rests == pytest.approx([0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46], abs=0.005)
    assert spread([row[0] for row in ATTITUDES]) == pytest.approx(12.17, abs=0.005)


def test_the_stairs_are_as_reckoned_by_hand() -> None:
    assert alpha(STAIRS) == pytest.approx(0.75)
    # Of the first column with the rest 2, 1, 0, 0: (1/4) / sqrt(1/4 * 11/12) = sqrt(3/11).
    assert item_rest(STAIRS, 0) == pytest.approx((3 / 11) ** 0.5)


@pytest.mark.parametrize(
    "rows",
    [[], [(5, 5, 5)], [(5, 5, 5), (5, 5, 5)], [(5,), (7,)], [(1, 3), (2, 2), (3, 1)]],
    ids=["none", "one", "all the same", "one statement", "totals all the same"],
)
def test_where_nobody_differs_there_is_no_alpha(rows: list[tuple[int, ...]]) -> None:
    assert alpha(rows) is None
    assert alpha_interval(alpha(rows), rows) is None


@pytest.mark.parametrize("rows", [[], [(5, 6)], [(0.1, 0.1), (0.1, 0.1)], [(5,), (6,)]])
def test_where_nobody_differs_there_is_no_agreement(rows: list[tuple[float, ...]]) -> None:
    assert agreement(rows) is None
    assert same_order(rows) is None


def test_a_statement_on_which_all_are_the_same_goes_with_nothing() -> None:
    assert item_rest([(5, 1), (5, 2), (5, 3)], 0) is None


def test_a_row_with_cannot_say_is_left_out_whole() -> None:
    assert complete([(1, 2), (None, 3), (4, None), (5, 6)]) == [[1, 2], [5, 6]]


def test_the_difference_of_pairs_is_students() -> None:
    # Differences -1, -2, -3: mean -2, s = 1, t(2; .975) = 4.3027, half width 4.3027 / sqrt(3).
    found, interval = mean_difference([(5, 4), (6, 4), (7, 4)]) or (None, None)

    assert found == pytest.approx(-2)
    assert interval == pytest.approx((-2 - 2.4841, -2 + 2.4841), abs=1e-3)
    assert mean_difference([(5, 4), (6, 5)]) == (-1, None)
    assert mean_difference([]) is None


def test_shares_of_the_same_number_and_of_one_apart() -> None:
    pairs = [(5, 5), (5, 6), (5, 7), (9, 8)]

    assert (share_within(pairs, 0), share_within(pairs, 1)) == (0.25, 0.75)
    assert share_within([], 0) is None
    assert mean([]) is None
    assert spread([3]) is None


SCORES = st.integers(1, 10)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.tuples(*[SCORES] * width), min_size=2, max_size=12)
)


@given(TABLES, st.integers(-5, 5))
def test_alpha_and_order_do_not_change_when_one_column_is_shifted(
    rows: list[tuple[int, ...]], shift: int
) -> None:
    shifted = [(row[0] + shift, *row[1:]) for row in rows]

    assert alpha(shifted) == pytest.approx(alpha(rows), abs=1e-9)
    assert same_order(shifted) == pytest.approx(same_order(rows), abs=1e-9)


@given(st.lists(SCORES, min_size=2, max_size=12).filter(lambda found: len(set(found)) > 1))
def test_who_gives_the_same_agrees_wholly(scores: list[int]) -> None:
    rows = [(score, score) for score in scores]

    assert alpha(rows) == agreement(rows) == same_order(rows) == pytest.approx(1)
    assert share_within(rows, 0) == 1


@given(TABLES)
def test_no_figure_is_ever_above_one(
    rows: list[tuple[int, ...]],
) -> None:
    found = [alpha(rows), agreement(rows), same_order(rows), item_rest(rows, 0)]

    assert all(each <= 1 + 1e-9 for each in found if each is not None)
