"""An administrator and an author who read English, signed in."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from app.library.queries import Library
from tests.factories import make_person, sign_in


@pytest.fixture
def admin(client: FlaskClient, published: Library) -> Person:
    """Who keeps people and units, where the small tree is published."""
    admin = make_person(name="周建国", employee_number="H0001", language="en", roles=(Role.ADMIN,))
    sign_in(client, admin)
    return admin


@pytest.fixture
def author(client: FlaskClient, published: Library) -> Person:
    """Who writes courses and publishes them."""
    author = make_person(name="李敏", employee_number="H0003", language="en", roles=(Role.AUTHOR,))
    sign_in(client, author)
    return author
