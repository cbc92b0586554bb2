"""Inviting one person or many, and what comes of it: link, mail, slip."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.viewer import hash_token
from app.audit.models import Event
from app.db import db, utcnow
from app.library.queries import Library
from app.notices.models import Notice
from app.screening.models import Invitation
from app.screening.tokens import token_of
from tests.factories import make_person, sign_in
from tests.learning.pages import main_of, words_in, words_of
from tests.screening.candidate_visits import POSITION
from tests.screening.desk import KEY, make_invited

TERMS = {"position": POSITION, "days": "7", "contact": "林静 021-5550 0000", "extra_time": "0"}
ONE = TERMS | {"who": "one", "name": "周玉兰", "mobile": "", "email": ""}
MANY = TERMS | {"who": "many"}


def invite(client: FlaskClient, **values: Any) -> Any:
    """Send the form."""
    return client.post("/screening/invitations", data=values)


def the_invitation() -> Invitation:
    """The only one there is."""
    return db.session.scalars(select(Invitation)).one()


def count(model: type) -> int:
    """How many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_inviting_one_leads_to_a_page_with_the_link(client: FlaskClient, hr: Person) -> None:
    answer = invite(client, **ONE | {"mobile": "138 0000 5561", "extra_time": "50"})

    invitation = the_invitation()
    assert answer.location == f"/screening/invitations/{invitation.id}"
    assert (invitation.person.name, invitation.person.is_candidate) == ("周玉兰", True)
    assert invitation.person.mobile is None
    assert (invitation.mobile, invitation.email) == ("13800005561", None)
    assert (invitation.extra_time, invitation.contact) == (50, "林静 021-5550 0000")
    assert invitation.created_by_id == hr.id
    last = invitation.expires_at.astimezone(ZoneInfo("Asia/Shanghai"))
    today = utcnow().astimezone(ZoneInfo("Asia/Shanghai")).date()
    assert (last.date() - today).days == 7
    assert last.strftime("%H:%M") == "23:59"

    token = token_of(invitation.nonce, KEY)
    assert invitation.token_hash == hash_token(token)
    text = main_of(client, answer.location)
    assert f"http://127.0.0.1:8000/i/{token}" in text
    assert "data:image/svg+xml" in text
    words = words_in(text)
    assert "Dear 周玉兰, thank you for applying to 和苑物业 as Customer-service assistant." in words
    assert "Questions? Ask 林静 021-5550 0000." in words


def test_an_address_gets_a_mail_and_no_address_none(client: FlaskClient, hr: Person) -> None:
    invite(client, **ONE)
    assert count(Notice) == 0

    invite(client, **ONE | {"name": "马俊", "email": " Ma@Example.CN "})

    notice = db.session.scalars(select(Notice)).one()
    invitation = db.session.scalars(select(Invitation).where(Invitation.email.is_not(None))).one()
    assert notice.recipient == invitation.email == "ma@example.cn"
    assert notice.person_id == invitation.person_id
    assert f"/i/{token_of(invitation.nonce, KEY)}" in notice.body
    assert "马俊" in notice.body
    assert notice.subject == "Your application: Customer-service assistant"


@pytest.mark.database("sqlite")
def test_the_event_names_ids_and_nobody(client: FlaskClient, hr: Person) -> None:
    invite(client, **ONE | {"email": "ma@example.cn"})

    event = db.session.scalars(select(Event).where(Event.verb == "invited")).one()
    assert event.actor_id == hr.id
    assert event.object_id == str(the_invitation().id)
    assert event.details == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Write the name."),
        ({"name": "陈" * 101}, "Use at most 100 characters."),
        ({"mobile": "12"}, "This is not a mobile number."),
        ({"email": "ma@"}, "This is not an e-mail address."),
        ({"position": "gardener"}, "Not a valid choice"),
        ({"days": "999"}, "Not a valid choice"),
        ({"days": "x"}, "Invalid Choice"),
        ({"extra_time": "7"}, "Not a valid choice"),
        ({"contact": "x" * 101}, "Use at most 100 characters."),
    ],
)
@pytest.mark.database("sqlite")
def test_what_cannot_be_taken_is_said_and_kept(
    client: FlaskClient, hr: Person, wrong: dict[str, str], said: str
) -> None:
    answer = invite(client, **ONE | {"mobile": "13800005561"} | wrong)

    assert answer.status_code == 422
    assert said in words_in(answer.text)
    typed = wrong.get("name", "周玉兰")
    assert f'value="{typed}"' in answer.text
    assert (count(Invitation), count(Notice)) == (0, 0)
    assert db.session.scalar(select(func.count()).where(Person.is_candidate)) == 0


@pytest.mark.parametrize("body", [{}, {"who": "many"}, {"who": "one"}, {"who": "x", "name": "\0"}])
@pytest.mark.database("sqlite")
def test_half_a_form_is_asked_for_again(
    client: FlaskClient, hr: Person, body: dict[str, str]
) -> None:
    assert invite(client, **body).status_code == 422
    assert count(Invitation) == 0


def test_many_are_invited_at_one_stroke(client: FlaskClient, hr: Person) -> None:
    lines = "姓名，电话\n周玉兰，13800005561\n马俊 138-0000-5562\n\nSiobhán O'Brien s@example.ie"

    answer = invite(client, **MANY | {"lines": lines})

    invited = db.session.scalars(select(Invitation).order_by(Invitation.id)).all()
    assert [(each.person.name, each.mobile, each.email) for each in invited] == [
        ("周玉兰", "13800005561", None),
        ("马俊", "13800005562", None),
        ("Siobhán O'Brien", None, "s@example.ie"),
    ]
    assert len({each.token_hash for each in invited}) == 3
    assert count(Notice) == 1
    assert answer.location == f"/screening/slips?batch={invited[0].id}"

    page = main_of(client, answer.location)
    assert page.count('class="tp-slip"') == 3
    for each in invited:
        assert page.count(f"/i/{token_of(each.nonce, KEY)}") >= 2
    assert "3 people are invited." in words_in(page)


@pytest.mark.database("sqlite")
def test_a_line_that_may_not_be_asked_stores_nothing_of_any(
    client: FlaskClient, hr: Person
) -> None:
    lines = "周玉兰，13800005561\n马俊，28，男，13800005562\n13800005563\n何敏，110101199003071234"

    answer = invite(client, **MANY | {"lines": lines})

    assert answer.status_code == 422
    words = words_in(answer.text)
    for number in (2, 3, 4):
        assert f"Line {number}:" in words
    assert "Line 1:" not in words
    # What was typed is there to be mended.
    assert lines in answer.text
    assert (count(Invitation), count(Notice)) == (0, 0)
    assert db.session.scalar(select(func.count()).where(Person.is_candidate)) == 0


@pytest.mark.database("sqlite")
def test_no_lines_and_too_many_are_said(client: FlaskClient, hr: Person) -> None:
    assert "Write at least one line" in words_in(invite(client, **MANY | {"lines": " \n"}).text)
    lines = "\n".join(f"周玉兰 138{n:08}" for n in range(201))
    answer = invite(client, **MANY | {"lines": lines})
    assert "Line 201: more than 200 lines." in words_in(answer.text)
    assert count(Invitation) == 0


@pytest.mark.database("sqlite")
def test_two_hundred_lines_are_taken(client: FlaskClient, hr: Person) -> None:
    lines = "\n".join(f"周玉兰 138{n:08}" for n in range(200))
    assert invite(client, **MANY | {"lines": lines}).status_code == 302
    assert count(Invitation) == 200


@pytest.mark.database("sqlite")
def test_the_form_remembers_whom_to_ask(client: FlaskClient, hr: Person) -> None:
    assert 'value="林静"' in main_of(client, "/screening/invitations/new")

    make_invited(by=hr, contact="王主任 8001")

    assert 'value="王主任 8001"' in main_of(client, "/screening/invitations/new")


@pytest.mark.database("sqlite")
def test_only_positions_that_screen_are_offered(client: FlaskClient, hr: Person) -> None:
    page = main_of(client, "/screening/invitations/new")
    assert re.findall(r'<option(?: selected)? value="([a-z-]+)"', page) == [POSITION]


@pytest.mark.database("sqlite")
def test_without_such_a_position_the_pages_say_what_is_missing(
    client: FlaskClient, published: Library
) -> None:
    sign_in(client, make_person(language="en", roles=("hr",)))  # type: ignore[arg-type]
    for page in ("/screening", "/screening/invitations/new"):
        assert "No position can be screened yet." in words_of(client, page)


@pytest.mark.database("sqlite")
def test_slips_are_those_of_one_stroke(client: FlaskClient, hr: Person) -> None:
    at = utcnow() - timedelta(hours=2)
    one, two = make_invited("周玉兰", now=at, by=hr), make_invited("马俊", now=at, by=hr)
    make_invited("何敏", now=at + timedelta(seconds=1), by=hr)
    make_invited("孙立", now=at, by=None)

    words = words_of(client, f"/screening/slips?batch={two.id}")

    assert "周玉兰" in words
    assert "马俊" in words
    assert "何敏" not in words
    assert "孙立" not in words
    alone = words_of(client, f"/screening/invitations/{one.id}/slip")
    assert "周玉兰" in alone
    assert "马俊" not in alone


@pytest.mark.parametrize(
    "query", ["", "?batch=", "?batch=x", f"?batch={'0' * 8}-0000-7000-8000-000000000000"]
)
@pytest.mark.database("sqlite")
def test_slips_of_nobody_are_not_found(client: FlaskClient, hr: Person, query: str) -> None:
    assert client.get(f"/screening/slips{query}").status_code == 404


@pytest.mark.database("sqlite")
def test_a_dead_link_is_on_no_slip(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited()
    invitation.revoked_at = utcnow()
    token = token_of(invitation.nonce, KEY)

    page = main_of(client, f"/screening/invitations/{invitation.id}/slip")

    assert token not in page
    assert "None of these links works any more." in words_in(page)


@pytest.mark.parametrize("path", ["", "/invitations/new", "/slips", "/positions/" + POSITION])
@pytest.mark.database("sqlite")
def test_the_pages_are_for_hr_only(client: FlaskClient, shelf: Library, path: str) -> None:
    for role in ("learner", "supervisor", "admin", "author", "observer"):
        sign_in(client, make_person(roles=(role,)))  # type: ignore[arg-type]
        assert client.get(f"/screening{path}").status_code == 403, role
