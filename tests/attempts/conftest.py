"""Somebody who sits a quiz."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.library.queries import Library
from tests.attempts.sitting import Sitting, start
from tests.factories import make_person, sign_in


@pytest.fixture
def person(client: FlaskClient, published: Library) -> Person:
    """Somebody signed in who reads English."""
    person = make_person(language="en")
    sign_in(client, person)
    return person


@pytest.fixture
def sitting(client: FlaskClient, person: Person) -> Sitting:
    """An attempt that was just begun."""
    return start(client)
