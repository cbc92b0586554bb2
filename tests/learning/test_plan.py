"""An onboarding plan, stage by stage."""

from __future__ import annotations

from datetime import date

import pytest

from app.learning.plan import Plan, plans_of
from app.learning.standing import course_standings
from tests.learning.shelf import (
    make_course,
    make_instrument,
    make_library,
    make_path,
    make_quiz,
    make_standing,
)

LIBRARY = make_library(
    make_course("etiquette", lessons=1),
    make_course("telephone", lessons=1),
    make_instrument("aptitude"),
    make_quiz("entrance"),
    make_path(
        (1, ["course:etiquette"]),
        (7, ["course:telephone", "instrument:aptitude"]),
        (30, ["quiz:entrance"]),
        (40, ["course:withdrawn"]),
    ),
)
FIRST = "lesson:etiquette/l1"
SECOND = "lesson:telephone/l1"


def plan(*done: str) -> Plan:
    standing = make_standing(*done, paths={"plan": date(2026, 11, 12)})
    return plans_of(standing, course_standings(LIBRARY, standing), LIBRARY)[0]


@pytest.mark.parametrize(
    ("done", "states"),
    [
        ((), ["now", "", ""]),
        ((FIRST,), ["done", "now", ""]),
        ((FIRST, SECOND), ["done", "now", ""]),
        ((FIRST, SECOND, "instrument:aptitude"), ["done", "done", "now"]),
        ((SECOND, "instrument:aptitude"), ["now", "done", ""]),
        ((FIRST, SECOND, "instrument:aptitude", "quiz:entrance"), ["done"] * 3),
    ],
)
def test_the_first_stage_that_is_not_done_is_the_present_one(
    done: tuple[str, ...], states: list[str]
) -> None:
    assert [stage.state for stage in plan(*done).stages] == states


def test_days_count_from_the_anchor() -> None:
    assert [stage.due_on for stage in plan().stages] == [
        date(2026, 11, 13),
        date(2026, 11, 19),
        date(2026, 12, 12),
    ]


def test_a_stage_counts_what_is_done_and_what_is_left() -> None:
    stage = plan(SECOND).stages[1]

    assert (stage.done_count, stage.left_count) == (1, 1)
    assert [item.is_done for item in stage.items] == [True, False]


def test_what_is_no_longer_published_is_not_asked_for() -> None:
    slugs = [item.slug for item in plan().items]

    assert slugs == ["etiquette", "telephone", "aptitude", "entrance"]


def test_a_plan_that_is_no_longer_published_is_left_out() -> None:
    standing = make_standing(paths={"gone": date(2026, 11, 12)})

    assert plans_of(standing, [], LIBRARY) == []
