"""Plans with lessons alone, what is seen on site, and stages that nobody asks for by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from app.courses.checklists import Checklist
from app.courses.model import Path
from app.learning.plan import Plan, PlanStage, plans_of
from app.learning.standing import course_standings
from app.learning.steps import Step, next_step
from app.learning.today import due_items
from app.library.queries import Library
from tests.learning.shelf import (
    make_course,
    make_instrument,
    make_library,
    make_path,
    make_standing,
    text,
)

ANCHOR = date(2026, 11, 12)
LATE = date(2027, 12, 1)
ROUND = Checklist("round", text("round"), "round", ())


def library(path: Path) -> Library:
    return make_library(
        make_course("desk", lessons=2),
        make_course("phone", lessons=2),
        make_instrument("aptitude"),
        ROUND,
        path,
    )


PATH = make_path(
    (None, ["course:phone"]),
    (1, ["lesson:desk/l1", "checklist:round"]),
    (7, ["instrument:aptitude"]),
)


def seen(*done: str, path: Path = PATH) -> tuple[Plan, Step | None, list[tuple[str, str]]]:
    """The plan, the next step, and what is late in a year."""
    shelf = library(path)
    standing = make_standing(*done, paths={"plan": ANCHOR})
    courses = course_standings(shelf, standing)
    plans = plans_of(standing, courses, shelf)
    due = due_items(courses, plans, LATE)
    return (
        plans[0],
        next_step(courses, plans, standing, shelf),
        [(each.kind, each.slug) for each in due],
    )


def stages(*done: str, path: Path = PATH) -> tuple[PlanStage, ...]:
    return seen(*done, path=path)[0].stages


def test_a_lesson_of_a_plan_is_done_when_it_was_read() -> None:
    assert [item.is_done for item in stages()[1].items] == [False, False]
    assert [item.is_done for item in stages("lesson:desk/l1")[1].items] == [True, False]


def test_what_is_seen_on_site_holds_nobody_up() -> None:
    stage = stages("lesson:desk/l1")[1]

    assert (stage.state, stage.left_count) == ("done", 0)
    assert stages("lesson:desk/l1")[2].state == "now"


def test_a_stage_with_nothing_but_what_is_seen_on_site_is_never_the_present_one() -> None:
    path = make_path((1, ["checklist:round"]), (7, ["course:desk"]))

    assert [stage.state for stage in stages(path=path)] == ["", "now"]


def test_a_voluntary_stage_has_no_day_and_is_not_the_present_one() -> None:
    voluntary, first, _later = stages()

    assert (voluntary.due_on, voluntary.state) == (None, "")
    assert (first.due_on, first.state) == (date(2026, 11, 13), "now")


def test_a_voluntary_stage_can_be_done() -> None:
    assert stages("lesson:phone/l1", "lesson:phone/l2")[0].state == "done"


def test_nothing_voluntary_or_seen_on_site_is_ever_late() -> None:
    _plan, _step, late = seen()

    assert late == [("lesson", "desk/l1"), ("instrument", "aptitude")]


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), ("lesson", "desk/l1")),
        # The course of that lesson is begun by it; the plan goes first all the same.
        (("lesson:desk/l1",), ("instrument", "aptitude")),
        (("lesson:desk/l1", "instrument:aptitude"), ("lesson", "desk/l2")),
        (("lesson:desk/l1", "lesson:desk/l2", "instrument:aptitude"), ("lesson", "phone/l1")),
    ],
)
def test_what_is_asked_goes_before_what_was_begun_and_both_before_what_is_voluntary(
    done: tuple[str, ...], expected: tuple[str, str]
) -> None:
    _plan, step, _late = seen(*done)

    assert step is not None
    assert (step.kind, step.slug) == expected


def test_a_step_that_is_a_lesson_alone_brings_its_minutes() -> None:
    _plan, step, _late = seen()

    assert step is not None
    assert step.course is None
    assert step.lesson is not None
    assert step.lesson.minutes == 5


def test_before_probation_ends_is_half_a_year_after_the_beginning() -> None:
    stage = changed(PATH, is_before_probation_ends=True)

    assert stages(path=stage)[0].due_on == date(2027, 5, 12)


def test_a_yearly_stage_says_so() -> None:
    path = make_path((365, ["instrument:aptitude"]))

    assert stages(path=changed(path, is_yearly=True))[0].is_yearly


def changed(path: Path, **values: Any) -> Path:
    """The plan with its first stage changed."""
    first = msgspec.structs.replace(path.stages[0], **values)
    return msgspec.structs.replace(path, stages=(first, *path.stages[1:]))
