"""On which day a stage of a plan is due."""

from __future__ import annotations

from datetime import date

import pytest

from app.courses.model import Path, PathItem, Stage
from app.enrolments.due import due_before_probation_ends, due_days, due_on, probation_end_of
from app.markup.texts import Text

MONDAY = date(2026, 11, 16)
WORDS = Text("", "", "")


def stage(*courses: str, **values: object) -> Stage:
    items = tuple(PathItem("course", slug) for slug in courses)
    return Stage(**{"id": "s", "title": WORDS, "due": None, "items": items} | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"due": 7}, date(2026, 11, 23)),
        ({"due": 0}, MONDAY),
        ({}, None),
        ({"is_before_probation_ends": True}, date(2027, 5, 16)),
        ({"due": 365, "is_yearly": True}, date(2027, 11, 16)),
    ],
)
def test_a_stage_says_when_it_is_due(values: dict[str, object], day: date | None) -> None:
    assert due_on(stage(**values), MONDAY) == day


@pytest.mark.parametrize(
    ("begun_on", "end"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_probation_ends_half_a_year_later_on_a_day_that_there_is(begun_on: date, end: date) -> None:
    assert probation_end_of(begun_on) == end


def test_the_first_stage_that_asks_for_a_course_counts_and_a_voluntary_one_does_not() -> None:
    path = Path(
        "plan",
        WORDS,
        "assistant",
        (stage("welcome"), stage("welcome", "desk", due=1), stage("desk", due=365)),
    )

    assert due_days(path, MONDAY) == {"welcome": date(2026, 11, 17), "desk": date(2026, 11, 17)}


@pytest.mark.parametrize(
    ("kept", "day"),
    [
        (date(2027, 2, 15), date(2027, 2, 15)),
        (MONDAY, MONDAY),
        # Long over when she took up this position.
        (date(2020, 1, 31), date(2027, 5, 16)),
        (None, date(2027, 5, 16)),
    ],
)
def test_before_probation_ends_is_the_day_that_is_kept(kept: date | None, day: date) -> None:
    last = stage("desk", is_before_probation_ends=True)

    assert due_on(last, MONDAY, kept) == day
    assert due_days(Path("plan", WORDS, "assistant", (last,)), MONDAY, kept) == {"desk": day}
    assert due_on(stage(due=7), MONDAY, kept) == date(2026, 11, 23)


def test_what_was_asked_for_earlier_does_not_wait_for_the_end_of_probation() -> None:
    last = stage("desk", "letters", "welcome", is_before_probation_ends=True)
    path = Path("plan", WORDS, "assistant", (stage("welcome"), stage("desk", due=1), last))

    assert due_before_probation_ends(path) == {"letters", "welcome"}
