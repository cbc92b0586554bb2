"""Whether a quiz may be sat now, and until when an answer counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.attempts.history import history_of
from app.attempts.models import Attempt
from app.attempts.rules import (
    GRACE,
    Refusal,
    Window,
    answers_visible,
    closing_time,
    cut_by,
    end_of_window,
    is_too_late,
    joined_windows,
    refusal,
)
from app.attempts.scoring import MOST_MINUTES, minutes_of
from app.markup.texts import Text
from app.quizzes.drawing import Seen
from app.quizzes.model import Feedback, Quiz
from tests.factories import NOON


def quiz(
    *,
    attempts: int | None = None,
    delay: int | None = None,
    time_limit: int | None = None,
    feedback: Feedback = "submitted",
) -> Quiz:
    """A quiz with these rules."""
    return Quiz(
        slug="q",
        title=Text("", "", ""),
        attempts=attempts,
        delay=delay,
        time_limit=time_limit,
        feedback=feedback,
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
        pytest.param(quiz(attempts=2), [ago(2), ago(1)], Refusal("used"), id="both are used"),
        pytest.param(
            quiz(attempts=2), [ago(3), ago(2), ago(1)], Refusal("used"), id="more than allowed"
        ),
        pytest.param(quiz(delay=24), [], None, id="a delay before the first"),
        pytest.param(quiz(delay=24), [ago(23)], Refusal("wait", ago(-1)), id="an hour too early"),
        pytest.param(quiz(delay=24), [ago(24)], None, id="after exactly the delay"),
        pytest.param(
            quiz(delay=24), [ago(1), ago(48)], Refusal("wait", ago(-23)), id="the latest one counts"
        ),
        pytest.param(quiz(delay=0), [ago(0)], None, id="a delay of nothing"),
        pytest.param(
            quiz(attempts=1, delay=24),
            [ago(1)],
            Refusal("used"),
            id="waiting would not help either",
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


# Windows: between which hours of the day before or after noon a quiz is open.


def window(opens: float, closes: float | None) -> Window:
    """Open from so many hours after noon until so many."""
    return Window(ago(-opens), None if closes is None else ago(-closes))


@pytest.mark.parametrize(
    ("windows", "wanted"),
    [
        pytest.param([], None, id="no window"),
        pytest.param([window(-1, 1)], None, id="open"),
        pytest.param([window(0, 1)], None, id="opens now"),
        pytest.param([window(-1, 0)], Refusal("over", NOON), id="closes now"),
        pytest.param([window(1, 2)], Refusal("early", ago(-1)), id="opens later"),
        pytest.param([window(-2, -1)], Refusal("over", ago(1)), id="was open"),
        pytest.param([window(-2, None)], None, id="has no end"),
        pytest.param([window(-3, -2), window(2, 3)], Refusal("early", ago(-2)), id="between two"),
        pytest.param([window(4, 5), window(2, 3)], Refusal("early", ago(-2)), id="the next one"),
        pytest.param([window(-3, -2), window(-9, -1)], Refusal("over", ago(1)), id="the last end"),
        pytest.param([window(-3, -2), window(-1, 1)], None, id="one of two is open"),
    ],
)
def test_a_quiz_with_windows_is_sat_in_them_only(
    windows: list[Window], wanted: Refusal | None
) -> None:
    assert refusal(quiz(), [], now=NOON, windows=windows) == wanted


def test_used_up_attempts_come_before_the_window_and_the_window_before_the_delay() -> None:
    later = [window(1, 2)]
    used = refusal(quiz(attempts=1), [ago(1)], now=NOON, windows=later)
    waiting = refusal(quiz(delay=24), [ago(1)], now=NOON, windows=later)

    assert used == Refusal("used")
    assert waiting == Refusal("early", ago(-1))


@pytest.mark.parametrize(
    ("windows", "wanted"),
    [
        ([window(0, 1), window(2, 3)], [window(0, 1), window(2, 3)]),
        ([window(2, 3), window(0, 1)], [window(0, 1), window(2, 3)]),
        ([window(0, 2), window(1, 3)], [window(0, 3)]),
        ([window(0, 1), window(1, 2)], [window(0, 2)]),
        ([window(0, 9), window(1, 2)], [window(0, 9)]),
        ([window(0, None), window(1, 2)], [window(0, None)]),
        ([window(0, 3), window(1, None)], [window(0, None)]),
    ],
)
def test_windows_that_touch_are_one(windows: list[Window], wanted: list[Window]) -> None:
    assert joined_windows(windows) == wanted


def test_the_end_is_that_of_the_window_which_is_open() -> None:
    assert end_of_window([window(-1, 1), window(0, 2)], now=NOON) == ago(-2)
    assert end_of_window([window(-1, 1), window(0, None)], now=NOON) is None
    assert end_of_window([window(1, 2)], now=NOON) is None
    assert end_of_window([], now=NOON) is None


@pytest.mark.parametrize(
    ("limit", "extra_time", "end", "closes", "is_cut"),
    [
        pytest.param(30, 0, None, 0.5, False, id="no end"),
        pytest.param(30, 0, 1, 0.5, False, id="the limit comes first"),
        pytest.param(30, 0, 0.5, 0.5, False, id="both together"),
        pytest.param(30, 0, 0.25, 0.25, True, id="the end comes first"),
        pytest.param(30, 100, 0.75, 0.75, True, id="the end takes of her extra time"),
        pytest.param(30, 50, 0.75, 0.75, False, id="her extra time just fits"),
        pytest.param(None, 0, 5, 5, True, id="no limit, but an end"),
    ],
)
def test_an_end_that_takes_of_her_time_is_known_before(
    limit: int | None, extra_time: int, end: float | None, closes: float, is_cut: bool
) -> None:
    rules = quiz(time_limit=limit)
    window_end = None if end is None else ago(-end)

    assert closing_time(rules, NOON, extra_time, window_end) == ago(-closes)
    assert cut_by(rules, extra_time, window_end, now=NOON) == (window_end if is_cut else None)


@pytest.mark.parametrize(
    ("feedback", "windows", "is_visible"),
    [
        ("submitted", [], True),
        ("each", [window(-1, 1)], True),
        ("closed", [], False),
        ("closed", [window(-3, 1)], False),
        ("closed", [window(-3, None)], False),
        ("closed", [window(-3, -1)], True),
        ("closed", [window(-3, 0)], True),
        ("closed", [window(-3, -1), window(-4, 1)], False),
        pytest.param("closed", [window(-3, -1), window(5, 6)], True, id="a later round is another"),
        pytest.param("closed", [window(-1, 1)], False, id="opened after she began"),
        pytest.param("closed", [window(-1, -0.5)], True, id="opened after she began, and closed"),
    ],
)
def test_answers_are_shown_when_nobody_sits_any_more(
    feedback: Feedback, windows: list[Window], is_visible: bool
) -> None:
    assert answers_visible(quiz(feedback=feedback), ago(2), windows, now=NOON) == is_visible


def test_the_history_counts_what_was_shown_and_keeps_the_latest_answer() -> None:
    later = ([{"item": "a"}, {"item": "b"}, {"item": "c"}], {"a": 1.0, "b": 0.5})
    before = ([{"item": "a"}, {"item": "b"}, {"item": "d"}], {"a": 0.0, "b": 1.0, "d": 1.0})

    assert history_of([later, before]) == {
        "a": Seen(2, was_right=True),
        "b": Seen(2, was_right=False),
        "c": Seen(1, was_right=False),
        "d": Seen(1, was_right=True),
    }
