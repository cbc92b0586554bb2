"""What is saved without script, what cannot be saved, and what saving costs."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.attempts.models import Response
from app.db import db, utcnow
from app.library.queries import Library
from tests.attempts.sitting import (
    KEPT,
    RIGHT,
    WRONG,
    Fields,
    Sitting,
    asked_on,
    given_on,
    kept,
    only_attempt,
    shown_items,
    start,
    words,
)
from tests.conftest import Statements
from tests.factories import make_person, sign_in
from tests.together import run_together

SCRIPT = "<script>alert(1)</script>"


def test_answers_that_arrive_at_once_are_kept_one_after_the_other(
    app: Flask, person: Person, sitting: Sitting
) -> None:
    phones = [app.test_client() for _ in range(4)]
    for phone in phones:
        sign_in(phone, person)
    statuses: list[int] = []

    def save(phone: FlaskClient) -> None:
        answer = Sitting(phone, sitting.address).answer("rings", RIGHT["rings"])
        statuses.append(answer.status_code)

    run_together(app, [partial(save, phone) for phone in phones])

    assert statuses == [302] * 4
    assert kept() == {"rings": KEPT["rings"]}
    assert only_attempt().responses[0].receipt == 4


# Answers that are none.


STEPS = "message-steps"
BAD: list[tuple[str, Fields, str]] = [
    ("rings", {"answer": "three"}, "Write one number in digits"),
    ("rings", {"answer": SCRIPT}, "Write one number in digits"),
    ("rings", {"answer": "9" * 300}, "This response is too long."),
    ("rings", {"answer": "x" * 100_000}, "This response is too long."),
    ("rings", {"answer": "3\x00"}, "Write one number in digits"),
    ("form-or-phone", {"answer": "c9"}, "This choice does not belong to this question."),
    ("form-or-phone", {"answer": SCRIPT}, "This choice does not belong to this question."),
    ("form-or-phone", {"answer": "x" * 100_000}, "This choice does not belong"),
    ("message-slip", {"answer": ["c1", "c9"]}, "This choice does not belong to this question."),
    ("message-slip", {"answer": ["c1", "c1"]}, "This choice does not belong to this question."),
    ("well-known-caller", {"answer": "maybe"}, "Choose true or false."),
    (STEPS, {"answer-s1": "1", "answer-s2": "1", "answer-s3": "3"}, "Two steps have the same"),
    (STEPS, {"answer-s1": "1", "answer-s2": "2", "answer-s3": ""}, "Some steps have no position"),
    (STEPS, {"answer-s1": "1", "answer-s2": "2", "answer-s3": "4"}, "Give each step a position"),
    (STEPS, {"answer-s1": "1", "answer-s2": "2", "answer-s3": SCRIPT}, "Give each step a position"),
    ("polite-words", {"answer-l1": "r9"}, "This choice does not belong to this question."),
]


@pytest.mark.parametrize(("item", "fields", "told"), BAD)
def test_a_bad_answer_is_explained_and_nothing_is_lost(
    sitting: Sitting, item: str, fields: Fields, told: str
) -> None:
    sitting.answer(item, RIGHT[item])

    page = sitting.answer(item, fields)

    assert page.status_code == 422
    assert told in words(page)
    assert asked_on(page) == item
    assert SCRIPT not in page.text
    assert kept() == {item: KEPT[item]}


@pytest.mark.database("sqlite")
def test_what_was_typed_stands_on_the_page_again(sitting: Sitting) -> None:
    page = sitting.answer("rings", {"answer": 'three "rings" <3', "is_flagged": "yes"})
    assert 'value="three &#34;rings&#34; &lt;3"' in page.text

    page = sitting.answer(STEPS, {"answer-s1": "2", "answer-s2": "2", "answer-s3": "1"})
    assert sorted(given_on(page)) == ["1", "2", "2"]

    page = sitting.answer("polite-words", {"answer-l1": "r1", "answer-l2": "r9"})
    assert given_on(page) == ["r1"]

    page = sitting.answer("message-slip", {"answer": ["c3", "c9"]})
    assert given_on(page) == ["c3"]


@pytest.mark.database("sqlite")
def test_a_mark_that_was_set_with_a_bad_answer_stays_set(sitting: Sitting) -> None:
    page = sitting.answer("rings", {"answer": "three", "is_flagged": "yes"})

    assert re.search(r'name="is_flagged"[^>]* checked', page.text)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("item", ["nothing", "rings2", "RINGS", "%00"])
def test_an_item_that_is_not_in_the_attempt_is_not_found(sitting: Sitting, item: str) -> None:
    assert sitting.answer(item, {"answer": "3"}).status_code == 404


# What it costs.


def warm(sitting: Sitting) -> None:
    """Have the library and the version in memory, as they are in service."""
    sitting.page()


def test_a_question_costs_at_most_four_statements(sitting: Sitting, statements: Statements) -> None:
    sitting.answer_all({item: RIGHT[item] for item in shown_items()[:4]})
    warm(sitting)
    statements.clear()

    sitting.page()

    assert len(statements) <= 4, statements


def test_a_saved_answer_costs_at_most_five_statements(
    sitting: Sitting, statements: Statements
) -> None:
    warm(sitting)
    statements.clear()

    sitting.answer("rings", RIGHT["rings"])
    first = list(statements)
    statements.clear()
    sitting.answer("rings", WRONG["rings"])

    assert len(first) <= 5, first
    assert len(statements) <= 5, statements


def test_an_answer_is_kept_with_its_person_and_moment(sitting: Sitting, person: Person) -> None:
    moment = utcnow() + timedelta(minutes=1)
    with time_machine.travel(moment, tick=False):
        sitting.answer("rings", RIGHT["rings"])

    response = db.session.scalars(select(Response)).one()
    assert response.person_id == person.id
    assert abs(response.saved_at - moment) < timedelta(seconds=1)
    assert response.score is None


def test_a_quiz_in_three_languages(app: Flask, published: Library) -> None:
    for language, title in (
        ("zh-Hans", "电话沟通"),
        ("zh-Hant", "電話溝通"),
        ("en", "On the telephone"),
    ):
        client = app.test_client()
        sign_in(client, make_person(language=language))
        assert title in words(start(client).page())
