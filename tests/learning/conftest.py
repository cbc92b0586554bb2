"""Learners at noon of a Friday, with the small library published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.library.queries import Library
from tests.factories import NOON, make_company, make_person, make_unit, sign_in


@pytest.fixture
def friday_noon() -> Iterator[None]:
    """It is Friday 20 November 2026, noon in Shanghai."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def learner(friday_noon: None, client: FlaskClient, published: Library) -> Person:
    """A learner who is signed in and reads English, so that tests do not hang on translations."""
    make_company()
    unit = make_unit()
    position = "customer-service-assistant"
    person = make_person(language="en", unit_id=unit.id, position=position)
    sign_in(client, person)
    return person
