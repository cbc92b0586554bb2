"""Which of a person's own ratings and of another's stand side by side."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.appraisals.pairing import (
    DAYS,
    HandedIn,
    RatingState,
    counterpart,
    scales_of,
    state_of,
    unanswered,
)
from tests.appraisals.instruments import make_instrument
from tests.factories import NOON

TEN = scales_of(make_instrument())


def handed_in(
    day: float, *, number: int = 1, scales: frozenset[tuple[str, int, int]] = TEN
) -> HandedIn:
    """A rating that was handed in so many days after the first noon."""
    return HandedIn(UUID(int=number), NOON + timedelta(days=day), scales)


OWN = handed_in(100)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        ([100], 100),
        ([100 + DAYS], 100 + DAYS),
        ([100 - DAYS], 100 - DAYS),
        ([100 + DAYS + 0.01], None),
        ([100 - DAYS - 0.01], None),
        ([90, 120, 110], 120),
        ([90, 300], 90),
    ],
)
def test_beside_a_rating_stands_the_latest_of_the_other_side_within_ninety_days(
    days: list[float], expected: float | None
) -> None:
    found = counterpart(OWN, [handed_in(day) for day in days])

    assert (found and found.at) == (None if expected is None else handed_in(expected).at)


def test_of_two_at_the_same_moment_the_one_made_later_counts() -> None:
    both = [handed_in(101, number=2), handed_in(101, number=3)]

    assert counterpart(OWN, both) == counterpart(OWN, both[::-1]) == both[1]


@pytest.mark.parametrize(
    "other", [make_instrument(statements=9), make_instrument(high=5), make_instrument(low=0)]
)
def test_ratings_of_other_statements_or_on_another_scale_are_not_compared(other: object) -> None:
    assert counterpart(OWN, [handed_in(100, scales=scales_of(other))]) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "others", "is_begun", "expected"),
    [
        ([], [], False, RatingState.NONE),
        ([], [100], False, RatingState.NONE),
        ([], [], True, RatingState.BEGUN),
        ([100], [], False, RatingState.HANDED_IN),
        ([100], [300], False, RatingState.HANDED_IN),
        ([100], [150], False, RatingState.BOTH_IN),
        ([100, 300], [150], False, RatingState.HANDED_IN),
        ([100], [150], True, RatingState.BEGUN),
    ],
)
def test_the_state_is_that_of_the_latest_rating(
    given: list[float], others: list[float], is_begun: bool, expected: RatingState
) -> None:
    mine, theirs = [handed_in(day) for day in given], [handed_in(day) for day in others]

    assert state_of(mine, theirs, is_begun=is_begun) == expected


@pytest.mark.parametrize(
    ("given", "others", "expected"),
    [
        ([], [], None),
        ([], [100], 100),
        ([], [80, 100], 100),
        ([], [5], None),
        ([90], [100], None),
        ([90, 95], [60, 100], None),
        ([5], [100], 100),
    ],
)
def test_what_nobody_has_answered_waits_for_ninety_days(
    given: list[float], others: list[float], expected: float | None
) -> None:
    found = unanswered(
        [handed_in(day) for day in given],
        [handed_in(day) for day in others],
        now=NOON + timedelta(days=120),
    )

    assert (found and found.at) == (None if expected is None else handed_in(expected).at)
