"""Somebody who is signed in, with the small library published."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from app.library.queries import Library
from tests.factories import make_company, make_person, make_unit, sign_in

POSITION = "customer-service-assistant"


@pytest.fixture
def learner(client: FlaskClient, published: Library) -> Person:
    """A learner in the position that the small library has; she reads English."""
    make_company()
    return signed_in(client)


def signed_in(
    client: FlaskClient, *roles: Role, position: str | None = POSITION, language: str = "en"
) -> Person:
    """Sign somebody in; a learner, unless roles are named."""
    person = make_person(
        roles=roles or (Role.LEARNER,),
        position=position,
        language=language,
        unit_id=make_unit().id,
    )
    sign_in(client, person)
    return person
