"""Where a person stands in her courses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.courses.model import Position, Screening
from app.learning.standing import (
    Done,
    Standing,
    course_standing,
    course_standings,
    names_in,
    urgency,
)
from tests.learning.shelf import (
    FRIDAY,
    NOON,
    make_course,
    make_library,
    make_path,
    make_quiz,
    make_standing,
    text,
)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-30, "late"), (-1, "late"), (0, "due"), (1, "due"), (7, "due"), (8, ""), (400, "")],
)
def test_what_is_due_presses_from_a_week_before(days: int, expected: str) -> None:
    assert urgency(FRIDAY + timedelta(days=days), FRIDAY) == expected


def test_what_has_no_day_never_presses() -> None:
    assert urgency(None, FRIDAY) == ""


def test_own_courses_come_in_the_order_of_their_days_and_others_as_the_plans_have_them() -> None:
    slugs = ("amber", "begun", "late", "planned", "soon", "voluntary", "zebra")
    courses = [each for slug in slugs for each in make_course(slug)]
    plan = make_path((1, ["course:zebra", "course:planned"]))
    standing = make_standing(
        "lesson:begun/l1",
        enrolled={
            "voluntary": None,
            "soon": date(2026, 11, 25),
            "late": date(2026, 11, 1),
        },
    )

    standings = course_standings(make_library(courses, plan), standing)

    assert [each.course.slug for each in standings] == [
        "late",
        "soon",
        "voluntary",
        "begun",
        "zebra",
        "planned",
        "amber",
    ]
    assert [each.is_own for each in standings] == [True] * 4 + [False] * 3


def test_what_candidates_read_is_offered_to_nobody_else_and_stays_with_whoever_took_it() -> None:
    position = Position(
        "guard",
        text("guard"),
        {},
        text("about"),
        screening=Screening(lesson="look/l1", quiz="look"),
    )
    library = make_library(make_course("look", lessons=1), make_course("telephone"), position)

    def courses(*done: str) -> list[str]:
        return [each.course.slug for each in course_standings(library, make_standing(*done))]

    assert courses() == ["telephone"]
    assert courses("lesson:look/l1", "course:look") == ["look", "telephone"]


def test_the_next_lesson_has_its_place_in_the_course() -> None:
    course = make_course("telephone", lessons=3, quiz="telephone")
    library = make_library(course, make_quiz("telephone"))

    def number(*done: str) -> int:
        standing = course_standing(course[0], library, make_standing(*done))
        return standing.number_of_next_lesson

    assert number() == 1
    assert number("lesson:telephone/l1") == 2
    assert number("lesson:telephone/l2") == 1
    assert number(*(f"lesson:telephone/l{n}" for n in (1, 2, 3))) == 0


def test_a_course_that_got_a_new_lesson_is_not_completed_any_more() -> None:
    course = make_course("telephone", lessons=2)
    done = ("lesson:telephone/l1", "course:telephone")

    standing = course_standing(course[0], make_library(course), make_standing(*done))

    assert standing.completed_at is None
    assert standing.progress.next_step == ("lesson", "telephone/l2")


def test_the_last_of_several_completions_counts() -> None:
    name = ("lesson", "telephone/l1")
    later = NOON + timedelta(days=3)

    standing = Standing(done=(Done(name, later), Done(name, NOON)))

    assert standing.completed == {name: later}


def test_a_course_is_made_of_its_lessons_its_quiz_and_itself() -> None:
    course = make_course("telephone", lessons=2, quiz="phone")[0]

    assert names_in(course) == [
        ("lesson", "telephone/l1"),
        ("lesson", "telephone/l2"),
        ("quiz", "phone"),
        ("course", "telephone"),
    ]
