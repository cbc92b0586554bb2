"""Which of a person's own sheets and of another's belong to the same round."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.appraisals.pairing import (
    DAYS,
    HandedIn,
    RatingState,
    Scales,
    rounds_of,
    scales_of,
    state_of,
    unanswered,
)
from tests.appraisals.instruments import make_instrument
from tests.factories import NOON

TEN = scales_of(make_instrument())
#: Who hands in: the person herself, and two who lead her.
RATERS = {"self": UUID(int=1), "boss": UUID(int=2), "above": UUID(int=3)}


def handed_in(written: str, *, scales: Scales = TEN) -> HandedIn:
    """A sheet as 'self 100' or 'boss 100.5 yearly': who, on which day, on which occasion."""
    who, day, occasion = (*written.split(), "own")[:3]
    number = UUID(int=1000 * RATERS[who].int + int(float(day) * 10) + 10**6 * len(occasion))
    return HandedIn(number, NOON + timedelta(days=float(day)), scales, RATERS[who], occasion)


def sides(*written: str) -> tuple[list[HandedIn], list[HandedIn]]:
    """Her own sheets, and those of the others."""
    sheets = [handed_in(each) for each in written]
    own = [each for each in sheets if each.rater_id == RATERS["self"]]
    return own, [each for each in sheets if each not in own]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        # One of each, in whatever order.
        (["self 100", "boss 100"], {"self 100": "boss 100"}),
        (["self 100", "boss 160"], {"self 100": "boss 160"}),
        (["boss 40", "self 100"], {"self 100": "boss 40"}),
        # Too far apart.
        (["self 100", "boss 160.1"], {}),
        (["boss 39.9", "self 100"], {}),
        # Another occasion is another round.
        (["self 100", "boss 100 yearly"], {}),
        (["self 100 probation", "boss 110 yearly", "boss 111"], {}),
        (["self 100 yearly", "boss 101 yearly"], {"self 100 yearly": "boss 101 yearly"}),
        # Of several that wait the nearest: the one that was given last.
        (["boss 90", "boss 95", "self 100"], {"self 100": "boss 95"}),
        (["self 90", "self 95", "boss 100"], {"self 95": "boss 100"}),
        # What was seen stays: a later sheet waits for one that does not know it.
        (["self 100", "boss 110", "self 111"], {"self 100": "boss 110"}),
        (["self 100", "boss 110", "boss 111"], {"self 100": "boss 110"}),
        (["self 90", "self 95", "boss 100", "boss 101"], {"self 95": "boss 100"}),
        # Rounds follow one another, and occasions run side by side.
        (
            ["self 0", "boss 5", "self 365 yearly", "boss 380 yearly"],
            {"self 0": "boss 5", "self 365 yearly": "boss 380 yearly"},
        ),
        (
            ["self 0", "self 3 probation", "boss 5 probation", "boss 6"],
            {"self 3 probation": "boss 5 probation", "self 0": "boss 6"},
        ),
        # A sheet of long ago does not stand in the way of a new round.
        (["self 0", "boss 100", "self 110"], {"self 110": "boss 100"}),
        # Each who leads her has rounds of her own; beside hers stands the one given last.
        (["self 100", "boss 110", "above 120"], {"self 100": "above 120"}),
        (["above 90", "self 100", "boss 95"], {"self 100": "boss 95"}),
    ],
)
def test_rounds_are_made_as_sheets_come_in(sheets: list[str], expected: dict[str, str]) -> None:
    own, others = sides(*sheets)

    found = rounds_of(own, others).beside

    assert found == {handed_in(mine).id: handed_in(theirs) for mine, theirs in expected.items()}


def test_both_sides_see_the_same_rounds() -> None:
    own, others = sides("self 0", "self 10", "boss 12", "boss 50", "self 60 yearly", "self 70")

    mine = {(own_id, other.id) for own_id, other in rounds_of(own, others).beside.items()}
    theirs = {(own.id, other_id) for other_id, own in rounds_of(others, own).beside.items()}

    assert (
        mine
        == theirs
        == {(handed_in("self 10").id, handed_in("boss 12").id)}
        | {(handed_in("self 70").id, handed_in("boss 50").id)}
    )


@pytest.mark.parametrize(
    "other", [make_instrument(statements=9), make_instrument(high=5), make_instrument(low=0)]
)
def test_ratings_of_other_statements_or_on_another_scale_are_not_compared(other: object) -> None:
    foreign = handed_in("boss 100", scales=scales_of(other))  # type: ignore[arg-type]

    assert rounds_of([handed_in("self 100")], [foreign]).beside == {}


@pytest.mark.parametrize(
    ("sheets", "is_begun", "expected"),
    [
        ([], False, RatingState.NONE),
        (["boss 100"], False, RatingState.NONE),
        ([], True, RatingState.BEGUN),
        (["self 100"], False, RatingState.HANDED_IN),
        (["self 100", "boss 300"], False, RatingState.HANDED_IN),
        (["self 100", "boss 150"], False, RatingState.BOTH_IN),
        (["self 100", "boss 150", "self 300"], False, RatingState.HANDED_IN),
        (["self 100", "boss 150"], True, RatingState.BEGUN),
    ],
)
def test_the_state_is_that_of_the_latest_rating(
    sheets: list[str], is_begun: bool, expected: RatingState
) -> None:
    assert state_of(*sides(*sheets), is_begun=is_begun) == expected


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ([], None),
        (["boss 100"], "boss 100"),
        (["boss 80", "boss 100"], "boss 100"),
        (["boss 59"], None),
        (["self 90", "boss 100"], None),
        (["self 90", "boss 95 yearly", "boss 100"], "boss 95 yearly"),
        (["self 5", "boss 100"], "boss 100"),
    ],
)
def test_what_nobody_has_answered_waits_for_sixty_days(
    sheets: list[str], expected: str | None
) -> None:
    found = unanswered(*sides(*sheets), now=NOON + timedelta(days=60 + DAYS))

    assert found == (expected and handed_in(expected))
