"""Answers that came after the time: somebody decides whether they count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.models import Attempt, Receipt, Rescoring
from app.db import db, utcnow
from app.enrolments.queries import completed_names
from app.library.queries import Library
from tests.attempts.sitting import RIGHT, WRONG, Sitting, start, words
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in


@pytest.fixture
def leader(published: Library, content: ContentTree) -> Person:
    """Who decides; the quiz has ten minutes."""
    content.set_rules("time_limit: 10")
    publish_tree(content)
    return make_person(name="黄主管", language="en", roles=(Role.SUPERVISOR,))


@pytest.fixture
def late(app: Flask, leader: Person) -> Sitting:
    """Four of six are right in time, a fifth comes late."""
    return sit_late(app, make_person(name="陈迟到", language="en", supervisor_id=leader.id))


def sit_late(app: Flask, person: Person) -> Sitting:
    """Somebody whose last answer comes after the time."""
    phone = app.test_client()
    sign_in(phone, person)
    sitting = start(phone)
    in_time = RIGHT | {i: WRONG[i] for i in ("form-or-phone", "message-slip")}
    sitting.answer_all(in_time)
    with time_machine.travel(utcnow() + timedelta(minutes=12), tick=False):
        sitting.answer("form-or-phone", RIGHT["form-or-phone"])
    # Back from the future she is signed in anew.
    sign_in(phone, person)
    return sitting


def the_attempt() -> Attempt:
    """The one attempt as it is now."""
    return db.session.scalars(select(Attempt)).one()


def numbers() -> list[int]:
    """The receipts that came late."""
    return list(db.session.scalars(select(Receipt.number).where(Receipt.state == "late")))


def decide(client: FlaskClient, deed: str, **fields: Any) -> Any:
    """Press one of the two buttons."""
    values = {"receipt": numbers()} | fields
    return client.post(f"/marking/late/{the_attempt().id}/{deed}", data=values)


def test_a_late_answer_stands_beside_what_counts(
    client: FlaskClient, late: Sitting, leader: Person
) -> None:
    assert the_attempt().score == 0.666667
    assert "1 answer came late" in words(late.result())
    sign_in(client, leader)

    page = words(client.get("/marking/late"))

    assert "陈迟到" in page
    assert "66 points, 80 pass" in page
    assert "Counts now The form Came late The telephone arrived" in page


def test_an_admitted_answer_counts_and_may_pass(
    client: FlaskClient, late: Sitting, leader: Person
) -> None:
    sign_in(client, leader)

    assert decide(client, "admission").location == "/marking/late"

    attempt = the_attempt()
    assert (attempt.score, attempt.is_passed) == (0.833333, True)
    assert ("quiz", "telephone") in completed_names(attempt.person_id)
    assert "because answers that came late were admitted" in words(late.result())
    assert "No answer came too late." in words(client.get("/marking/late"))
    assert decide(client, "admission", receipt=["7"]).status_code == 302
    assert db.session.scalars(select(Rescoring.cause)).all() == ["late"]


def test_a_dismissed_answer_changes_nothing(
    client: FlaskClient, late: Sitting, leader: Person
) -> None:
    sign_in(client, leader)

    decide(client, "dismissal")

    assert the_attempt().score == 0.666667
    assert "came late" not in words(late.result())
    assert db.session.scalars(select(Rescoring)).all() == []


@pytest.mark.parametrize("numbers", [[], ["x"], ["-1"], ["1" * 12], ["²"]])
def test_nonsense_decides_nothing(
    client: FlaskClient, late: Sitting, leader: Person, numbers: list[str]
) -> None:
    sign_in(client, leader)

    assert decide(client, "admission", receipt=numbers).status_code == 400
    assert the_attempt().score == 0.666667


def test_another_supervisor_and_the_person_herself_do_not_decide(
    app: Flask, client: FlaskClient, late: Sitting
) -> None:
    sign_in(client, make_person(language="en", roles=(Role.SUPERVISOR,)))
    assert "陈迟到" not in client.get("/marking/late").text
    assert decide(client, "admission").status_code == 404

    hr = make_person(language="en", roles=(Role.HR,))
    sitting = sit_late(app, hr)
    own = sitting.address.rsplit("/", 1)[1]
    answer = sitting.client.post(f"/marking/late/{own}/admission", data={"receipt": ["7"]})
    assert answer.status_code == 404
    assert "陈迟到" in sitting.client.get("/marking/late").text


def test_the_page_costs_the_same_for_many(
    app: Flask, client: FlaskClient, late: Sitting, leader: Person, statements: Statements
) -> None:
    sign_in(client, leader)
    client.get("/marking/late")
    statements.clear()
    client.get("/marking/late")
    few = len(statements)
    for _ in range(2):
        sit_late(app, make_person(supervisor_id=leader.id))
    statements.clear()

    client.get("/marking/late")

    assert len(statements) == few <= 4, statements
