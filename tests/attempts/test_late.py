"""Answers that came after the time: who sees them, and what admitting them does."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.queries import employees
from app.attempts.answering import admit_late, dismiss_late
from app.attempts.queries import late_receipts, late_receipts_of
from app.audit.models import Event
from app.db import db, utcnow
from tests.attempts.phone import Phone, holding, states
from tests.attempts.sitting import RIGHT, WRONG, kept, only_attempt, start
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_person


@pytest.fixture
def begun_at() -> datetime:
    """When the attempt begins."""
    return utcnow().replace(microsecond=0)


@pytest.fixture
def phone(client: FlaskClient, person: Person, content: ContentTree, begun_at: datetime) -> Phone:
    """A browser that saved one answer in time; the time of ten minutes is up now."""
    content.set_rules("time_limit: 10")
    publish_tree(content)
    with time_machine.travel(begun_at, tick=False):
        phone = Phone(client, start(client).address)
        phone.give("rings", {"answer": "7"})
    return phone


@pytest.fixture(autouse=True)
def _afterwards(phone: Phone, begun_at: datetime) -> object:
    with time_machine.travel(begun_at + timedelta(minutes=20), tick=False) as moment:
        yield moment


def admit(*numbers: int) -> list[str]:
    """A supervisor admits these."""
    by_id = make_person().id
    items = admit_late(only_attempt(), numbers, now=NOON, by_id=by_id)
    db.session.commit()
    return items


def test_late_answers_wait_for_whoever_sees_the_person(phone: Phone, person: Person) -> None:
    phone.give("rings", RIGHT["rings"])

    (found,) = db.session.scalars(late_receipts(employees()))
    assert (found.person_id, found.item, found.answer) == (person.id, "rings", {"text": "3"})
    others = employees().where(employees().selected_columns.id != person.id)
    assert db.session.scalars(late_receipts(others)).all() == []
    assert len(db.session.scalars(late_receipts_of(only_attempt().id)).all()) == 1


def test_an_admitted_answer_holds_from_then_on(phone: Phone, person: Person) -> None:
    phone.give("rings", RIGHT["rings"])
    phone.give("well-known-caller", RIGHT["well-known-caller"])

    assert admit(2) == ["rings"]

    assert kept() == {"rings": {"text": "3"}}
    assert holding("rings") == 2
    assert states() == ["kept", "admitted", "late"]
    event = db.session.scalars(select(Event).where(Event.verb == "admitted_late")).one()
    assert (event.person_id, event.details) == (person.id, {"count": 1})
    assert admit(2) == []
    assert admit(3) == ["well-known-caller"]
    assert kept() == {"rings": {"text": "3"}, "well-known-caller": {"value": False}}


def test_of_several_the_last_arrival_holds(phone: Phone) -> None:
    phone.give("rings", WRONG["rings"])
    phone.give("rings", RIGHT["rings"])

    assert admit(3, 2) == ["rings"]

    assert kept() == {"rings": {"text": "3"}}
    assert states() == ["kept", "admitted", "admitted"]


def test_within_one_browser_an_older_answer_does_not_come_back(phone: Phone) -> None:
    older = phone.message("rings", WRONG["rings"])
    phone.give("rings", RIGHT["rings"])
    phone.send(older)

    assert admit(2, 3) == ["rings"]

    assert kept() == {"rings": {"text": "3"}}
    assert states() == ["kept", "admitted", "superseded"]


def test_between_browsers_the_later_arrival_holds(phone: Phone) -> None:
    older = phone.message("rings", WRONG["rings"])
    phone.give("rings", RIGHT["rings"])
    Phone(phone.client, phone.address).send(older | {"client": CLIENT})

    admit(2, 3)

    assert kept() == {"rings": {"text": "5"}}


def test_a_dismissed_answer_stays_in_the_ledger_only(phone: Phone) -> None:
    message = phone.message("rings", RIGHT["rings"])
    phone.send(message)

    count = dismiss_late(only_attempt(), [2], now=NOON, by_id=make_person().id)
    db.session.commit()

    assert count == 1
    assert kept() == {"rings": {"text": "7"}}
    assert states() == ["kept", "dismissed"]
    assert admit(2) == []
    assert phone.send(message).json["state"] == "late"  # type: ignore[index]


def test_what_was_in_time_is_neither_admitted_nor_dismissed(phone: Phone, app: Flask) -> None:
    assert admit(1, 99) == []
    assert dismiss_late(only_attempt(), [1, 99], now=NOON, by_id=make_person().id) == 0
    assert states() == ["kept"]


CLIENT = "5f0f7c52-6f0c-4d53-8a43-0d6f4b5b7a11"
