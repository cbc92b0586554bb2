"""Signing in and out: whom the form lets in, what the cookie holds, and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts import passwords, proving
from app.accounts.models import Person, SignIn
from app.accounts.operations import set_password
from app.accounts.passwords import hash_password
from app.accounts.viewer import hash_token
from app.audit.models import Event
from app.db import db, utcnow
from tests.accounts.conftest import HASH, PASSWORD, LogIn
from tests.factories import make_person, sign_in

WRONG = "the password, is not right"


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/awake").status_code == 204


def sign_ins() -> int:
    return db.session.scalar(select(func.count()).select_from(SignIn)) or 0


def cookie_of(client: FlaskClient) -> dict[str, object]:
    with client.session_transaction() as session:
        return dict(session)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    "identifier",
    [
        "K0207",
        "k0207",
        " K0207 ",
        "Ｋ０２０７",
        "13800005521",
        "+86 138-0000-5521",
        "１３８ ００００ ５５２１",
        "lihua@heyuan.example",
        "LiHua@Heyuan.Example",
    ],
)
def test_number_mobile_and_address_all_lead_in(
    lihua: Person, log_in: LogIn, client: FlaskClient, identifier: str
) -> None:
    response = log_in(identifier)

    assert (response.status_code, response.location) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("K0207", "gate lamp"),
        ("K0207", PASSWORD + " "),
        ("K9999", PASSWORD),
        ("no\x00body", PASSWORD),
        ("left", PASSWORD),
        ("no-password", PASSWORD),
    ],
)
def test_every_cause_of_failure_reads_the_same(
    lihua: Person, log_in: LogIn, client: FlaskClient, identifier: str, password: str
) -> None:
    make_person(employee_number="left", password_hash=HASH, deactivated_at=utcnow())
    make_person(employee_number="no-password")

    response = log_in(identifier, password, keep="y")

    assert response.status_code == 200
    assert WRONG in response.text
    assert identifier.replace("\x00", "") in response.text.replace("\x00", "")
    assert 'name="keep" type="checkbox" value="y"' in response.text.replace("checked ", "")
    assert password not in response.text
    assert not is_signed_in(client)
    assert sign_ins() == 0


def test_nothing_typed_is_asked_for_in_words(app: Flask, log_in: LogIn) -> None:
    text = log_in("", "").text

    assert "Write your employee number, mobile or e-mail." in text
    assert "Write your password." in text


def test_an_employee_number_goes_before_a_mobile_that_reads_the_same(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    make_person(
        name="王强", employee_number="13800005521", password_hash=hash_password("other one")
    )

    assert log_in("13800005521", "other one").status_code == 302
    assert "王强" in client.get("/account").text


def test_a_leaver_does_not_stand_in_the_way_of_the_same_mobile(
    lihua: Person, log_in: LogIn
) -> None:
    make_person(employee_number="13800005521", deactivated_at=utcnow())

    assert log_in("13800005521").status_code == 302


def test_the_cookie_holds_only_the_id_and_the_database_only_its_hash(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    client.get("/login")
    log_in()

    cookie = cookie_of(client)
    row = db.session.scalars(select(SignIn)).one()
    assert cookie.keys() == {"_user_id"}
    assert row.token_hash == hash_token(str(cookie["_user_id"]))
    assert str(cookie["_user_id"]) not in repr(vars(row))


def test_each_sign_in_has_a_new_id_and_ends_the_one_in_this_browser(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    log_in()
    first = cookie_of(client)["_user_id"]
    log_in()

    assert cookie_of(client)["_user_id"] != first
    assert sign_ins() == 1


def test_a_strangers_language_outlives_signing_in(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    with client.session_transaction() as session:
        session["language"] = "zh-Hant"
        session["planted"] = "by somebody else"
    log_in()

    assert cookie_of(client).keys() == {"_user_id", "language"}


@pytest.mark.parametrize(
    ("ticked", "lasts", "is_shared", "cookie_stays"),
    [
        ({}, timedelta(hours=12), False, False),
        ({"keep": "y"}, timedelta(days=30), False, True),
        ({"shared": "y"}, timedelta(hours=12), True, False),
        ({"shared": "y", "keep": "y"}, timedelta(hours=12), True, False),
    ],
)
def test_how_long_a_sign_in_lasts(
    lihua: Person,
    log_in: LogIn,
    ticked: dict[str, str],
    lasts: timedelta,
    is_shared: bool,
    cookie_stays: bool,
) -> None:
    response = log_in(**ticked)

    row = db.session.scalars(select(SignIn)).one()
    assert row.expires_at - row.created_at == lasts
    assert row.is_shared == is_shared
    assert ("Expires=" in response.headers["Set-Cookie"]) == cookie_stays


def test_after_its_time_a_sign_in_is_refused(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    log_in()

    with time_machine.travel(utcnow() + timedelta(hours=12, seconds=1)):
        assert client.get("/account").location == "/login?next=/account"


def test_one_who_was_deactivated_is_refused_at_once(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    log_in()
    lihua.deactivated_at = utcnow()

    assert not is_signed_in(client)


def test_a_copied_cookie_is_refused_after_signing_out(
    app: Flask, lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    log_in()
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(cookie_of(client))
    assert is_signed_in(thief)

    assert client.post("/logout").location == "/login"

    assert not is_signed_in(client)
    assert not is_signed_in(thief)
    assert sign_ins() == 0


def test_signing_out_twice_does_no_harm(client: FlaskClient) -> None:
    assert client.post("/logout").location == "/login"


def test_whoever_is_signed_in_need_not_sign_in(lihua: Person, client: FlaskClient) -> None:
    sign_in(client, lihua)

    assert client.get("/login").location == "/"
    assert client.get("/login?next=/record").location == "/record"
    assert client.get("/login?next=//evil.example").location == "/"


def test_signing_in_leads_on_to_where_one_was_going(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    asked = client.get("/account/password?a=1").location

    assert asked == "/login?next=/account/password?a%3D1"
    assert 'name="next" type="hidden" value="/account/password?a=1"' in client.get(asked).text
    assert log_in(next="/account/password?a=1").location == "/account/password?a=1"


def test_signing_in_never_leads_to_another_site(lihua: Person, log_in: LogIn) -> None:
    assert log_in(next="https://evil.example/").location == "/"


def test_the_password_is_checked_outside_any_transaction(
    lihua: Person, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def check(password: str, kept: str | None) -> bool:
        seen.append(db.session().in_transaction())
        return passwords.is_right(password, kept)

    monkeypatch.setattr(proving, "is_right", check)
    log_in()

    assert seen == [False]


def change_password(person: Person) -> None:
    set_password(person, hash_password("newer than that"), now=utcnow())


def leave(person: Person) -> None:
    person.deactivated_at = utcnow()


@pytest.mark.parametrize("meanwhile", [change_password, leave])
def test_what_happens_while_a_password_is_checked_counts(
    lihua: Person,
    log_in: LogIn,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[Person], None],
) -> None:
    person_id = lihua.id

    def check(password: str, kept: str | None) -> bool:
        meanwhile(db.session.get_one(Person, person_id))
        db.session.commit()
        return True

    monkeypatch.setattr(proving, "is_right", check)

    assert WRONG in log_in().text
    assert not is_signed_in(client)


def test_an_old_hash_is_renewed_at_the_next_sign_in(
    lihua: Person, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "is_outdated", lambda kept: True)

    log_in()

    assert lihua.password_hash != HASH
    assert passwords.is_right(PASSWORD, lihua.password_hash)


def test_signing_in_failing_and_signing_out_are_recorded_without_what_was_typed(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    log_in(password="wrong one")
    log_in("nobody at all")
    log_in()
    client.post("/logout")

    events = db.session.scalars(select(Event).order_by(Event.id)).all()
    assert [(event.verb, event.person_id) for event in events] == [
        ("failed_sign_in", lihua.id),
        ("failed_sign_in", None),
        ("signed_in", lihua.id),
        ("signed_out", lihua.id),
    ]
    assert "nobody" not in repr([(event.object_id, event.details) for event in events])


def test_nothing_about_signing_in_is_kept_in_caches(client: FlaskClient) -> None:
    assert client.get("/login").headers["Cache-Control"] == "no-store"


def test_signing_in_works_over_https_where_the_referrer_is_checked(
    app: Flask, lihua: Person, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.get("/login", base_url="https://localhost")
    assert "no-referrer" not in page.headers["Referrer-Policy"]
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]

    response = client.post(
        "/login",
        base_url="https://localhost",
        data={"identifier": "K0207", "password": PASSWORD, "csrf_token": token},
        headers={"Referer": "https://localhost/login"},
    )

    assert response.status_code == 302
