"""What is planned for a year, and how it is counted: pure tables."""

from __future__ import annotations

import uuid
from datetime import date

from app.courses.model import Path, PathItem, Stage
from app.markup.texts import Text
from app.training_file.finding import year_from, years_offered
from app.training_file.year import (
    Done,
    Followed,
    Planned,
    Present,
    months_of_completions,
    months_of_sessions,
    once,
    person_lines,
    plan_lines,
    planned_by_plans,
    session_lines,
)
from tests.training_file.evidence import moment

ANN, BEA, SESSION = (uuid.UUID(int=number) for number in (1, 2, 3))
TITLE = Text(zh="计划", en="Plan", hant="計劃")
QUIZ = ("quiz", "telephone")
TODAY = date(2026, 11, 20)


def stage(*items: tuple[str, str], due: int | None = 10, yearly: bool = False) -> Stage:
    made = tuple(PathItem(kind, slug) for kind, slug in items)  # type: ignore[arg-type]
    return Stage("first", TITLE, due, made, is_yearly=yearly)


def asked(year: int, *stages: Stage, begun: date = date(2025, 12, 25)) -> list[Planned]:
    path = Path("desk", TITLE, "desk", stages)
    return planned_by_plans([Followed(ANN, path, begun, None)], year)


def test_a_plan_is_of_the_year_in_which_it_is_due() -> None:
    quizzes = stage(QUIZ, ("checklist", "front-desk"))

    assert asked(2025, quizzes) == []
    assert [each.name for each in asked(2026, quizzes)] == [QUIZ, ("checklist", "front-desk")]
    assert asked(2026, quizzes)[0].due_on == date(2026, 1, 4)
    assert asked(2027, quizzes) == []


def test_what_is_voluntary_and_what_is_for_oneself_is_not_planned() -> None:
    assert asked(2026, stage(QUIZ, due=None), stage(("instrument", "service-aptitude"))) == []


def test_courses_stand_with_the_enrolments() -> None:
    assert asked(2026, stage(("course", "telephone"))) == []


def test_what_comes_again_each_year_is_planned_each_year() -> None:
    yearly = stage(QUIZ, ("course", "telephone"), due=365, yearly=True)
    begun = date(2024, 2, 29)

    assert [each.name for each in asked(2025, yearly, begun=begun)] == [QUIZ]
    found = asked(2027, yearly, begun=begun)
    assert [each.name for each in found] == [QUIZ, ("course", "telephone")]
    assert {(each.due_on, each.since) for each in found} == {(date(2027, 2, 28), date(2026, 2, 28))}


def test_two_plans_that_ask_for_the_same_ask_once_and_by_the_earlier_day() -> None:
    early, late = (Planned(ANN, QUIZ, date(2026, month, 1)) for month in (3, 9))

    assert once([late, early]) == [early]


def test_done_in_time_late_and_not_due_yet() -> None:
    planned = [
        Planned(ANN, QUIZ, date(2026, 3, 1)),
        Planned(BEA, QUIZ, date(2026, 3, 1)),
        Planned(SESSION, QUIZ, date(2026, 12, 1)),
    ]
    done = [
        Done(ANN, QUIZ, date(2025, 12, 31)),
        Done(BEA, QUIZ, date(2026, 3, 2)),
        Done(BEA, ("quiz", "other"), date(2026, 1, 1)),
    ]

    (line,) = plan_lines(planned, done, [QUIZ], TODAY)

    assert (line.planned, line.done, line.in_time, line.ahead) == (3, 2, 1, 1)
    assert round(line.share, 2) == 0.67


def test_last_years_turn_does_not_count_for_this_year() -> None:
    planned = [Planned(ANN, QUIZ, date(2026, 3, 1), since=date(2025, 3, 1))]

    for day, is_done in ((date(2025, 3, 1), 0), (date(2025, 3, 2), 1)):
        (line,) = plan_lines(planned, [Done(ANN, QUIZ, day)], [QUIZ], TODAY)
        assert line.done == is_done


def test_sessions_are_counted_by_kind_by_month_and_for_each_person() -> None:
    held = [
        # Half past midnight of New Year's day in Shanghai is still the year before in UTC.
        Present(ANN, SESSION, "safety", moment(2025, 12, 31, 16), moment(2025, 12, 31, 17)),
        Present(BEA, SESSION, "safety", moment(2025, 12, 31, 16), moment(2025, 12, 31, 17)),
        Present(ANN, ANN, "weekly", moment(2026, 5, 4, 1), moment(2026, 5, 4, 2)),
    ]
    done = [Done(ANN, ("lesson", "a/b"), date(2026, 5, 4), 3), Done(ANN, QUIZ, date(2026, 5, 5), 6)]

    first, second = session_lines(held, ("weekly", "briefing", "safety"))
    assert (first.kind, len(first.sessions), len(first.people), first.minutes) == (
        "weekly",
        1,
        1,
        60,
    )
    assert (second.kind, len(second.sessions), len(second.people), second.minutes) == (
        "safety",
        1,
        2,
        120,
    )
    assert months_of_sessions(held, "Asia/Shanghai").counts[:5] == (1, 0, 0, 0, 1)
    assert months_of_completions(done).counts[4] == 1
    lines = person_lines([ANN, BEA, SESSION], done, held)
    assert (lines[ANN].learned, lines[ANN].in_sessions, lines[ANN].safety) == (9, 120, 60)
    assert (lines[BEA].total, lines[SESSION].total) == (60, 0)


def test_the_fullest_month_is_the_darkest_and_nothing_is_white() -> None:
    done = [Done(ANN, QUIZ, date(2026, month, 1)) for month in (1, 2, 2, 2, 2, 2, 2, 2, 2)]

    assert months_of_completions(done).levels[:3] == (1, 4, 0)
    assert months_of_completions([]).levels == (0,) * 12


def test_a_year_that_makes_no_sense_is_this_year() -> None:
    for text, expected in (
        ("2025", 2025),
        ("2027", 2027),
        ("2028", 2026),
        ("1999", 2026),
        ("٢٠٢٥", 2026),
        ("x", 2026),
        ("", 2026),
    ):
        assert year_from(text, 2026) == expected, text
    assert years_offered(2001, 2026)[:2] == [2027, 2026]
    assert years_offered(2001, 2026)[-1] == 2001
