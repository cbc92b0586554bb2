"""Noon of a day, a published policy, and somebody who reads English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.library.queries import Library
from tests.content_tree import ContentTree
from tests.factories import NOON, make_company, make_person, make_unit, sign_in
from tests.policies.texts import publish_policy


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    """The clock stands at noon of 20 November."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def policy(published: Library, content: ContentTree) -> Library:
    """The small library with a policy that no plan asks for."""
    make_company()
    return publish_policy(content)


@pytest.fixture
def reader(client: FlaskClient, policy: Library, noon: time_machine.Traveller) -> Person:
    """A learner who reads English, signed in."""
    person = make_person(language="en", unit_id=make_unit().id)
    sign_in(client, person)
    return person
