"""A supervisor gives a one-time code, and only to those who may do no more than learn."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import PasswordCode
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from app.library.queries import Library
from tests.factories import NOON
from tests.learning.pages import words_in, words_of
from tests.teams.person_team import make_team

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture(autouse=True)
def friday_noon() -> Iterator[None]:
    """It is Friday 20 November 2026, noon in Shanghai."""
    with time_machine.travel(NOON, tick=False):
        yield


def test_a_code_is_shown_once_and_large_and_kept_nowhere(
    client: FlaskClient, published: Library, caplog: pytest.LogCaptureFixture
) -> None:
    team = make_team(client)
    url = f"/team/{team.learner.id}/code"
    assert "Give a code" in words_of(client, url)

    page = client.post(url)

    words = words_in(page.text.split('<main id="main"', 1)[1])
    found = re.search(r"\b(\d{4}) (\d{4})\b", words)
    assert found is not None
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Good until 12:15 (15 min)" in words
    assert "/password/code" in words
    assert "H0128" in words
    given = db.session.get_one(PasswordCode, team.learner.id)
    assert given.given_by_id == team.leader.id
    code = found[1] + found[2]
    events = db.session.scalars(select(Event).where(Event.person_id == team.learner.id)).all()
    assert "gave_code" in [event.verb for event in events]
    assert code not in "".join(f"{e.verb}{e.object_id}{e.details}" for e in events)
    assert code not in caplog.text
    assert code not in client.get(url).text


def test_the_code_on_the_page_is_the_one_that_works(
    client: FlaskClient, published: Library
) -> None:
    team = make_team(client)
    page = client.post(f"/team/{team.learner.id}/code")
    found = re.search(r">(\d{4}) (\d{4})<", page.text)
    assert found is not None

    phone = client.application.test_client()
    words = "".join(("horse", "-", "battery", "-", "staple"))
    answer = phone.post(
        "/password/code",
        data={
            "identifier": "H0128",
            "code": found[1] + found[2],
            "new": words,
            "repeat": words,
        },
    )

    assert answer.status_code == 302, words_in(answer.text)
    assert db.session.get(PasswordCode, team.learner.id) is None


@pytest.mark.parametrize("role", [Role.ADMIN, Role.HR, Role.AUTHOR, Role.SUPERVISOR])
def test_somebody_with_more_rights_gets_no_code_from_a_supervisor(
    client: FlaskClient, published: Library, role: Role
) -> None:
    team = make_team(client, roles=(Role.LEARNER, role))
    url = f"/team/{team.learner.id}/code"

    page = client.post(url)

    assert page.status_code == 403
    assert "has more rights here than a learner" in words_in(page.text)
    assert "has more rights here than a learner" in words_of(client, url)
    assert "Give a code" not in words_of(client, url)
    assert db.session.get(PasswordCode, team.learner.id) is None


def test_an_observer_may_have_one(client: FlaskClient, published: Library) -> None:
    team = make_team(client, roles=(Role.OBSERVER,))

    assert client.post(f"/team/{team.learner.id}/code").status_code == 200
