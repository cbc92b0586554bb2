"""How much time a plan asks for in a week."""

from __future__ import annotations

from datetime import date

import pytest

from app.courses.model import Path, PathItem, Stage
from app.reference.workload import StageLoad, loads_of
from tests.learning.shelf import (
    make_course,
    make_instrument,
    make_lesson,
    make_library,
    make_quiz,
    text,
)

LIBRARY = make_library(
    make_course("desk", lessons=4),
    make_course("phone", lessons=2, quiz="phone"),
    make_lesson("alone/l1", minutes=7),
    make_quiz("phone"),
    make_instrument("aptitude"),
)


def loads(*stages: tuple[int | None, list[str], dict[str, bool]]) -> list[StageLoad]:
    made = tuple(
        Stage(
            f"s{number}",
            text("stage"),
            due,
            tuple(PathItem(*each.split(":")) for each in items),  # type: ignore[arg-type]
            **values,
        )
        for number, (due, items, values) in enumerate(stages)
    )
    return loads_of(Path("plan", text("plan"), "p", made), LIBRARY, begun_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("item", "minutes"),
    [("course:desk", 20), ("course:phone", 12), ("lesson:alone/l1", 7), ("quiz:phone", 2)],
)
def test_a_course_takes_its_lessons_and_its_quiz(item: str, minutes: int) -> None:
    assert loads((7, [item], {}))[0].minutes == minutes


def test_what_an_earlier_stage_asked_for_takes_no_time_again() -> None:
    first, second = loads((1, ["lesson:desk/l1"], {}), (7, ["course:desk"], {}))

    assert (first.minutes, second.minutes) == (5, 15)


def test_what_comes_again_each_year_takes_its_time_again() -> None:
    _first, yearly = loads((7, ["course:desk"], {}), (365, ["course:desk"], {"is_yearly": True}))

    assert yearly.minutes == 20


def test_stages_within_one_week_are_added_up() -> None:
    first, second = loads((1, ["course:desk"], {}), (7, ["course:phone"], {}))

    assert (first.week_minutes, second.week_minutes) == (32, 32)
    assert second.most_minutes == 150


def test_a_longer_stage_is_spread_over_its_weeks() -> None:
    _first, month = loads((7, [], {}), (28, ["course:desk", "lesson:alone/l1"], {}))

    assert (month.week_minutes, month.most_minutes) == (9, 60)


@pytest.mark.parametrize(("lessons", "is_heavy"), [(12, False), (13, True)])
def test_after_the_first_week_an_hour_is_the_most(lessons: int, is_heavy: bool) -> None:
    long = make_library(make_course("long", lessons=lessons))
    items = (PathItem("course", "long"),)
    stages = tuple(Stage(f"s{due}", text("s"), due, each) for due, each in ((7, ()), (14, items)))

    later = loads_of(Path("plan", text("plan"), "p", stages), long, begun_on=date(2026, 1, 1))[1]

    assert (later.week_minutes, later.most_minutes) == (5 * lessons, 60)
    assert later.is_heavy == is_heavy


def test_what_is_voluntary_or_on_site_weighs_nothing() -> None:
    freely, probation = loads(
        (None, ["course:desk"], {}),
        (None, ["checklist:round"], {"is_before_probation_ends": True}),
    )

    assert (freely.days, freely.minutes, freely.week_minutes) == (None, 20, 0)
    assert (probation.days, probation.items) == (181, ())
