"""HR at her desk, with a position for which candidates are screened."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from app.library.queries import Library
from tests.content_tree import ContentTree
from tests.factories import make_company, make_person, sign_in
from tests.screening.candidate_visits import publish_screening


@pytest.fixture
def shelf(app: Flask, content: ContentTree) -> Library:
    """The library with a lesson, a quiz and a self-assessment for candidates."""
    make_company(language="en")
    return publish_screening(content)


@pytest.fixture
def hr(client: FlaskClient, shelf: Library) -> Person:
    """Somebody of HR who is signed in and reads English."""
    person = make_person(name="林静", language="en", roles=(Role.HR,))
    sign_in(client, person)
    return person
