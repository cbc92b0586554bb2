"""How a person of the team stands: what is late, who is stuck, who failed."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.learning.standing import course_standings
from app.learning.today import today_of
from app.library.queries import Library
from app.teams.overview import Member, QuizRecord, Record, member_of, tenure
from tests.learning.shelf import (
    FRIDAY,
    NOON,
    make_course,
    make_instrument,
    make_library,
    make_path,
    make_quiz,
    make_standing,
)

ZONE = "Asia/Shanghai"
LONG_AGO = date(2025, 1, 6)


def the_library() -> Library:
    return make_library(
        make_course("telephone", lessons=2, quiz="telephone"),
        make_course("complaints", lessons=1),
        make_course("free", lessons=1),
        make_quiz("telephone"),
        make_quiz("complaints"),
        make_instrument("aptitude"),
        make_path((2, ["course:telephone", "instrument:aptitude"]), (30, ["course:complaints"])),
    )


def make_record(**values: Any) -> Record:
    defaults: dict[str, Any] = {"id": uuid.uuid4(), "name": "陈丽华", "hired_on": LONG_AGO}
    return Record(**defaults | values)


def judged(**values: Any) -> Member:
    return member_of(make_record(**values), the_library(), now=NOON, zone=ZONE)


def ago(days: int) -> datetime:
    return NOON - timedelta(days=days)


def test_everything_that_plans_and_courses_ask_for_is_counted_once() -> None:
    standing = make_standing(
        "lesson:telephone/l1",
        "lesson:telephone/l2",
        "quiz:telephone",
        "lesson:free/l1",
        enrolled={"telephone": FRIDAY, "complaints": None},
        paths={"plan": FRIDAY},
    )

    member = judged(standing=standing)

    assert (member.done_count, member.asked_count) == (1, 3), "what she reads freely is not asked"
    assert member.share == pytest.approx(1 / 3)


def test_somebody_of_whom_nothing_is_asked_has_no_progress_and_no_need() -> None:
    member = judged()

    assert (member.asked_count, member.share, member.state) == (0, 0.0, "")
    assert not member.needs_help


def test_the_team_sees_the_same_due_days_and_progress_as_the_person_on_her_own_page() -> None:
    library = the_library()
    standing = make_standing(
        "lesson:telephone/l1",
        "instrument:aptitude",
        enrolled={"telephone": date(2026, 11, 18), "complaints": date(2026, 11, 24)},
        paths={"plan": date(2026, 11, 16)},
    )
    own = today_of(standing, {}, library, now=NOON, zone=ZONE, language="en")

    member = member_of(make_record(standing=standing), library, now=NOON, zone=ZONE)

    items = [item for plan in own.plans for item in plan.items]
    assert (member.done_count, member.asked_count) == (sum(i.is_done for i in items), len(items))
    assert [(d.kind, d.slug, d.due_on) for d in member.due] == [
        (d.kind, d.slug, d.due_on) for d in own.due
    ]
    assert len(course_standings(library, standing)) == 3


@pytest.mark.parametrize(
    ("due_on", "days_late", "state"),
    [
        (date(2026, 11, 18), 2, "late"),
        (date(2026, 11, 19), 1, "late"),
        (FRIDAY, 0, "due"),
        (date(2026, 11, 27), 0, "due"),
        (date(2026, 11, 28), 0, ""),
        (None, 0, ""),
    ],
)
def test_what_is_not_done_is_late_after_its_day(
    due_on: date | None, days_late: int, state: str
) -> None:
    standing = make_standing(enrolled={"telephone": due_on})

    member = judged(standing=standing, active_at=NOON)

    assert (member.days_late, member.state) == (days_late, state)
    assert member.needs_help == (state == "late")


def test_what_is_done_is_never_late() -> None:
    standing = make_standing("lesson:complaints/l1", enrolled={"complaints": LONG_AGO})

    member = judged(standing=standing)

    assert (member.days_late, member.state, member.needs_help) == (0, "done", False)


@pytest.mark.parametrize(
    ("active_at", "asked_at", "hired_on", "days_idle"),
    [
        (ago(6), None, LONG_AGO, 0),
        (ago(7), None, LONG_AGO, 7),
        (ago(12), None, LONG_AGO, 12),
        (None, None, FRIDAY - timedelta(days=6), 0),
        (None, None, FRIDAY - timedelta(days=9), 9),
        (None, ago(8), LONG_AGO, 8),
        (ago(30), ago(2), LONG_AGO, 0),
        (ago(30), ago(40), FRIDAY - timedelta(days=3), 0),
        (None, None, None, 0),
    ],
)
def test_somebody_is_stuck_seven_days_after_the_last_progress_the_asking_or_the_hiring(
    active_at: datetime | None, asked_at: datetime | None, hired_on: date | None, days_idle: int
) -> None:
    standing = make_standing(enrolled={"telephone": FRIDAY + timedelta(days=3)})

    member = judged(standing=standing, active_at=active_at, asked_at=asked_at, hired_on=hired_on)

    assert member.days_idle == days_idle
    assert member.is_stuck == member.needs_help == bool(days_idle)


def test_days_are_those_of_the_unit_not_of_utc() -> None:
    late_in_the_evening = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)
    standing = make_standing(enrolled={"telephone": FRIDAY})

    member = judged(standing=standing, active_at=late_in_the_evening)

    assert (member.active_on, member.days_idle) == (date(2026, 11, 13), 7)


def test_nobody_is_stuck_while_nothing_is_due() -> None:
    standing = make_standing(enrolled={"telephone": date(2026, 12, 24)})

    assert not judged(standing=standing, active_at=ago(40)).is_stuck


@pytest.mark.parametrize(("failures", "needs_help"), [(0, False), (1, False), (2, True), (5, True)])
def test_two_failures_in_a_row_at_one_quiz_ask_for_help(failures: int, needs_help: bool) -> None:
    member = judged(quizzes={"telephone": QuizRecord(0.5, failures)})

    assert member.needs_help == needs_help
    assert [(f.slug, f.failures) for f in member.failed] == [("telephone", failures)] * needs_help
    assert member.state == ("failed" if needs_help else "")


def test_one_failure_at_each_of_two_quizzes_is_no_need() -> None:
    quizzes = {"telephone": QuizRecord(0.5, 1), "complaints": QuizRecord(0.4, 1)}

    member = judged(quizzes=quizzes)

    assert not member.needs_help
    assert member.mean_score == pytest.approx(0.45)


def test_a_quiz_that_is_no_longer_there_counts_for_nothing() -> None:
    member = judged(quizzes={"withdrawn": QuizRecord(0.1, 4)})

    assert (member.failed, member.scores, member.mean_score) == ((), (), None)


def test_what_was_answered_as_a_candidate_is_not_shown_to_the_supervisor() -> None:
    library = the_library()
    library.__dict__["screening_quizzes"] = frozenset({"complaints"})
    record = make_record(quizzes={"complaints": QuizRecord(0.1, 4)})

    member = member_of(record, library, now=NOON, zone=ZONE)

    assert (member.failed, member.scores) == ((), ())


@pytest.mark.parametrize(
    ("hired_on", "expected"),
    [
        (None, None),
        (date(2026, 11, 21), None),
        (FRIDAY, ("day", 1)),
        (date(2026, 11, 12), ("day", 9)),
        (date(2026, 10, 21), ("day", 31)),
        (date(2026, 10, 20), ("month", 2)),
        (date(2025, 11, 21), ("month", 12)),
        (date(2025, 11, 20), ("year", 2)),
        (date(2023, 4, 3), ("year", 4)),
    ],
)
def test_time_since_hiring_is_told_in_days_then_months_then_years(
    hired_on: date | None, expected: object
) -> None:
    assert tenure(hired_on, FRIDAY) == expected
