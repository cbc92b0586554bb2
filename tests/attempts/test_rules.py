"""Whether a quiz may be sat now, and until when an answer counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.attempts.models import Attempt
from app.attempts.operations import MOST_MINUTES, minutes_of
from app.attempts.rules import GRACE, Refusal, closing_time, is_too_late, refusal
from app.markup.texts import Text
from app.quizzes.model import Quiz
from tests.factories import NOON


def quiz(
    *, attempts: int | None = None, delay: int | None = None, time_limit: int | None = None
) -> Quiz:
    """A quiz with these rules."""
    return Quiz(
        slug="q",
        title=Text("", "", ""),
        attempts=attempts,
        delay=delay,
        time_limit=time_limit,
        items=(),
    )


def ago(hours: float) -> datetime:
    """So many hours before noon."""
    return NOON - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("rules", "submitted", "wanted"),
    [
        pytest.param(quiz(), [], None, id="no rules, no attempts"),
        pytest.param(quiz(), [ago(1)] * 99, None, id="no rules, many attempts"),
        pytest.param(quiz(attempts=2), [ago(1)], None, id="one of two is used"),
        pytest.param(quiz(attempts=2), [ago(2), ago(1)], Refusal(), id="both are used"),
        pytest.param(quiz(attempts=2), [ago(3), ago(2), ago(1)], Refusal(), id="more than allowed"),
        pytest.param(quiz(delay=24), [], None, id="a delay before the first"),
        pytest.param(quiz(delay=24), [ago(23)], Refusal(ago(-1)), id="an hour too early"),
        pytest.param(quiz(delay=24), [ago(24)], None, id="after exactly the delay"),
        pytest.param(
            quiz(delay=24), [ago(1), ago(48)], Refusal(ago(-23)), id="the latest one counts"
        ),
        pytest.param(quiz(delay=0), [ago(0)], None, id="a delay of nothing"),
        pytest.param(
            quiz(attempts=1, delay=24), [ago(1)], Refusal(), id="waiting would not help either"
        ),
    ],
)
def test_when_an_attempt_is_refused(
    rules: Quiz, submitted: list[datetime], wanted: Refusal | None
) -> None:
    assert refusal(rules, submitted, now=NOON) == wanted


def test_a_time_limit_closes_the_attempt() -> None:
    assert closing_time(quiz(time_limit=10), NOON) == NOON + timedelta(minutes=10)
    assert closing_time(quiz(), NOON) is None


@pytest.mark.parametrize(("extra_time", "minutes"), [(0, 8), (20, 9.6), (50, 12), (100, 16)])
def test_a_person_may_be_given_so_many_per_cent_more(extra_time: int, minutes: float) -> None:
    assert closing_time(quiz(time_limit=8), NOON, extra_time) == NOON + timedelta(minutes=minutes)
    assert closing_time(quiz(), NOON, extra_time) is None


@pytest.mark.parametrize(
    ("late", "too_late"),
    [
        (timedelta(minutes=-1), False),
        (timedelta(0), False),
        (GRACE, False),
        (GRACE + timedelta(microseconds=1), True),
    ],
)
def test_an_answer_on_its_way_still_counts(late: timedelta, too_late: bool) -> None:
    assert is_too_late(NOON, now=NOON + late) == too_late
    assert not is_too_late(None, now=NOON + late)


@pytest.mark.parametrize(
    ("took", "minutes"),
    [
        (timedelta(0), 1),
        (timedelta(seconds=59), 1),
        (timedelta(seconds=60), 1),
        (timedelta(seconds=61), 2),
        (timedelta(minutes=MOST_MINUTES), MOST_MINUTES),
        (timedelta(days=3), MOST_MINUTES),
    ],
)
def test_minutes_are_rounded_up_and_capped(took: timedelta, minutes: int) -> None:
    assert minutes_of(Attempt(started_at=NOON), NOON + took) == minutes
