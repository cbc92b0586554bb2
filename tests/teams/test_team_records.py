"""What is read of a team, on both databases: the sums that SQL makes."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.accounts.models import Person
from app.accounts.queries import people_led_by
from app.accounts.roles import Role
from app.attempts.models import Attempt, Response
from app.courses.model import Path
from app.db import db
from app.enrolments.operations import assign_path, complete_lesson
from app.learning.queries import standing_of
from app.library.queries import Library, Published
from app.teams.overview import QuizRecord, Record
from app.teams.queries import records_of
from tests.conftest import Statements
from tests.factories import NOON, make_enrolment, make_person, make_unit


@pytest.fixture
def leader(published: Library) -> Person:
    """A supervisor."""
    return make_person(name="黄志强", roles=(Role.SUPERVISOR,))


def document(library: Library, kind: str, slug: str) -> Published:
    found = library.get(kind, slug)
    assert found is not None
    return found


def attempt(
    person: Person, library: Library, number: int, score: float | None, **values: Any
) -> None:
    at: datetime = values.pop("at", NOON - timedelta(days=10 - number))
    quiz = document(library, "quiz", "telephone")
    row = Attempt(
        person_id=person.id,
        quiz="telephone",
        version_id=quiz.version_id,
        number=number,
        shown=[],
        passing_score=values.pop("passing_score", 0.8),
        started_at=at - timedelta(minutes=9),
        submitted_at=None if score is None else at,
        score=score,
    )
    if "saved_at" in values:
        row.responses = [Response(item="rings", person_id=person.id, saved_at=values["saved_at"])]
    db.session.add(row)
    db.session.flush()


def records_by_id(leader: Person) -> dict[uuid.UUID, Record]:
    return {record.id: record for record in records_of(people_led_by(leader.id))}


def only(leader: Person) -> Record:
    (record,) = records_of(people_led_by(leader.id))
    return record


def test_somebody_who_has_done_nothing_is_there_all_the_same(leader: Person) -> None:
    person = make_person(supervisor_id=leader.id, employee_number=None)

    record = only(leader)

    assert record == Record(person.id, person.name, hired_on=date(2026, 11, 12))


def test_who_a_person_is_stands_in_her_record(leader: Person) -> None:
    unit = make_unit(name="江畔国际客服组")
    make_person(supervisor_id=leader.id, unit_id=unit.id, employee_number="H1", position="guard")

    record = only(leader)

    assert (record.number, record.position) == ("H1", "guard")
    assert (record.unit_id, record.unit) == (unit.id, "江畔国际客服组")


def test_courses_plans_and_what_is_completed_are_those_of_her_own_pages(
    leader: Person, published: Library
) -> None:
    person = make_person(supervisor_id=leader.id)
    other = make_person(supervisor_id=leader.id)
    path: Path = document(published, "path", "customer-service-assistant").body
    assign_path(person.id, path, anchored_on=date(2026, 11, 12), now=NOON - timedelta(days=8))
    make_enrolment(other, "telephone")
    for slug in ("etiquette/10-greeting", "telephone/10-three-rings"):
        complete_lesson(
            person.id, document(published, "lesson", slug), published, now=NOON - timedelta(days=2)
        )

    records = records_by_id(leader)

    own = standing_of(person.id)
    standing = records[person.id].standing
    assert standing.completed.keys() == own.completed.keys()
    assert (standing.enrolled, standing.paths) == (own.enrolled, own.paths)
    assert records[person.id].active_at == NOON - timedelta(days=2)
    assert records[person.id].asked_at == NOON - timedelta(days=8)
    assert records[other.id].standing.enrolled == {"telephone": None}
    assert records[other.id].active_at is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.5], QuizRecord(0.5, 1)),
        ([0.5, 0.7, 0.6], QuizRecord(0.7, 3)),
        ([0.5, 0.9], QuizRecord(0.9, 0)),
        ([0.5, 0.8, 0.7, 0.6], QuizRecord(0.8, 2)),
        ([0.5, 0.7, None], QuizRecord(0.7, 2)),
    ],
)
def test_attempts_are_failed_since_the_last_that_passed(
    leader: Person,
    published: Library,
    scores: list[float | None],
    expected: QuizRecord,
) -> None:
    person = make_person(supervisor_id=leader.id)
    for number, score in enumerate(scores, start=1):
        attempt(person, published, number, score)

    assert only(leader).quizzes == {"telephone": expected}


def test_a_score_reaches_what_it_is_rounded_to(leader: Person, published: Library) -> None:
    person = make_person(supervisor_id=leader.id)
    attempt(person, published, 1, 0.666667, passing_score=0.6666674)
    attempt(person, published, 2, 0.666667, passing_score=0.666668)

    assert only(leader).quizzes == {"telephone": QuizRecord(0.666667, 1)}


def test_an_answer_kept_in_an_open_attempt_is_progress(leader: Person, published: Library) -> None:
    person = make_person(supervisor_id=leader.id)
    attempt(person, published, 1, 0.5, at=NOON - timedelta(days=9))
    attempt(person, published, 2, None, saved_at=NOON - timedelta(days=1))

    assert only(leader).active_at == NOON - timedelta(days=1)


def test_ten_people_cost_as_many_statements_as_one(
    leader: Person, published: Library, statements: Statements
) -> None:
    path: Path = document(published, "path", "customer-service-assistant").body
    for number in range(10):
        person = make_person(supervisor_id=leader.id)
        assign_path(person.id, path, anchored_on=date(2026, 11, 12), now=NOON)
        attempt(person, published, number + 1, 0.5)
    statements.clear()

    assert len(records_of(people_led_by(leader.id))) == 10
    assert len(statements) == 4
