"""The one next step, and where a finished lesson leads."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from app.learning.plan import plans_of
from app.learning.standing import course_standing, course_standings
from app.learning.steps import Step, lesson_after, lesson_before, name_after, next_step
from tests.learning.shelf import (
    make_course,
    make_instrument,
    make_library,
    make_path,
    make_quiz,
    make_standing,
)

LIBRARY = make_library(
    make_course("alpha", lessons=1),
    make_course("etiquette", lessons=1),
    make_course("telephone", lessons=2, quiz="telephone"),
    make_quiz("telephone"),
    make_quiz("entrance"),
    make_instrument("aptitude"),
    make_path((1, ["course:etiquette"]), (7, ["instrument:aptitude"])),
)
BEGUN = uuid.uuid4()
ETIQUETTE = ("lesson:etiquette/l1",)
TELEPHONE = ("lesson:telephone/l1", "lesson:telephone/l2", "quiz:telephone")


def step(*done: str, **values: Any) -> Step | None:
    standing = make_standing(*done, **values)
    courses = course_standings(LIBRARY, standing)
    return next_step(courses, plans_of(standing, courses, LIBRARY), standing, LIBRARY)


def named(found: Step | None) -> tuple[str, str] | None:
    return (found.kind, found.slug) if found else None


ENROLLED = {"etiquette": date(2026, 11, 20), "telephone": date(2026, 11, 12)}


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), ("lesson", "telephone/l1")),
        (TELEPHONE[:1], ("lesson", "telephone/l2")),
        (TELEPHONE[:2], ("quiz", "telephone")),
        (TELEPHONE, ("lesson", "etiquette/l1")),
        ((*TELEPHONE, *ETIQUETTE), ("course", "alpha")),
    ],
)
def test_enrolments_come_first_in_the_order_of_their_days(
    done: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert named(step(*done, enrolled=ENROLLED)) == expected


def test_then_comes_what_was_begun() -> None:
    found = step(unfinished={("instrument", "aptitude"): BEGUN})

    assert named(found) == ("instrument", "aptitude")
    assert found is not None
    assert found.unfinished_id == BEGUN


def test_a_quiz_that_is_next_in_its_course_is_gone_on_with() -> None:
    found = step(*TELEPHONE[:2], enrolled=ENROLLED, unfinished={("quiz", "telephone"): BEGUN})

    assert named(found) == ("quiz", "telephone")
    assert found is not None
    assert found.unfinished_id == BEGUN


def test_an_enrolled_course_goes_before_what_was_begun() -> None:
    found = step(enrolled=ENROLLED, unfinished={("quiz", "entrance"): BEGUN})

    assert named(found) == ("lesson", "telephone/l1")


def test_a_course_begun_without_enrolment_is_gone_on_with() -> None:
    assert named(step(TELEPHONE[0])) == ("lesson", "telephone/l2")


def test_what_the_plan_asks_for_goes_before_what_is_offered() -> None:
    found = step(*ETIQUETTE, paths={"plan": date(2026, 11, 12)})

    assert named(found) == ("instrument", "aptitude")


def test_a_course_that_the_plan_got_after_the_assignment_is_a_step_too() -> None:
    found = step(paths={"plan": date(2026, 11, 12)})

    assert named(found) == ("lesson", "etiquette/l1")


def test_without_an_assignment_a_course_is_offered_as_the_plans_begin() -> None:
    assert named(step()) == ("course", "etiquette")


def test_an_unfinished_attempt_at_a_withdrawn_quiz_is_no_step() -> None:
    assert named(step(unfinished={("quiz", "withdrawn"): BEGUN})) == ("course", "etiquette")


def test_who_has_done_everything_has_no_step() -> None:
    assert step(*ETIQUETTE, *TELEPHONE, "lesson:alpha/l1") is None


@pytest.mark.parametrize(
    ("done", "lesson", "expected"),
    [
        pytest.param(TELEPHONE[:1], 0, ("lesson", "telephone/l2"), id="on to the next lesson"),
        pytest.param(TELEPHONE[:2], 1, ("quiz", "telephone"), id="the last leads to the quiz"),
        pytest.param(TELEPHONE[1:2], 1, ("quiz", "telephone"), id="even when one was skipped"),
        pytest.param(TELEPHONE, 1, ("course", "telephone"), id="all done"),
        pytest.param(TELEPHONE, 0, ("course", "telephone"), id="all done, whichever lesson"),
        pytest.param(TELEPHONE[1:], 1, ("lesson", "telephone/l1"), id="one is left after the quiz"),
    ],
)
def test_a_finished_lesson_leads_on(
    done: tuple[str, ...], lesson: int, expected: tuple[str, str]
) -> None:
    course = LIBRARY.get("course", "telephone")
    assert course is not None
    standing = course_standing(course.body, LIBRARY, make_standing(*done))

    assert name_after(standing, standing.lessons[lesson]) == expected


def test_a_course_without_a_quiz_ends_with_its_last_lesson() -> None:
    course = LIBRARY.get("course", "alpha")
    assert course is not None
    standing = course_standing(course.body, LIBRARY, make_standing("lesson:alpha/l1"))

    assert name_after(standing, standing.lessons[0]) == ("course", "alpha")


def test_lessons_know_their_neighbours() -> None:
    course = LIBRARY.get("course", "telephone")
    assert course is not None
    standing = course_standing(course.body, LIBRARY, make_standing())
    first, second = standing.lessons

    assert (lesson_before(standing, first), lesson_after(standing, first)) == (None, second)
    assert (lesson_before(standing, second), lesson_after(standing, second)) == (first, None)
