"""A forgotten password: the same answer for everybody, a link that works once and not for long."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts import password_views
from app.accounts.models import PasswordReset, Person, SignIn
from app.accounts.operations import sweep_resets, take_reset
from app.accounts.passwords import is_right
from app.db import db, utcnow
from app.notices.models import Notice
from tests.accounts.conftest import HASH, LogIn
from tests.conftest import Statements
from tests.factories import make_person, sign_in

NEW = "three words together"
GONE = "This link has run out"


def ask(client: FlaskClient, email: str = "lihua@heyuan.example") -> TestResponse:
    return client.post(
        "/password/forgotten", data={"email": email}, headers={"Accept-Language": "en"}
    )


def link(client: FlaskClient, email: str = "lihua@heyuan.example") -> str:
    """Ask for a link and take it out of the mail."""
    ask(client, email)
    mail = db.session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert mail is not None
    found = re.search(r"http\S+(/password/reset/\S+)", mail.body)
    assert found is not None
    return found[1]


def set_new(client: FlaskClient, path: str, new: str = NEW) -> TestResponse:
    headers = {"Accept-Language": "en"}
    return client.post(path, data={"new": new, "repeat": new}, headers=headers)


@pytest.mark.parametrize(
    "email", ["lihua@heyuan.example", "nobody@heyuan.example", "not an address", "left@x.example"]
)
def test_the_answer_does_not_tell_whether_the_address_is_known(
    lihua: Person, client: FlaskClient, email: str
) -> None:
    make_person(email="left@x.example", deactivated_at=utcnow())

    response = ask(client, email)

    assert (response.status_code, response.location) == (302, "/password/forgotten?sent=yes")
    known = email == "lihua@heyuan.example"
    assert len(db.session.scalars(select(Notice)).all()) == int(known)


@pytest.mark.database("sqlite")
def test_the_page_says_what_to_do_without_mail(client: FlaskClient) -> None:
    for address in ("/password/forgotten", "/password/forgotten?sent=yes"):
        text = client.get(address, headers={"Accept-Language": "en"}).text
        assert "Ask your supervisor" in text


def test_the_mail_names_the_public_address_and_is_in_the_persons_language(
    app: Flask, lihua: Person, client: FlaskClient
) -> None:
    app.config["PUBLIC_URL"] = "https://learn.heyuan.example/"

    client.post(
        "/password/forgotten",
        data={"email": " LiHua@Heyuan.Example "},
        headers={"Accept-Language": "zh"},
    )

    mail = db.session.scalars(select(Notice)).one()
    assert (mail.recipient, mail.person_id) == ("lihua@heyuan.example", lihua.id)
    assert mail.subject == "A new password for Touchpoint"
    assert "https://learn.heyuan.example/password/reset/" in mail.body


def test_the_database_keeps_only_the_hash_of_the_link(lihua: Person, client: FlaskClient) -> None:
    token = link(client).rpartition("/")[2]

    assert token not in repr(vars(db.session.scalars(select(PasswordReset)).one()))


def test_looking_at_the_link_changes_nothing(
    lihua: Person, client: FlaskClient, statements: Statements
) -> None:
    path = link(client)
    statements.clear()

    for _turn in range(3):
        assert client.get(path).status_code == 200

    assert all(statement.startswith("SELECT") for statement in statements)
    assert set_new(client, path).location == "/login"


def test_the_new_password_works_and_every_device_is_signed_out(
    app: Flask, lihua: Person, client: FlaskClient, log_in: LogIn
) -> None:
    device = app.test_client()
    sign_in(device, lihua)

    set_new(client, link(client))

    assert is_right(NEW, lihua.password_hash)
    assert db.session.scalars(select(SignIn)).all() == []
    assert "Your new password works from now on." in client.get("/login").text
    assert log_in(password=NEW).status_code == 302


def test_a_link_works_once_and_takes_the_others_along(lihua: Person, client: FlaskClient) -> None:
    first, second = link(client), link(client)

    set_new(client, second)

    for used in (first, second):
        response = set_new(client, used, "another good one")
        assert response.status_code == 410
        assert GONE in response.text
        assert client.get(used).status_code == 410
    assert is_right(NEW, lihua.password_hash)


def test_a_link_that_is_used_twice_at_once_works_once(
    lihua: Person, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, person_id = link(client), lihua.id

    def hash_while_another_is_quicker(password: str) -> str:
        assert not db.session().in_transaction()
        db.session.query(PasswordReset).filter_by(person_id=person_id).delete()
        db.session.commit()
        return "never kept"

    monkeypatch.setattr(password_views, "hash_password", hash_while_another_is_quicker)

    assert set_new(client, path).status_code == 410
    assert lihua.password_hash == HASH


def test_after_half_an_hour_the_link_has_run_out(lihua: Person, client: FlaskClient) -> None:
    path = link(client)

    with time_machine.travel(utcnow() + timedelta(minutes=30, seconds=1)):
        assert GONE in client.get(path, headers={"Accept-Language": "en"}).text
        assert set_new(client, path).status_code == 410
        assert sweep_resets(utcnow()) == 1
    assert lihua.password_hash == HASH


def test_a_link_that_runs_out_while_the_password_is_hashed_sets_nothing(
    lihua: Person, client: FlaskClient
) -> None:
    token = link(client).rpartition("/")[2]

    assert take_reset(token, "never kept", now=utcnow() + timedelta(minutes=31)) is None
    assert lihua.password_hash == HASH


def test_one_who_left_meanwhile_sets_no_password(lihua: Person, client: FlaskClient) -> None:
    path = link(client)
    lihua.deactivated_at = utcnow()

    assert set_new(client, path).status_code == 410
    assert lihua.password_hash == HASH


@pytest.mark.database("sqlite")
def test_an_invented_link_has_run_out(client: FlaskClient) -> None:
    assert client.get("/password/reset/invented").status_code == 410


@pytest.mark.database("sqlite")
def test_an_easy_password_is_refused_and_the_link_stays_good(
    lihua: Person, client: FlaskClient
) -> None:
    path = link(client)

    response = set_new(client, path, "lihua@heyuan.example")

    assert "Others know your number" in response.text
    assert set_new(client, path).location == "/login"


def test_asking_again_and_again_is_slowed_down_whether_known_or_not(
    lihua: Person, client: FlaskClient
) -> None:
    for email in ("lihua@heyuan.example", "nobody@heyuan.example"):
        for _turn in range(3):
            assert ask(client, email).status_code == 302
        response = ask(client, email)
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "60"
        assert "Wait 1 minute" in response.text
    assert len(db.session.scalars(select(Notice)).all()) == 3


def test_a_new_password_ends_the_wait_of_the_one_who_forgot_it(
    lihua: Person, client: FlaskClient, log_in: LogIn
) -> None:
    for _turn in range(6):
        log_in(password="wrong one", address="127.0.0.1")

    set_new(client, link(client))

    assert log_in(password=NEW, address="127.0.0.1").status_code == 302
