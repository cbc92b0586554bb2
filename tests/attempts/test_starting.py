"""The way into a quiz."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.attempts.models import Attempt
from app.attempts.starting import start_attempt
from app.audit.models import Event
from app.db import db, utcnow
from app.library.queries import Library, current_library
from tests.attempts.sitting import (
    Sitting,
    only_attempt,
    start,
    words,
)
from tests.together import run_together


def test_the_quiz_says_what_it_asks_for(client: FlaskClient, person: Person) -> None:
    page = words(client.get("/quizzes/telephone"))

    assert "6, about 4 minutes" in page
    assert "80 of 100 points" in page
    assert "as many as you like" in page
    assert "Start" in page
    assert count_of_attempts() == 0


def count_of_attempts() -> int:
    """How many attempts there are."""
    return db.session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_starting_twice_goes_on_with_the_same_attempt(client: FlaskClient, person: Person) -> None:
    first = start(client)

    assert start(client) == first
    assert count_of_attempts() == 1
    assert only_attempt().number == 1
    assert "Go on with the open attempt" in words(client.get("/quizzes/telephone"))


def test_starting_is_recorded(sitting: Sitting, person: Person) -> None:
    event = db.session.scalars(select(Event).where(Event.verb == "started")).one()
    assert (event.actor_id, event.person_id) == (person.id, person.id)
    assert event.object_id == str(only_attempt().id)


def test_a_quiz_that_is_not_there_cannot_be_started(client: FlaskClient, person: Person) -> None:
    assert client.get("/quizzes/nothing").status_code == 404
    assert client.post("/quizzes/nothing/attempts").status_code == 404
    assert client.post("/quizzes/service-aptitude/attempts").status_code == 404


def test_a_stranger_is_asked_to_sign_in(app: Flask, published: Library) -> None:
    stranger = app.test_client()

    assert stranger.get("/quizzes/telephone").location == "/login?next=/quizzes/telephone"
    assert stranger.post("/quizzes/telephone/attempts").location == "/login"


def test_pressing_start_on_two_phones_at_once_begins_one_attempt(
    app: Flask, person: Person, published: Library
) -> None:
    person_id = person.id
    quiz = current_library().get("quiz", "telephone")
    assert quiz is not None

    def press() -> None:
        start_attempt(person_id, quiz, now=utcnow())
        db.session.commit()

    run_together(app, [press] * 4)

    assert count_of_attempts() == 1


def test_the_database_lets_nobody_have_two_open_attempts(
    sitting: Sitting, published: Library
) -> None:
    open_one = only_attempt()
    second = Attempt(
        person_id=open_one.person_id,
        quiz="telephone",
        version_id=open_one.version_id,
        number=2,
        shown=[],
        passing_score=0.8,
        started_at=utcnow(),
    )
    db.session.add(second)

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
