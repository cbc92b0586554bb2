"""A supervisor gives one of her people more time in quizzes."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import Event
from app.db import db
from app.library.queries import Library
from tests.learning.pages import words_of
from tests.teams.person_team import make_team

pytestmark = pytest.mark.database("sqlite")


def test_more_time_is_given_recorded_and_taken_back(
    client: FlaskClient, published: Library
) -> None:
    team = make_team(client)
    page = f"/team/{team.learner.id}"

    sent = client.post(f"{page}/extra-time", data={"extra_time": "50"})

    assert sent.location == page
    db.session.refresh(team.learner)
    assert team.learner.extra_time == 50
    assert "It holds from the next attempt on." in words_of(client, page)
    event = db.session.scalars(select(Event).where(Event.verb == "changed")).one()
    assert event.details == {"fields": ["extra_time"]}
    client.post(f"{page}/extra-time", data={"extra_time": "0"})
    db.session.refresh(team.learner)
    assert team.learner.extra_time == 0


@pytest.mark.parametrize("odd", ["", "30", "-20", "x", "1e2", "9" * 400])
def test_other_times_are_not_given(client: FlaskClient, published: Library, odd: str) -> None:
    team = make_team(client)
    page = f"/team/{team.learner.id}"

    assert client.post(f"{page}/extra-time", data={"extra_time": odd}).location == page

    db.session.refresh(team.learner)
    assert team.learner.extra_time == 0
    assert "Choose one of the times." in words_of(client, page)


def test_those_of_others_get_none(client: FlaskClient, published: Library) -> None:
    team = make_team(client)

    for person in (team.outsider, team.leader):
        sent = client.post(f"/team/{person.id}/extra-time", data={"extra_time": "50"})
        assert sent.status_code == 404
