"""What many sheets say about an instrument: gates, whose sheets count, and from when on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from app.appraisals.pairing import HandedIn, scales_of
from app.appraisals.report import Rated, Report, report_of
from tests.appraisals.instruments import make_instrument
from tests.appraisals.sheets import values_of
from tests.factories import NOON

INSTRUMENT = make_instrument()
BOSS = 10**6


def sheet(
    person: int, values: Sequence[int | None], *, hour: float = 0, rater: int | None = None
) -> Rated:
    """A sheet about a person, by herself unless a rater is named."""
    who = UUID(int=person if rater is None else rater)
    number = UUID(int=who.int * 10**9 + person * 10**5 + int(hour * 10))
    handed_in = HandedIn(number, NOON + timedelta(hours=hour), scales_of(INSTRUMENT), who)
    ratings = {each.id: value for each, value in zip(INSTRUMENT.statements, values, strict=True)}
    return Rated(handed_in, UUID(int=person), ratings)


def many(count: int, *, with_boss: bool = False) -> list[Rated]:
    """So many people, an hour apart, and with a boss also what she gave: one less each time."""
    own = [sheet(each, values_of(each), hour=each) for each in range(1, count + 1)]
    if not with_boss:
        return own
    lower = ([max(1, value - 1) for value in values_of(each)] for each in range(1, count + 1))
    given = [
        sheet(each, values, hour=each + 0.5, rater=BOSS) for each, values in enumerate(lower, 1)
    ]
    return own + given


def told(report: Report) -> dict[str, bool]:
    """Which figures are told."""
    return {
        "mean": report.lines[0].mean is not None,
        "rest": report.lines[0].item_rest is not None,
        "alpha": report.alpha is not None,
        "agreement": report.agreement is not None,
    }


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (9, set()),
        (10, {"mean"}),
        (19, {"mean"}),
        (20, {"mean", "agreement"}),
        (29, {"mean", "agreement"}),
        (30, {"mean", "agreement", "alpha", "rest"}),
    ],
)
def test_each_figure_is_told_from_its_number_of_sheets_on(count: int, expected: set[str]) -> None:
    report = report_of(INSTRUMENT, many(count, with_boss=True))

    assert {name for name, is_told in told(report).items() if is_told} == expected


def test_figures_stand_still_until_ten_more_sheets_are_in() -> None:
    before, after = report_of(INSTRUMENT, many(30)), report_of(INSTRUMENT, many(39))

    assert before == after
    assert report_of(INSTRUMENT, many(40)).n == 40


def test_of_a_person_who_repeats_only_the_latest_sheet_counts() -> None:
    again = [sheet(each, [10] * 10, hour=1000 + each) for each in range(1, 11)]

    report = report_of(INSTRUMENT, many(10) + again)

    assert report.n == 10
    assert {line.mean for line in report.lines} == {10}


def test_a_sheet_with_not_sure_does_not_count_and_the_one_before_it_does() -> None:
    unsure = [sheet(each, [None] + [10] * 9, hour=1000 + each) for each in range(1, 11)]

    assert report_of(INSTRUMENT, many(10) + unsure) == report_of(INSTRUMENT, many(10))


def test_sheets_on_other_statements_do_not_count() -> None:
    report = report_of(make_instrument(high=5), many(40, with_boss=True))

    assert (report.n, report.pairs) == (0, 0)


def test_agreement_is_between_a_person_and_who_leads_her_in_the_same_round() -> None:
    report = report_of(INSTRUMENT, many(20, with_boss=True))

    assert report.agreement is not None
    assert report.pairs == 20
    assert report.agreement.difference < 0
    line = report.agreement.lines[0]
    assert line.own_mean > line.other_mean
    assert line.within_one == 1
    assert line.exact == pytest.approx(sum(values_of(each)[0] == 1 for each in range(1, 21)) / 20)


def test_pairs_in_which_somebody_could_not_say_do_not_count() -> None:
    sheets = many(20, with_boss=True)
    unsure = [
        sheet(each, [None] * 10, hour=each + 0.5, rater=BOSS) if not found.is_own else found
        for each, found in enumerate(sheets, -19)
    ]

    assert report_of(INSTRUMENT, unsure).pairs == 0
