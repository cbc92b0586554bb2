"""On which terms a quiz is sat: more time, when it is open, who helps."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person, Unit
from app.attempts.models import Attempt
from app.attempts.starting import start_attempt
from app.db import db, utcnow
from app.enrolments.models import QuizOpening
from app.library.queries import Library, Published, current_library
from app.quizzes.drawing import draw
from tests.attempts.sitting import RIGHT, only_attempt, start, words
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_unit


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """It is noon, when she signs in and later."""
    with at(NOON):
        yield


def test_the_seed_is_kept_and_draws_the_same_again(client: FlaskClient, person: Person) -> None:
    start(client)

    attempt = only_attempt()
    assert attempt.seed is not None
    again = draw(telephone().body, seed=attempt.seed)
    assert attempt.shown == [{"item": each.item, "order": list(each.order)} for each in again]


# More time.


def test_more_time_is_told_before_and_kept_with_the_attempt(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    limit_to_ten_minutes(content)
    person.extra_time = 50
    db.session.commit()

    page = words(client.get("/quizzes/telephone"))
    assert "15 minutes: 10, and 50% more for you" in page
    start(client)

    attempt = only_attempt()
    assert attempt.extra_time == 50
    assert attempt.closes_at == attempt.started_at + timedelta(minutes=15)


# When it is open.


def test_before_it_opens_nobody_starts(client: FlaskClient, person: Person) -> None:
    open_for(person, "telephone", NOON + timedelta(hours=1), NOON + timedelta(hours=2))

    page = words(client.get("/quizzes/telephone"))
    pressed = client.post("/quizzes/telephone/attempts")

    assert "from 20 November 13:00 to 20 November 14:00" in page
    assert "It opens on 20 November 13:00." in page
    assert "Start" not in page
    assert pressed.location == "/quizzes/telephone"
    assert attempts() == []


def test_after_its_end_nobody_starts(client: FlaskClient, person: Person) -> None:
    open_for(person, "telephone", NOON - timedelta(hours=2), NOON - timedelta(hours=1))

    page = words(client.get("/quizzes/telephone"))
    pressed = client.post("/quizzes/telephone/attempts")

    assert "It was open until 20 November 11:00." in page
    assert pressed.location == "/quizzes/telephone"
    assert attempts() == []


def test_an_opening_of_a_unit_concerns_everybody_below_it(
    client: FlaskClient, person: Person
) -> None:
    site = make_unit(name="湖畔花园")
    team = make_unit(name="前台班", parent_id=site.id)
    person.unit_id = team.id
    elsewhere = make_unit(name="江岸公寓")
    later = NOON + timedelta(hours=1)
    open_for(elsewhere, "telephone", later, None)
    db.session.commit()
    assert "It opens on" not in words(client.get("/quizzes/telephone"))
    open_for(site, "telephone", later, None)

    assert "It opens on" in words(client.get("/quizzes/telephone"))


def test_an_end_that_cuts_her_time_is_told_before_she_starts(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    limit_to_ten_minutes(content)
    end = NOON + timedelta(minutes=4, seconds=30)
    opening = open_for(person, "telephone", NOON - timedelta(hours=1), end)

    page = client.get("/quizzes/telephone")
    assert "you have 4 minutes instead of 10" in words(page)
    without = client.post("/quizzes/telephone/attempts")
    assert without.location == "/quizzes/telephone?told=cut"
    again = client.get(str(without.location))
    assert "The end has changed since you opened this page." in words(again)
    opening.closes_at = end - timedelta(minutes=1)
    db.session.commit()
    stale = client.post("/quizzes/telephone/attempts", data={"told_end": end.isoformat()})
    assert stale.location == "/quizzes/telephone?told=cut"
    assert attempts() == []
    told = (end - timedelta(minutes=1)).isoformat()
    client.post("/quizzes/telephone/attempts", data={"told_end": told})

    assert only_attempt().closes_at == end - timedelta(minutes=1)


def test_an_end_after_her_own_time_cuts_nothing(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    limit_to_ten_minutes(content)
    open_for(person, "telephone", NOON - timedelta(hours=1), NOON + timedelta(minutes=10))

    assert "instead of" not in words(client.get("/quizzes/telephone"))
    start(client)

    assert only_attempt().closes_at == NOON + timedelta(minutes=10)


def test_a_quiz_without_a_limit_says_its_end(client: FlaskClient, person: Person) -> None:
    end = NOON + timedelta(days=2)
    open_for(person, "telephone", NOON - timedelta(hours=1), end)

    page = words(client.get("/quizzes/telephone"))
    client.post("/quizzes/telephone/attempts", data={"told_end": end.isoformat()})

    assert "The quiz closes on 22 November 12:00. What you have saved by then counts." in page
    assert only_attempt().closes_at == end


@pytest.mark.parametrize("told", ["", "tomorrow", "2026-11-20T12:04:30", "\x00", "9" * 5000])
def test_a_told_end_that_is_none_says_nothing(
    client: FlaskClient, person: Person, content: ContentTree, told: str
) -> None:
    limit_to_ten_minutes(content)
    open_for(person, "telephone", NOON - timedelta(hours=1), NOON + timedelta(minutes=4))

    pressed = client.post("/quizzes/telephone/attempts", data={"told_end": told})

    assert pressed.location == "/quizzes/telephone?told=cut"
    assert attempts() == []


# What was left open.


def test_an_attempt_whose_time_is_up_is_handed_in_by_the_next_start(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    limit_to_ten_minutes(content)
    first = start(client)
    first.answer("rings", RIGHT["rings"])
    with at(NOON + timedelta(hours=1)):
        page = words(client.get("/quizzes/telephone"))
        second = start(client)

    assert "Go on with the open attempt" not in page
    assert second.address != first.address
    one, two = attempts()
    assert (one.number, one.is_submitted, two.is_submitted) == (1, True, False)
    assert one.score is not None


# The next draw.


def test_what_was_right_is_drawn_last_the_next_time(person: Person, published: Library) -> None:
    quiz = small_pool()
    for number in range(1, 4):
        attempt = start_attempt(person.id, quiz, now=utcnow(), seed=number)
        attempt.submitted_at, attempt.score = utcnow(), 0.0
        db.session.flush()

    drawn = [attempt.shown[0]["item"] for attempt in attempts()]
    assert len(set(drawn)) == 3


# Who helps.


def test_a_helper_is_named_and_kept(client: FlaskClient, person: Person) -> None:
    helped = {"help_kind": "tapped", "helper_name": "  周  玉兰 "}

    client.post("/quizzes/telephone/attempts", data=helped)

    assert (only_attempt().helper_name, only_attempt().help_kind) == ("周 玉兰", "tapped")


def test_a_helper_without_a_name_is_asked_for_it(client: FlaskClient, person: Person) -> None:
    page = client.post("/quizzes/telephone/attempts", data={"help_kind": "read"})

    assert page.status_code == 422
    assert "Write the name of the colleague who helps." in words(page)
    assert 'value="read" checked' in page.text or "checked" in page.text
    assert attempts() == []


def test_help_that_begins_later_is_kept_with_the_open_attempt(
    client: FlaskClient, person: Person
) -> None:
    start(client)

    client.post("/quizzes/telephone/attempts", data={"help_kind": "read", "helper_name": "周玉兰"})
    assert only_attempt().helper_name == "周玉兰"
    client.post("/quizzes/telephone/attempts", data={})
    assert only_attempt().helper_name == "周玉兰"


@pytest.mark.parametrize(
    "odd", [{"help_kind": "writes"}, {"help_kind": "read", "helper_name": "x" * 81}]
)
def test_odd_help_is_refused(client: FlaskClient, person: Person, odd: dict[str, Any]) -> None:
    assert client.post("/quizzes/telephone/attempts", data=odd).status_code == 422
    assert attempts() == []


def at(moment: datetime) -> time_machine.travel:
    """While the clock says so."""
    return time_machine.travel(moment, tick=False)


def attempts() -> list[Attempt]:
    """All attempts, the earliest first."""
    return list(db.session.scalars(select(Attempt).order_by(Attempt.number)))


def limit_to_ten_minutes(content: ContentTree) -> None:
    """Publish the quiz with a time limit."""
    content.set_rules("time_limit: 10")
    publish_tree(content)


def small_pool() -> Published:
    """A quiz that asks one of three items."""
    quiz = telephone()
    items = tuple(msgspec.structs.replace(item, tags=("a",)) for item in quiz.body.items[:3])
    body = msgspec.structs.replace(quiz.body, items=items, pick={"a": 1})
    return replace(quiz, held=body)


def telephone() -> Published:
    """The quiz as it is published."""
    quiz = current_library().get("quiz", "telephone")
    assert quiz is not None
    return quiz


def open_for(
    whom: Person | Unit, quiz: str, opens_at: datetime, closes_at: datetime | None
) -> QuizOpening:
    """An opening of a quiz for a person or a unit."""
    ids: dict[str, uuid.UUID] = {"person_id" if isinstance(whom, Person) else "unit_id": whom.id}
    opening = QuizOpening(
        quiz=quiz, opens_at=opens_at, closes_at=closes_at, created_at=opens_at, **ids
    )
    db.session.add(opening)
    db.session.commit()
    return opening
