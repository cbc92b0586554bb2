"""What a link opens, and what comes next: cases in a table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.screening.candidate_steps import (
    Access,
    Journey,
    Step,
    access_of,
    has_reached,
    is_just_withdrawn,
    next_step,
)
from app.screening.candidate_wording import contact_link
from tests.factories import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def journey(**moments: Any) -> Journey:
    return Journey(**{"expires_at": NOON + 7 * DAY} | moments)


BEGUN: dict[str, Any] = {"consented_at": NOON, "lesson_read_at": NOON, "closes_at": NOON + HOUR}
SUBMITTED = BEGUN | {"submitted_at": NOON}


@pytest.mark.parametrize(
    ("moments", "after", "access"),
    [
        ({}, 0 * DAY, Access.OPEN),
        ({}, 7 * DAY - HOUR, Access.OPEN),
        ({}, 7 * DAY, Access.GONE),
        ({"consented_at": NOON}, 7 * DAY, Access.GONE),
        (BEGUN, HOUR, Access.OPEN),
        (BEGUN, 7 * DAY, Access.FINISHING),
        (BEGUN | {"closes_at": None}, 7 * DAY, Access.GONE),
        (BEGUN | {"revoked_at": NOON}, 7 * DAY, Access.GONE),
        (SUBMITTED, HOUR, Access.OPEN),
        (SUBMITTED, 7 * DAY, Access.THANKS),
        (SUBMITTED, 30 * DAY - HOUR, Access.THANKS),
        (SUBMITTED, 30 * DAY, Access.GONE),
        (SUBMITTED | {"decided_at": NOON}, HOUR, Access.THANKS),
        (SUBMITTED | {"decided_at": NOON}, 30 * DAY, Access.GONE),
        ({"decided_at": NOON}, HOUR, Access.GONE),
        (BEGUN | {"decided_at": NOON}, HOUR, Access.GONE),
        ({"revoked_at": NOON}, HOUR, Access.GONE),
        (SUBMITTED | {"revoked_at": NOON}, HOUR, Access.GONE),
        ({"withdrawn_at": NOON}, HOUR, Access.GONE),
        (SUBMITTED | {"withdrawn_at": NOON}, HOUR, Access.GONE),
        (SUBMITTED | {"hired_at": NOON}, HOUR, Access.GONE),
        ({"is_candidate": False}, HOUR, Access.GONE),
        (SUBMITTED | {"is_candidate": False}, HOUR, Access.GONE),
    ],
)
def test_what_a_link_opens(moments: dict[str, Any], after: timedelta, access: Access) -> None:
    assert access_of(journey(**moments), now=NOON + after) == access


@pytest.mark.parametrize(
    ("moments", "offers_self", "step"),
    [
        ({}, True, Step.CONSENT),
        ({"consented_at": NOON}, True, Step.LESSON),
        ({"consented_at": NOON, "lesson_read_at": NOON}, True, Step.QUIZ),
        (BEGUN, True, Step.QUIZ),
        (SUBMITTED, True, Step.SELF),
        (SUBMITTED, False, Step.THANKS),
        (SUBMITTED | {"rated_at": NOON}, True, Step.THANKS),
    ],
)
def test_what_comes_next(moments: dict[str, Any], offers_self: bool, step: Step) -> None:
    assert next_step(journey(**moments), offers_self=offers_self) == step


@pytest.mark.parametrize(
    ("moments", "reached"),
    [
        ({}, {Step.CONSENT}),
        ({"consented_at": NOON}, {Step.CONSENT, Step.LESSON}),
        (BEGUN, {Step.CONSENT, Step.LESSON, Step.QUIZ}),
        (SUBMITTED, set(Step)),
    ],
)
def test_no_step_comes_before_its_turn(moments: dict[str, Any], reached: set[Step]) -> None:
    assert {step for step in Step if has_reached(journey(**moments), step)} == reached


def test_that_one_withdrew_is_told_for_thirty_days() -> None:
    withdrawn = journey(withdrawn_at=NOON)

    assert is_just_withdrawn(withdrawn, now=NOON + 29 * DAY)
    assert not is_just_withdrawn(withdrawn, now=NOON + 30 * DAY)
    assert not is_just_withdrawn(journey(), now=NOON)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("李敏 021-5550 0000", '李敏 <a href="tel:02155500000">021-5550 0000</a>'),
        (
            "+86 138 0013 8000（微信同号）",
            '<a href="tel:+8613800138000">+86 138 0013 8000</a>（微信同号）',
        ),
        ("三楼人事部", "三楼人事部"),
        ("分机 8012", "分机 8012"),
        ("<b> 13800138000", '&lt;b&gt; <a href="tel:13800138000">13800138000</a>'),
        ("", ""),
    ],
)
def test_a_telephone_number_dials(contact: str, shown: str) -> None:
    assert str(contact_link(contact)) == shown
