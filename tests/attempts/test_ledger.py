"""What becomes of an answer that arrives, as tables."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from app.attempts.ledger import (
    Closed,
    Elsewhere,
    Given,
    Holding,
    Rules,
    SequenceUsed,
    Standing,
    State,
    Twin,
    refuse_other,
    seconds_left,
    state_of,
    surprised,
    to_tell,
)
from app.markup.texts import Text
from app.quizzes.model import TrueFalse
from tests.factories import NOON

ITEM = TrueFalse(id="a", stem=Text("?", "?", "?"), answer=True)
MINE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
GRACE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
YES: dict[str, Any] = {"value": True}
GIVEN = Given("a", YES, is_flagged=False)
HELD = Holding(3, MINE, NOON, {"value": False})


def becomes(standing: Standing, *, sequence: int = 5, tells: bool = False) -> State:
    """What becomes of an answer at noon."""
    rules = Rules(GRACE, tells_at_once=tells)
    return state_of(GIVEN, ITEM, sequence, standing, now=NOON, rules=rules)


OPEN: list[tuple[str, Standing, State]] = [
    ("the first", Standing(None, None), State.KEPT),
    ("one more", Standing(None, None, holding=HELD, newest=4), State.KEPT),
    ("an older one", Standing(None, None, holding=HELD, newest=6), State.SUPERSEDED),
    ("in time", Standing(NOON + SECOND, None), State.KEPT),
    ("at the end of the grace", Standing(NOON - GRACE, None), State.KEPT),
    ("after the grace", Standing(NOON - GRACE - SECOND, None), State.LATE),
    ("an older one, late", Standing(NOON - GRACE - SECOND, None, newest=6), State.LATE),
    ("closed by the sweep", Standing(NOON - GRACE * 2, NOON - SECOND), State.LATE),
    ("handed in at the end", Standing(NOON - SECOND, NOON - SECOND), State.LATE),
]


@pytest.mark.parametrize(("standing", "state"), [case[1:] for case in OPEN], ids=lambda _: "")
def test_what_becomes_of_an_answer(standing: Standing, state: State) -> None:
    assert becomes(standing) == state


SHUT: list[tuple[str, Standing, bool]] = [
    ("handed in, no limit", Standing(None, NOON - SECOND), False),
    ("handed in before the end", Standing(NOON - SECOND, NOON - SECOND * 2), False),
    ("answered for good", Standing(None, None, holding=HELD), True),
    ("answered for good, late", Standing(NOON - GRACE * 2, None, holding=HELD), True),
]


@pytest.mark.parametrize(("standing", "tells"), [case[1:] for case in SHUT])
def test_what_is_not_taken(standing: Standing, tells: bool) -> None:
    with pytest.raises(Closed):
        becomes(standing, tells=tells)


def test_where_nothing_was_answered_yet_the_answer_is_not_final() -> None:
    held = Holding(1, MINE, NOON, None)

    assert becomes(Standing(None, None, holding=held), tells=True) == State.KEPT


@pytest.mark.parametrize(
    ("client", "knew", "is_surprise"),
    [(MINE, None, False), (OTHER, None, True), (OTHER, 2, True), (OTHER, 3, False)],
)
def test_who_is_told_of_a_mismatch(client: uuid.UUID, knew: int | None, is_surprise: bool) -> None:
    found = surprised(Standing(None, None, holding=HELD), client, knew)

    assert (found is not None) == is_surprise


def test_a_form_without_script_is_always_another_browser() -> None:
    standing = Standing(None, None, holding=Holding(3, None, NOON, YES))

    assert surprised(standing, MINE, None) is not None
    assert surprised(Standing(None, None), MINE, None) is None


def test_what_this_answer_replaced_is_not_told_as_changed_elsewhere() -> None:
    changed = (Elsewhere("a", 3, NOON), Elsewhere("b", 4, NOON))
    standing = Standing(None, None, elsewhere=changed)

    assert [each.item for each in to_tell(standing, GIVEN, State.KEPT)] == ["b"]
    assert [each.item for each in to_tell(standing, GIVEN, State.SUPERSEDED)] == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [
        Given("b", YES, is_flagged=False),
        Given("a", None, is_flagged=False),
        Given("a", YES, is_flagged=True),
    ],
)
def test_another_answer_under_the_same_number_is_refused(other: Given) -> None:
    refuse_other(GIVEN, Twin(1, GIVEN, State.KEPT, NOON))
    with pytest.raises(SequenceUsed):
        refuse_other(other, Twin(1, GIVEN, State.KEPT, NOON))


def test_the_time_left_ends_at_zero() -> None:
    assert seconds_left(None, now=NOON) is None
    assert seconds_left(NOON + timedelta(minutes=1.5), now=NOON) == 90.0
    assert seconds_left(NOON - SECOND, now=NOON) == 0.0
