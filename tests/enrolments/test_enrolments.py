"""Assigning, enrolling, completing."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person
from app.audit.models import Event
from app.courses.model import Path
from app.db import db
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.operations import (
    assign_path,
    complete,
    complete_course,
    complete_lesson,
    complete_quiz,
)
from app.enrolments.queries import (
    assignments_of,
    completed_names,
    completions_of,
)
from app.evidence.models import Evidence
from app.evidence.queries import triads_of
from app.library.queries import Library, Published, current_library
from tests.content_tree import REGISTER, ContentTree, publish_tree
from tests.factories import NOON, make_enrolment, make_person, sign_in
from tests.together import run_together

HIRED = date(2026, 11, 12)


@pytest.fixture
def person(published: Library) -> Person:
    """Somebody who has learned nothing yet."""
    return make_person()


def document(library: Library, kind: str, slug: str) -> Published:
    """A current document."""
    found = library.get(kind, slug)
    assert found is not None
    return found


def path_of(library: Library) -> Path:
    """The plan of the customer-service assistant."""
    path: Path = document(library, "path", "customer-service-assistant").body
    return path


def rows(model: type[Any]) -> int:
    """How many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def due(person: Person) -> dict[str, date | None]:
    """When each course of a person is due, in the order in which they are listed."""
    found = select(Enrolment).where(Enrolment.person_id == person.id).order_by(Enrolment.due_on)
    return {each.course: each.due_on for each in db.session.scalars(found)}


# Paths and enrolments.


def test_a_path_enrols_in_its_courses_with_the_due_days_of_its_stages(
    person: Person, published: Library
) -> None:
    assignment = assign_path(person.id, path_of(published), anchored_on=HIRED, now=NOON)

    assert due(person) == {"etiquette": date(2026, 11, 13), "telephone": date(2026, 11, 19)}
    enrolments = db.session.scalars(select(Enrolment)).all()
    assert {each.assignment_id for each in enrolments} == {assignment.id}


def test_a_path_that_is_assigned_again_keeps_its_due_days(
    person: Person, published: Library
) -> None:
    first = assign_path(person.id, path_of(published), anchored_on=HIRED, now=NOON)
    later = HIRED + timedelta(days=30)
    again = assign_path(
        person.id, path_of(published), anchored_on=later, now=NOON + timedelta(days=30)
    )

    assert again is first
    assert again.anchored_on == HIRED
    assert due(person) == {"etiquette": date(2026, 11, 13), "telephone": date(2026, 11, 19)}
    assert (rows(Assignment), rows(Enrolment)) == (1, 2)


def test_what_is_new_in_a_path_is_due_from_the_first_day_too(
    person: Person, published: Library
) -> None:
    path = path_of(published)
    shorter = msgspec.structs.replace(path, stages=path.stages[:1])
    assign_path(person.id, shorter, anchored_on=HIRED, now=NOON)
    assert list(due(person)) == ["etiquette"]

    assign_path(person.id, path, anchored_on=HIRED + timedelta(days=30), now=NOON)

    assert due(person) == {"etiquette": date(2026, 11, 13), "telephone": date(2026, 11, 19)}


def test_a_due_day_that_was_set_before_the_path_stays(person: Person, published: Library) -> None:
    make_enrolment(person, "telephone", date(2026, 12, 1))
    assign_path(person.id, path_of(published), anchored_on=HIRED, now=NOON)

    assert due(person)["telephone"] == date(2026, 12, 1)


def test_an_assignment_is_recorded_with_who_and_whom(person: Person, published: Library) -> None:
    boss = make_person()
    assign_path(person.id, path_of(published), anchored_on=HIRED, now=NOON, by_id=boss.id)

    event = db.session.scalars(select(Event).where(Event.verb == "assigned")).one()
    assert (event.actor_id, event.person_id) == (boss.id, person.id)
    assert db.session.scalars(assignments_of(person.id)).one().assigned_by_id == boss.id


# Completions.


def test_completing_twice_is_one_row_and_keeps_the_first_moment(
    person: Person, published: Library
) -> None:
    quiz = document(published, "quiz", "telephone")
    first = complete(person.id, quiz, now=NOON, minutes=4, score=0.9)
    again = complete(person.id, quiz, now=NOON + timedelta(days=1), minutes=9, score=1.0)

    assert again is first
    found = db.session.scalars(select(Completion)).one()
    assert (found.completed_at, found.minutes, found.score) == (NOON, 4, 0.9)
    assert rows(Event) == 2  # published, completed


def test_a_new_version_is_completed_anew(
    person: Person, published: Library, content: ContentTree
) -> None:
    complete_lesson(
        person.id, document(published, "lesson", "etiquette/10-greeting"), published, now=NOON
    )
    content.replace("courses/etiquette/10-greeting.en.md", "Look up", "Raise your eyes")
    library = publish_tree(content)
    complete_lesson(
        person.id, document(library, "lesson", "etiquette/10-greeting"), library, now=NOON
    )

    completions = db.session.scalars(completions_of(person.id)).all()
    lessons = [each for each in completions if each.kind == "lesson"]
    assert len({each.version_id for each in lessons}) == len(lessons) == 2
    assert completed_names(person.id) == {
        ("lesson", "etiquette/10-greeting"),
        ("course", "etiquette"),
    }


def test_a_lesson_that_is_read_leaves_what_it_teaches(person: Person, published: Library) -> None:
    completion = complete_lesson(
        person.id, document(published, "lesson", "telephone/10-three-rings"), published, now=NOON
    )

    assert completion.minutes == 4
    learned = {
        standard
        for standard, triad in triads_of(person.id, published.standards).items()
        if triad.learned == "yes"
    }
    assert learned == {"touchpoint-17-three-rings", "touchpoint-17-identify"}


def test_a_standard_with_a_new_revision_is_learned_by_reading_again(
    person: Person, published: Library, content: ContentTree
) -> None:
    lesson = ("lesson", "telephone/20-messages")
    complete_lesson(person.id, document(published, *lesson), published, now=NOON)
    content.replace(
        REGISTER,
        "- id: message-ask\n    revision: 1",
        "- id: message-ask\n    revision: 2",
    )
    library = publish_tree(content)
    assert triads_of(person.id, library.standards)["message-ask"].learned == "old"

    complete_lesson(person.id, document(library, *lesson), library, now=NOON)

    assert triads_of(person.id, library.standards)["message-ask"].learned == "yes"


STEPS = ("lesson telephone/10-three-rings", "lesson telephone/20-messages", "quiz telephone")


def take(step: str, person: Person, library: Library) -> None:
    """Make one step of the course on the telephone."""
    kind, slug = step.split()
    if kind == "lesson":
        complete_lesson(person.id, document(library, kind, slug), library, now=NOON)
    else:
        found = document(library, kind, slug)
        complete_quiz(person.id, found, library, score=0.9, minutes=3, now=NOON)


@pytest.mark.parametrize("order", list(itertools.permutations(STEPS)))
def test_a_course_is_completed_with_its_last_step_whatever_the_order(
    person: Person, published: Library, order: tuple[str, ...]
) -> None:
    for number, step in enumerate(order, start=1):
        take(step, person, published)
        assert (("course", "telephone") in completed_names(person.id)) == (number == len(order))


def test_a_course_without_a_quiz_is_completed_with_its_lessons(
    person: Person, published: Library
) -> None:
    take("lesson etiquette/10-greeting", person, published)

    assert ("course", "etiquette") in completed_names(person.id)


def test_steps_of_others_complete_nothing(person: Person, published: Library) -> None:
    other = make_person()
    take(STEPS[0], person, published)
    take(STEPS[1], other, published)
    take(STEPS[2], other, published)

    assert ("course", "telephone") not in completed_names(person.id)
    assert ("course", "telephone") not in completed_names(other.id)


def test_a_course_that_nobody_publishes_is_not_completed(
    person: Person, published: Library
) -> None:
    assert complete_course(person.id, "nowhere", published, now=NOON) is None


def test_completions_are_listed_with_the_latest_first(person: Person, published: Library) -> None:
    lesson = document(published, "lesson", "telephone/10-three-rings")
    quiz = document(published, "quiz", "telephone")
    complete(person.id, quiz, now=NOON + timedelta(hours=1))
    complete(person.id, lesson, now=NOON)

    kinds = [each.kind for each in db.session.scalars(completions_of(person.id))]
    assert kinds == ["quiz", "lesson"]


# Two requests at once.


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda person_id: complete_lesson(
                person_id,
                document(current_library(), "lesson", "etiquette/10-greeting"),
                current_library(),
                now=NOON,
            ),
            id="complete a lesson",
        ),
        pytest.param(
            lambda person_id: assign_path(
                person_id, path_of(current_library()), anchored_on=HIRED, now=NOON
            ),
            id="assign a path",
        ),
    ],
)
def test_what_is_done_twice_at_once_is_done_once(
    app: Flask, person: Person, deed: Callable[[Any], Any]
) -> None:
    person_id = person.id
    db.session.commit()

    def do() -> None:
        deed(person_id)
        db.session.commit()

    run_together(app, [do] * 4)

    found = (rows(Completion), rows(Assignment), rows(Enrolment))
    assert found in ((2, 0, 0), (0, 1, 2))


def test_pressing_done_on_three_phones_at_once_completes_once(
    app: Flask, person: Person, published: Library
) -> None:
    phones = [app.test_client() for _ in range(3)]
    for phone in phones:
        sign_in(phone, person)
    statuses: list[int] = []

    def press(phone: FlaskClient) -> None:
        answer = phone.post("/courses/etiquette/10-greeting/completion")
        statuses.append(answer.status_code)

    run_together(app, [partial(press, phone) for phone in phones])

    assert statuses == [302, 302, 302]
    assert rows(Completion) == 2  # the lesson and its course
    assert rows(Evidence) == 2
