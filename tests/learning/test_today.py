"""What today holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.learning.plan import plans_of
from app.learning.standing import course_standings
from app.learning.today import day_number, daytime, due_items
from tests.learning.shelf import (
    FRIDAY,
    make_course,
    make_instrument,
    make_library,
    make_path,
    make_standing,
)


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (4, "evening"),
        (5, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
        (23, "evening"),
    ],
)
def test_people_greet_by_the_clock_of_their_unit(hour: int, expected: str) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=hour - 8)

    assert daytime(at, "Asia/Shanghai") == expected


@pytest.mark.parametrize(
    ("hired_on", "expected"),
    [
        (FRIDAY, 1),
        (date(2026, 11, 12), 9),
        (date(2026, 11, 21), None),
        (None, None),
    ],
)
def test_the_day_of_hiring_is_day_1(hired_on: date | None, expected: int | None) -> None:
    assert day_number(hired_on, FRIDAY) == expected


def test_late_and_soon_stand_in_the_order_of_their_days_and_done_or_distant_things_do_not() -> None:
    library = make_library(
        *(make_course(slug, lessons=1) for slug in ("done", "late", "soon", "distant", "free")),
        make_instrument("aptitude"),
        make_path((3, ["instrument:aptitude"]), (4, ["course:late"])),
    )
    standing = make_standing(
        "lesson:done/l1",
        enrolled={
            "done": date(2026, 11, 1),
            "late": date(2026, 11, 19),
            "soon": date(2026, 11, 27),
            "distant": date(2026, 11, 28),
            "free": None,
        },
        paths={"plan": date(2026, 11, 18)},
    )
    courses = course_standings(library, standing)

    due = due_items(courses, plans_of(standing, courses, library), FRIDAY)

    assert [(each.kind, each.slug, each.urgency) for each in due] == [
        ("course", "late", "late"),
        ("instrument", "aptitude", "due"),
        ("course", "soon", "due"),
    ]
    assert due[0].due_on == date(2026, 11, 19), "the enrolment's own day counts"
