"""The page of today, through the front door."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.appraisals.models import Appraisal
from app.attempts.models import Attempt
from app.courses.model import Path
from app.db import db
from app.enrolments.operations import assign_path, complete_lesson, complete_quiz
from app.library.queries import Library, Published
from tests.conftest import Statements
from tests.factories import NOON, make_enrolment, make_person, sign_in
from tests.learning.pages import links_in, main_of, words_in, words_of

MOST_STATEMENTS = 6


def document(library: Library, kind: str, slug: str) -> Published:
    found = library.get(kind, slug)
    assert found is not None
    return found


def assign(learner: Person, library: Library, *, days_ago: int = 0) -> None:
    path: Path = document(library, "path", "customer-service-assistant").body
    anchored_on = date(2026, 11, 20) - timedelta(days=days_ago)
    assign_path(learner.id, path, anchored_on=anchored_on, now=NOON)


def read(learner: Person, library: Library, *slugs: str) -> None:
    for slug in slugs:
        complete_lesson(learner.id, document(library, "lesson", slug), library, now=NOON)


@pytest.mark.database("sqlite")
def test_the_head_greets_by_name_and_says_position_and_day(
    client: FlaskClient, learner: Person
) -> None:
    words = words_of(client, "/")

    assert "Friday 20 November" in words
    assert "Good afternoon, 陈丽华" in words
    assert "Customer-service assistant · day 9" in words


def test_the_next_step_is_the_first_lesson_of_what_is_due_first(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    assign(learner, published)

    page = main_of(client, "/")

    assert "/courses/etiquette/10-greeting" in links_in(page)
    assert "Next step · Etiquette" in words_in(page)
    assert "Lesson 1 of 1 · about 3 min · due tomorrow" in words_in(page)


def test_after_the_lessons_comes_the_quiz(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    assign(learner, published)
    read(learner, published, "etiquette/10-greeting")
    read(learner, published, "telephone/10-three-rings", "telephone/20-messages")

    page = main_of(client, "/")

    assert "Take the quiz" in words_in(page)
    assert "/quizzes/telephone" in links_in(page)


def test_an_open_attempt_is_gone_on_with(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    quiz = document(published, "quiz", "telephone")
    attempt = Attempt(
        person_id=learner.id,
        quiz="telephone",
        version_id=quiz.version_id,
        number=1,
        shown=[],
        passing_score=0.8,
        started_at=NOON,
    )
    db.session.add(attempt)
    db.session.flush()

    page = main_of(client, "/")

    assert f"/attempts/{attempt.id}" in links_in(page)
    assert "Go on with the quiz" in words_in(page)


def test_an_open_self_assessment_is_gone_on_with_but_not_what_another_rates(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    version_id = document(published, "instrument", "service-aptitude").version_id
    other = make_person()
    values = {"instrument": "service-aptitude", "version_id": version_id, "started_at": NOON}
    theirs = Appraisal(person_id=learner.id, rater_id=other.id, **values)
    db.session.add(theirs)
    db.session.flush()
    assert "/appraisals/" not in main_of(client, "/")

    mine = Appraisal(person_id=learner.id, rater_id=learner.id, **values)
    db.session.add(mine)
    db.session.flush()

    assert f"/appraisals/service-aptitude/{mine.id}" in links_in(main_of(client, "/"))


@pytest.mark.database("sqlite")
def test_without_an_assignment_there_are_courses_to_choose_from(
    client: FlaskClient, learner: Person
) -> None:
    page = main_of(client, "/")

    assert "Courses to choose from" in words_in(page)
    assert {"/courses/etiquette", "/courses/telephone"} <= set(links_in(page))
    assert "Onboarding plan" not in words_in(page)


def test_what_is_late_and_what_is_soon_says_so_in_words(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    assign(learner, published, days_ago=3)

    page = main_of(client, "/")

    assert "Overdue and due soon" in words_in(page)
    assert 'is-late">Was due Wednesday' in page or 'is-late">Was due last Wednesday' in page
    assert 'is-due">Due Tuesday' in page


@pytest.mark.database("sqlite")
def test_the_plan_opens_its_present_stage_only(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    assign(learner, published)
    read(learner, published, "etiquette/10-greeting")

    words = words_of(client, "/")

    assert "First day done 1 item, done" in words
    assert "First week 0 done, 2 to go · by 27 November" in words
    assert "2 lessons · 9 min" in words


def test_the_week_and_the_standards_are_counted(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    read(learner, published, "etiquette/10-greeting", "telephone/10-three-rings")

    page = main_of(client, "/")

    assert "Friday 7 min" in page
    assert "Thursday 0 min" in page
    assert "4 learned 0 answered right 0 shown on site" in words_in(page)


@pytest.mark.database("sqlite")
def test_who_has_done_everything_reads_that_nothing_waits(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    read(learner, published, "etiquette/10-greeting")
    read(learner, published, "telephone/10-three-rings", "telephone/20-messages")
    quiz = document(published, "quiz", "telephone")
    complete_quiz(learner.id, quiz, published, score=1.0, minutes=6, now=NOON)

    assert "Nothing is waiting for you today." in words_of(client, "/")


def test_an_enrolment_in_a_withdrawn_course_breaks_nothing(
    client: FlaskClient, learner: Person
) -> None:
    make_enrolment(learner, "withdrawn", date(2026, 11, 1))

    assert "withdrawn" not in main_of(client, "/")


def test_today_costs_few_statements(
    client: FlaskClient, learner: Person, published: Library, statements: Statements
) -> None:
    assign(learner, published)
    read(learner, published, "etiquette/10-greeting")
    client.get("/")
    statements.clear()

    client.get("/")

    assert len(statements) <= MOST_STATEMENTS


@pytest.mark.database("sqlite")
def test_strangers_sign_in_first(client: FlaskClient, published: Library) -> None:
    assert client.get("/").status_code == 302


@pytest.mark.database("sqlite")
def test_names_stay_as_they_are(client: FlaskClient, published: Library) -> None:
    for name in ("欧阳海燕", "𬍛", "䶮", "阿卜杜拉·买买提", "O'Brien"):
        sign_in(client, make_person(name=name, language="en"))
        assert name in words_of(client, "/")
