"""A company of a few people: a team with its supervisor, another one, and HR."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.db import db
from app.library.queries import Library
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, make_unit, sign_in

POSITION = "customer-service-assistant"
FILE = f"courses/positions/{POSITION}.yaml"


@dataclass
class House:
    """Who works here."""

    app: Flask
    learner: Person
    colleague: Person
    supervisor: Person
    other_learner: Person
    other_supervisor: Person
    hr: Person
    team: Unit

    def client(self, person: Person) -> FlaskClient:
        """A browser at which this person is signed in."""
        client = self.app.test_client()
        sign_in(client, person)
        return client


@pytest.fixture
def house(app: Flask, published: Library) -> House:
    """Two teams and HR, all of them readers of English."""
    supervising = (Role.LEARNER, Role.SUPERVISOR)
    supervisor = make_person(name="Huang", language="en", roles=supervising, email="h@x.example")
    other = make_person(name="Zhao", language="en", roles=supervising)
    hr = make_person(name="Sun", language="en", roles=(Role.LEARNER, Role.HR))
    team = make_unit(name="Lakeside", leader_id=supervisor.id)
    elsewhere = make_unit(name="Centre", leader_id=other.id)
    learner = make_person(
        name="Chen", language="en", unit_id=team.id, position=POSITION, email="c@x.example"
    )
    colleague = make_person(name="Zhou", language="en", unit_id=team.id)
    stranger = make_person(name="Wei", language="en", unit_id=elsewhere.id)
    db.session.commit()
    return House(app, learner, colleague, supervisor, stranger, other, hr, team)


@pytest.fixture
def needing(house: House, app: Flask, content: ContentTree) -> House:
    """The same; the position of the learner needs a guard card and a health certificate."""
    text = content.read(FILE)
    content.write(FILE, f"{text}certificates: [guard-card, health]\n")
    publish_tree(content)
    return house
