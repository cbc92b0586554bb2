"""A candidate's page saves answers by itself, below her link and without any sign-in."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.attempts.models import Receipt
from app.db import db
from tests.attempts.phone import Phone
from tests.conftest import Statements
from tests.content_tree import ContentTree
from tests.factories import make_company, make_person, sign_in
from tests.screening.candidate_visits import RIGHT, Visitor, make_invitation, publish_screening


@pytest.fixture
def visitor(app: Flask, content: ContentTree) -> Visitor:
    """Somebody with a link, in a company that screens."""
    make_company(candidate_days=90)
    publish_screening(content)
    return make_invitation()


@pytest.fixture
def phone(client: FlaskClient, visitor: Visitor) -> Phone:
    """The browser in which a candidate has begun her quiz."""
    return Phone(client, visitor.home + visitor.begin(client))


def test_her_answer_is_kept_whoever_is_signed_in_here(phone: Phone, visitor: Visitor) -> None:
    sign_in(phone.client, make_person())

    answer = phone.give("first", RIGHT["first"])

    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    assert (answer.json["state"], answer.json["receipt"]) == ("kept", 1)
    assert answer.headers["Cache-Control"] == "no-store"
    (receipt,) = db.session.scalars(select(Receipt))
    assert receipt.person_id == visitor.invitation.person_id


@pytest.mark.database("sqlite")
def test_it_costs_at_most_six_statements(phone: Phone, statements: Statements) -> None:
    phone.give("first", RIGHT["first"])
    statements.clear()

    phone.give("first", RIGHT["first"])

    assert len(statements) <= 6, statements


@pytest.mark.database("sqlite")
def test_another_link_does_not_lead_to_her_attempt(
    app: Flask, phone: Phone, visitor: Visitor
) -> None:
    other = Visitor("x" * 32)
    stranger = Phone(app.test_client(), phone.address.replace(visitor.token, other.token))

    answer = stranger.give("first", RIGHT["first"])

    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["code"] == "not-found"


@pytest.mark.database("sqlite")
def test_a_form_of_another_site_is_refused(phone: Phone) -> None:
    answer = phone.post(b"{}", headers={"X-Touchpoint": "answers", "Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["code"] == "not-allowed"
