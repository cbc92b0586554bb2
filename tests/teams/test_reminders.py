"""Reminding one person, and a group without names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import Event
from app.db import db
from app.learning.today import DueItem
from app.library.queries import Library
from app.notices.models import Notice
from app.teams.reminders import again_at, due_of_many
from tests.factories import NOON, make_person, sign_in
from tests.learning.pages import main_of, words_of
from tests.learning.shelf import FRIDAY, text
from tests.teams.person_team import Team, follow_plan, make_team

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, noon in Shanghai."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def team(clock: time_machine.Coordinates, client: FlaskClient, published: Library) -> Team:
    return make_team(client)


def words_after_sending(client: FlaskClient, team: Team) -> str:
    """What stands on the page to which the button leads."""
    return words_of(client, client.post(f"/team/{team.learner.id}/reminder").location)


def mails() -> list[Notice]:
    return list(db.session.scalars(select(Notice).order_by(Notice.created_at)))


def test_the_text_names_the_person_and_what_is_due_and_leads_to_today(
    client: FlaskClient, team: Team, published: Library
) -> None:
    client.application.config["PUBLIC_URL"] = "https://learn.example/"
    follow_plan(team.learner, published)

    page = main_of(client, f"/team/{team.learner.id}/reminder")

    assert "Hello 陈丽华," in page
    assert "· Etiquette, was due 13 November" in page
    assert "· On the telephone, was due yesterday" in page
    assert "Go on here: https://learn.example/" in page
    assert 'data-copy="#reminder"' in page


def test_who_has_nothing_due_is_told_what_comes_next(client: FlaskClient, team: Team) -> None:
    assert "next comes: Etiquette" in words_of(client, f"/team/{team.learner.id}/reminder")


def test_a_mail_goes_out_signed_and_in_her_language(
    client: FlaskClient, team: Team, published: Library
) -> None:
    team.learner.language = "zh-Hans"
    follow_plan(team.learner, published)

    assert "A mail to 陈丽华 is on its way." in words_after_sending(client, team)
    (mail,) = mails()
    assert (mail.kind, mail.recipient) == ("reminder", "lihua@example.com")
    assert "接待礼仪" in mail.body
    assert mail.body.endswith("\n黄志强\n")
    events = db.session.scalars(select(Event).where(Event.verb == "reminded")).all()
    assert [(each.actor_id, each.person_id) for each in events] == [
        (team.leader.id, team.learner.id)
    ]


def test_the_interface_stays_in_the_supervisors_language(client: FlaskClient, team: Team) -> None:
    team.learner.language = "zh-Hans"

    assert "Send the mail" in words_of(client, f"/team/{team.learner.id}/reminder")


def test_a_second_mail_within_twenty_hours_is_not_sent(
    client: FlaskClient, team: Team, clock: time_machine.Coordinates
) -> None:
    url = f"/team/{team.learner.id}/reminder"
    client.post(url)
    clock.shift(timedelta(hours=19))
    sign_in(client, team.leader)

    words = words_after_sending(client, team)

    assert len(mails()) == 1
    assert "A mail was sent already." in words
    assert "Send the mail" not in words
    clock.shift(timedelta(hours=1))
    client.post(url)
    assert len(mails()) == 2


def test_without_an_address_the_text_is_there_to_copy(client: FlaskClient, team: Team) -> None:
    team.learner.email = None
    url = f"/team/{team.learner.id}/reminder"

    assert "There is no mail address." in words_of(client, url)
    words = words_after_sending(client, team)

    assert mails() == []
    assert words.count("There is no mail address.") == 2


def test_the_person_page_says_when_she_was_reminded(client: FlaskClient, team: Team) -> None:
    assert "none yet" in words_of(client, f"/team/{team.learner.id}")
    client.post(f"/team/{team.learner.id}/reminder")

    assert "today 12:00" in words_of(client, f"/team/{team.learner.id}")


def test_the_group_is_told_numbers_and_no_names(
    client: FlaskClient, team: Team, published: Library
) -> None:
    other = make_person(name="王芳", supervisor_id=team.leader.id)
    follow_plan(team.learner, published)
    follow_plan(other, published, days_ago=2)

    page = main_of(client, "/team/reminder")

    assert "· Etiquette: 2 people, 2 of them late" in page
    assert "· On the telephone: 2 people, 1 of them late" in page
    assert "陈丽华" not in page
    assert "王芳" not in page


def test_a_group_with_nothing_due_is_told_nothing(client: FlaskClient, team: Team) -> None:
    assert "Nothing is due in your team in the next 7 days." in words_of(client, "/team/reminder")


def test_what_is_due_for_most_comes_first() -> None:
    late = DueItem("course", "a", text("a"), FRIDAY - timedelta(days=1), "late", None)
    soon = DueItem("course", "b", text("b"), FRIDAY, "due", None)

    counted = due_of_many([[late, soon], [soon], []])

    assert [(each.due.slug, each.count, each.late_count) for each in counted] == [
        ("b", 2, 0),
        ("a", 1, 1),
    ]


@pytest.mark.parametrize(("hours", "wait"), [(0, 20), (19, 1), (20, None), (30, None)])
def test_how_long_a_second_mail_waits(hours: int, wait: int | None) -> None:
    again = again_at(NOON - timedelta(hours=hours), now=NOON)

    assert again == (None if wait is None else NOON + timedelta(hours=wait))


def test_the_first_mail_need_not_wait() -> None:
    assert again_at(None, now=NOON) is None
