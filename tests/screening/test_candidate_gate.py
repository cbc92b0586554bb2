"""Links that open nothing, and what a link does not open."""

from __future__ import annotations

import logging
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.locking import lock_sign_in
from app.accounts.models import RoleGrant, SignIn
from app.accounts.roles import Role
from app.db import db, utcnow
from app.screening.models import Decision
from tests.attempts.sitting import words
from tests.content_tree import ContentTree
from tests.factories import make_company, make_person, sign_in
from tests.screening.candidate_visits import (
    CONSENT,
    ENGLISH,
    Visitor,
    make_candidate,
    make_invitation,
    publish_screening,
)

pytestmark = pytest.mark.database("sqlite")

PAGES = ("", "/lesson", "/quiz", "/self", "/thanks", "/withdrawn", f"/quiz/{uuid.UUID(int=7)}")
DEEDS = ("/consent", "/lesson", "/quiz", "/self", "/withdrawal")


@pytest.fixture(autouse=True)
def _company(app: Flask, content: ContentTree) -> None:
    make_company()
    publish_screening(content)


def ended() -> dict[str, Visitor]:
    """Links that have ended, each in its way."""
    past = utcnow() - timedelta(minutes=1)
    ways: dict[str, dict[str, Any]] = {
        "expired": {"created_at": past - timedelta(days=8), "expires_at": past},
        "revoked": {"revoked_at": past},
        "withdrawn-by-hr": {"withdrawn_at": past},
        "hired": {"hired_at": past},
    }
    links = {way: make_invitation(way, **values) for way, values in ways.items()}
    links["employed"] = make_invitation("employed", make_person())
    links["left"] = make_invitation("left", make_candidate(deactivated_at=past))
    declined = make_invitation("declined")
    db.session.add(
        Decision(
            invitation_id=declined.invitation.id,
            person_id=declined.invitation.person_id,
            outcome="declined",
            reason="还需要练习接电话。",
            decided_at=past,
        )
    )
    db.session.commit()
    return links | {"declined": declined}


def told(page: TestResponse, link: Visitor) -> str:
    """A page without what is different each time: the address asked for, the token of forms."""
    text = page.text.replace(link.token, "TOKEN")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)


def test_ended_links_read_like_one_that_never_was(client: FlaskClient) -> None:
    never = Visitor("never")
    guess = told(never.get(client), never)

    assert "周玉兰" not in guess
    assert "和苑物业" not in guess
    assert "ask whoever sent it to you" in guess
    for way, link in ended().items():
        page = link.get(client)
        assert page.status_code == never.get(client).status_code == 404, way
        assert told(page, link) == guess, way


def test_behind_an_ended_link_nothing_opens_and_nothing_happens(client: FlaskClient) -> None:
    for way, link in ended().items():
        for page in PAGES:
            if (way, page) != ("withdrawn-by-hr", "/withdrawn"):
                assert link.get(client, page).status_code == 404, (way, page)
        for deed in DEEDS:
            assert link.post(client, deed, CONSENT).status_code == 404, (way, deed)
        assert link.invitation.consented_at is None, way
        assert link.invitation.attempt_id is None, way


def test_a_position_that_screens_no_more_begins_nothing(client: FlaskClient) -> None:
    visitor = make_invitation(position="gardener")

    assert visitor.get(client).status_code == 404
    assert visitor.consent(client).status_code == 404


def test_a_link_opens_no_attempt_but_its_own(app: Flask, client: FlaskClient) -> None:
    one, other = make_invitation("one"), make_invitation("other")
    place = one.begin(client)
    other.begin(app.test_client())

    assert other.get(client, place).status_code == 404
    assert other.get(client, f"{place}/overview").status_code == 404
    assert other.answer(client, place, "first").status_code == 404
    assert other.post(client, f"{place}/submission").status_code == 404
    assert one.attempt.submitted_at is None
    assert one.attempt.responses == []


def test_two_invitations_of_one_person_keep_their_attempts_apart(client: FlaskClient) -> None:
    person = make_candidate()
    older, newer = make_invitation("older", person), make_invitation("newer", person)
    older_place = older.begin(client)
    older.answer(client, older_place, "first")

    newer_place = newer.begin(client)

    assert newer_place != older_place
    assert older.attempt.submitted_at is not None
    assert newer.attempt.responses == []
    assert newer.get(client, older_place).status_code == 404


def test_a_link_opens_no_page_of_the_staff(client: FlaskClient) -> None:
    visitor = make_invitation()
    place = visitor.begin(client)

    assert client.get(f"/attempts/{visitor.attempt.id}").location.startswith("/login")
    assert client.get("/quizzes/first-look").location.startswith("/login")
    assert visitor.get(client, place).status_code == 200


def test_whoever_is_signed_in_stays_outside(app: Flask, client: FlaskClient) -> None:
    hr = make_person(name="李敏", language="en")
    sign_in(client, hr)
    visitor = make_invitation()

    page = visitor.get(client)
    visitor.begin(client)

    assert page.text.count("李敏") == 1  # The contact, and not the account.
    assert "Main navigation" not in page.text
    assert visitor.attempt.person_id != hr.id


def test_on_a_locked_tablet_the_thanks_ask_for_it_back(client: FlaskClient) -> None:
    visitor = make_invitation()
    visitor.finish(client)
    assert "give the tablet back" not in words(visitor.get(client, "/thanks"))
    sign_in(client, make_person(roles=(Role.HR,)))
    lock_sign_in(db.session.scalars(select(SignIn)).one(), now=utcnow())
    db.session.commit()

    page = visitor.get(client, "/thanks")

    assert "give the tablet back" in words(page)
    assert 'href="/unlock"' in page.text
    assert client.get("/").location.startswith("/unlock")


def test_no_cache_no_search_engine_and_no_other_page_learns_the_link(client: FlaskClient) -> None:
    for answer in (make_invitation().get(client), Visitor("never").get(client)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_log_does_not_know_the_link(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = make_invitation("a-token-to-look-for")
    with caplog.at_level(logging.DEBUG):
        visitor.finish(client)
        visitor.get(client, "/nothing")

    assert "invitation.submit" in caplog.text
    assert visitor.token not in caplog.text


def test_forms_are_taken_over_https_with_their_token_only(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    visitor = make_invitation()
    secure: dict[str, Any] = {"base_url": "https://localhost"}
    page = client.get(visitor.home, **secure).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    # What a browser sends under this page's policy: the origin, without the path.
    sent = {"headers": ENGLISH | {"Referer": "https://localhost/"}} | secure

    refused = client.post(f"{visitor.home}/consent", data=CONSENT, **sent)
    taken = client.post(f"{visitor.home}/consent", data=CONSENT | {"csrf_token": token}, **sent)

    assert refused.status_code == 400
    assert f'href="{visitor.home}"' in refused.text
    assert taken.status_code == 302


def test_another_language_leads_back_to_the_link(client: FlaskClient) -> None:
    visitor = make_invitation("abc-_DEF")

    answer = client.post("/preferences", data={"language": "en", "next": visitor.home})

    assert answer.location == visitor.home
    assert "Good day" in client.get(visitor.home).text


def test_bad_input_gets_a_page_that_leads_back(client: FlaskClient) -> None:
    visitor = make_invitation()
    visitor.finish(client)
    place = str(visitor.post(client, "/self").location).removeprefix(visitor.home)

    page = visitor.post(client, place, {"rating-calm": "a lot"})

    assert page.status_code == 400
    assert f'href="{visitor.home}"' in page.text
    assert "This did not arrive whole" in words(page)


def test_the_quiz_of_candidates_is_not_to_be_practised(app: Flask) -> None:
    staff = app.test_client()
    sign_in(staff, make_person())

    assert staff.get("/quizzes/first-look").status_code == 404
    assert staff.post("/quizzes/first-look/attempts").status_code == 404
    assert staff.get("/quizzes/telephone").status_code == 200


def test_ones_own_result_stays_readable(app: Flask, client: FlaskClient) -> None:
    visitor = make_invitation()
    visitor.finish(client)
    person = visitor.invitation.person
    person.is_candidate, person.language = False, "en"
    person.grants = [RoleGrant(role="learner", granted_at=utcnow())]
    staff = app.test_client()
    sign_in(staff, person)

    page = staff.get(f"/attempts/{visitor.attempt.id}/result")

    assert visitor.get(client).status_code == 404
    assert "The answers to this quiz are not shown." in words(page)
    assert "/quizzes/first-look" not in page.text
