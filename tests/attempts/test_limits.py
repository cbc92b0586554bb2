"""Quizzes with rules: how often, how soon again, how long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.attempts.models import Attempt
from app.attempts.scoring import close_overdue
from app.db import db, utcnow
from app.enrolments.queries import completed_names
from tests.attempts.sitting import (
    KEPT,
    RIGHT,
    Sitting,
    asked_on,
    kept,
    only_attempt,
    shown_items,
    start,
    words,
)
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.together import run_together


def give_rules(content: ContentTree, rules: str) -> None:
    """Publish the quiz with these lines in its head."""
    content.set_rules(rules)
    publish_tree(content)


def try_to_start(client: FlaskClient) -> str:
    """Press start, whatever the page offers; where it leads."""
    return str(client.post("/quizzes/telephone/attempts").location)


def attempts() -> int:
    """How many attempts there are."""
    return len(db.session.scalars(select(Attempt.id)).all())


# How often, and how soon again.


def test_when_all_attempts_are_used_there_is_no_more(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    give_rules(content, "attempts: 2")
    start(client).hand_in()
    assert "1 of 2 used" in words(client.get("/quizzes/telephone"))
    start(client).hand_in()

    page = client.get("/quizzes/telephone")
    assert "All attempts are used. Talk to your supervisor" in words(page)
    assert "/quizzes/telephone/attempts" not in page.text
    assert try_to_start(client) == "/quizzes/telephone"
    assert attempts() == 2


def test_between_two_attempts_there_is_a_delay(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    give_rules(content, "delay: 5")
    start(client).hand_in()

    page = client.get("/quizzes/telephone")
    assert "You can try again from" in words(page)
    assert "/quizzes/telephone/attempts" not in page.text
    assert try_to_start(client) == "/quizzes/telephone"
    assert attempts() == 1

    with time_machine.travel(utcnow() + timedelta(hours=5), tick=False):
        start(client)
    assert attempts() == 2


def test_an_open_attempt_is_gone_on_with_whatever_the_rules(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    give_rules(content, "attempts: 1\ndelay: 24")
    sitting = start(client)

    assert start(client) == sitting
    assert "Go on with the open attempt" in words(client.get("/quizzes/telephone"))


def test_attempts_of_others_use_up_nothing(
    app: Flask, client: FlaskClient, person: Person, content: ContentTree
) -> None:
    give_rules(content, "attempts: 1")
    start(client).hand_in()
    other = app.test_client()
    sign_in(other, make_person())

    start(other)

    assert attempts() == 2


# How long.


@pytest.fixture
def begun_at() -> datetime:
    """When the timed attempt begins."""
    return utcnow().replace(microsecond=0)


@pytest.fixture
def timed(client: FlaskClient, person: Person, content: ContentTree, begun_at: datetime) -> Sitting:
    """An attempt of ten minutes."""
    give_rules(content, "time_limit: 10")
    with time_machine.travel(begun_at, tick=False):
        return start(client)


def later(begun_at: datetime, **past: float) -> time_machine.travel:
    """A moment after the beginning."""
    return time_machine.travel(begun_at + timedelta(**past), tick=False)


def test_the_end_of_the_time_stands_on_each_question(timed: Sitting, begun_at: datetime) -> None:
    assert only_attempt().closes_at == begun_at + timedelta(minutes=10)
    with later(begun_at, minutes=5):
        assert "Until " in words(timed.page())
        assert "10 minutes" in words(timed.client.get("/quizzes/telephone"))


@pytest.mark.parametrize("past", [0, 10 * 60, 11 * 60])
def test_until_the_grace_of_a_minute_is_over_answers_count(
    timed: Sitting, begun_at: datetime, past: int
) -> None:
    with later(begun_at, seconds=past):
        assert timed.page().status_code == 200
        assert timed.answer("rings", RIGHT["rings"]).status_code == 302

    assert kept() == {"rings": KEPT["rings"]}


def test_after_the_grace_no_answer_counts_and_handing_in_is_left(
    timed: Sitting, begun_at: datetime
) -> None:
    with later(begun_at, minutes=9):
        timed.answer("rings", RIGHT["rings"])
    with later(begun_at, minutes=11, seconds=1):
        assert timed.page().location == f"{timed.address}/overview"
        assert "The time is up" in words(timed.overview())
        late = timed.answer("form-or-phone", RIGHT["form-or-phone"])
        assert late.location == f"{timed.address}/result"
        late = timed.answer("form-or-phone", {"answer": "c9"})
        assert late.location == f"{timed.address}/result"
        timed.hand_in()
        assert "1 of 6 answered right" in words(timed.result())

    assert kept() == {"rings": KEPT["rings"]}


def test_what_was_left_open_is_handed_in_by_itself(
    timed: Sitting, person: Person, begun_at: datetime
) -> None:
    with later(begun_at, minutes=9):
        timed.answer_all(RIGHT)
    over = begun_at + timedelta(minutes=11)

    assert close_overdue(over) == 0
    assert not only_attempt().is_submitted
    assert close_overdue(over + timedelta(seconds=1)) == 1
    assert close_overdue(over + timedelta(seconds=1)) == 0
    db.session.commit()

    assert only_attempt().is_passed
    assert ("quiz", "telephone") in completed_names(person.id)
    with later(begun_at, minutes=12):
        assert "Passed" in words(timed.result())


def test_attempts_without_a_limit_stay_open(sitting: Sitting) -> None:
    assert close_overdue(utcnow() + timedelta(days=365)) == 0
    assert not only_attempt().is_submitted


def test_two_sweeps_at_once_hand_in_once(app: Flask, timed: Sitting, begun_at: datetime) -> None:
    with later(begun_at, minutes=9):
        timed.answer_all(RIGHT)
    counted: list[int] = []

    def sweep() -> None:
        counted.append(close_overdue(begun_at + timedelta(hours=1)))
        db.session.commit()

    run_together(app, [sweep, sweep])

    assert sum(counted) == 1


# Feedback after each question.


@pytest.fixture
def told_at_once(client: FlaskClient, person: Person, content: ContentTree) -> Sitting:
    """An attempt at the quiz when it tells after each question what was right."""
    give_rules(content, "feedback: each\nshuffle: no")
    return start(client)


TOLD = {
    "rings": "3 rings",
    "form-or-phone": "The ringing cannot wait.",
    "message-slip": "right, not chosen",
    "well-known-caller": "Right False",
    "message-steps": "You put it at place 2.",
    "polite-words": "Right: One moment, please.",
}
WRONG_ORDER = {"answer-s1": "2", "answer-s2": "1", "answer-s3": "3"}
MISTAKES = {
    "rings": {"answer": "4"},
    "form-or-phone": {"answer": "c2"},
    "message-slip": {"answer": ["c1"]},
    "well-known-caller": {"answer": "true"},
    "message-steps": WRONG_ORDER,
    "polite-words": {"answer-l1": "r3"},
}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("item", MISTAKES)
def test_an_answer_is_followed_by_what_was_right(told_at_once: Sitting, item: str) -> None:
    number = shown_items().index(item) + 1
    assert TOLD[item] not in words(told_at_once.page(number))

    answered = told_at_once.answer(item, MISTAKES[item])

    assert answered.location == f"{told_at_once.address}?question={number}"
    page = told_at_once.page(number)
    assert TOLD[item] in words(page)
    assert "Next question" in words(page) or "To the end" in words(page)


def test_what_was_told_cannot_be_answered_anew(told_at_once: Sitting) -> None:
    told_at_once.answer("rings", {"answer": "4"})

    assert told_at_once.answer("rings", RIGHT["rings"]).status_code == 409
    assert told_at_once.answer("rings", {}).status_code == 409
    assert kept() == {"rings": {"text": "4"}}


@pytest.mark.database("sqlite")
def test_going_on_without_an_answer_leaves_the_question_open(told_at_once: Sitting) -> None:
    assert told_at_once.answer("rings", {}).location == f"{told_at_once.address}?question=2"
    assert asked_on(told_at_once.page()) == "rings"


@pytest.mark.database("sqlite")
def test_where_an_answer_is_final_the_script_sends_it_by_its_button(told_at_once: Sitting) -> None:
    page = told_at_once.page()

    assert "data-tells-at-once" in page.text
    assert "That is my answer" in words(page).partition("Actions")[0]


@pytest.mark.database("sqlite")
def test_where_an_answer_can_be_changed_a_script_saves_it(sitting: Sitting) -> None:
    assert "attempt.js" in sitting.page().text
