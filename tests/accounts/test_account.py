"""One's own account: data, preferences, password, and where one is signed in."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts import views
from app.accounts.models import Person, SignIn
from app.accounts.passwords import is_right
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from tests.accounts.conftest import PASSWORD
from tests.conftest import Statements
from tests.factories import make_person, make_unit, sign_in

NEW = "three words together"


@pytest.fixture
def phone(lihua: Person, client: FlaskClient) -> FlaskClient:
    sign_in(client, lihua)
    return client


def change(phone: FlaskClient, current: str = PASSWORD, new: str = NEW, repeat: str = NEW):  # type: ignore[no-untyped-def]
    data = {"current": current, "new": new, "repeat": repeat}
    return phone.post("/account/password", data=data)


@pytest.mark.database("sqlite")
def test_the_page_shows_whom_the_company_knows(client: FlaskClient) -> None:
    unit = make_unit(name="翠湖花园前台")
    person = make_person(
        name="王强",
        employee_number="K0300",
        mobile="13900001111",
        email="wang@heyuan.example",
        unit_id=unit.id,
        roles=(Role.SUPERVISOR, Role.LEARNER),
        language="en",
    )
    sign_in(client, person)

    text = client.get("/account").text

    for shown in ("王强", "K0300", "13900001111", "wang@heyuan.example", "翠湖花园前台"):
        assert shown in text
    assert "Learner, Supervisor" in text


@pytest.mark.database("sqlite")
def test_the_page_asks_the_database_little(phone: FlaskClient, statements: Statements) -> None:
    phone.get("/account")
    statements.clear()
    phone.get("/account")

    assert len(statements) <= 3


@pytest.mark.parametrize(
    "chosen",
    [
        {"language": "zh-Hant"},
        {"theme": "dark"},
        {"text_size": "larger"},
        {"language": "zh-Hans", "theme": "dark", "text_size": "large"},
    ],
)
def test_each_preference_can_be_chosen_alone(
    lihua: Person, phone: FlaskClient, chosen: dict[str, str]
) -> None:
    before = {"language": "en", "theme": "light", "text_size": "standard"}

    response = phone.post("/preferences", data=chosen | {"next": "/record?page=2"})

    assert response.location == "/record?page=2"
    assert {name: getattr(lihua, name) for name in before} == before | chosen


@pytest.mark.database("sqlite")
def test_what_is_not_on_offer_changes_nothing(lihua: Person, phone: FlaskClient) -> None:
    data = {"language": "xx", "theme": "pink", "text_size": "", "next": "//evil.example"}

    assert phone.post("/preferences", data=data).location == "/"
    assert (lihua.language, lihua.theme, lihua.text_size) == ("en", "light", "standard")


@pytest.mark.database("sqlite")
def test_a_stranger_may_choose_the_language(client: FlaskClient) -> None:
    client.post("/preferences", data={"language": "en", "theme": "dark"})

    page = client.get("/login", headers={"Accept-Language": "zh"})
    assert '<html lang="en" data-bs-theme="light"' in page.text


def test_a_new_password_works_and_the_old_one_does_not(lihua: Person, phone: FlaskClient) -> None:
    assert change(phone).location == "/account"

    assert is_right(NEW, lihua.password_hash)
    assert "Your new password works from now on." in phone.get("/account").text


def test_a_new_password_signs_out_every_other_device(
    app: Flask, lihua: Person, phone: FlaskClient
) -> None:
    other = app.test_client()
    sign_in(other, lihua)

    change(phone)

    assert phone.get("/awake").status_code == 204
    assert other.get("/awake").status_code == 302
    assert [event.verb for event in db.session.scalars(select(Event))] == ["changed_password"]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("current", "new", "repeat", "told"),
    [
        ("wrong one", NEW, NEW, "This is not your present password."),
        ("", NEW, NEW, "Write your present password."),
        (PASSWORD, NEW, "three words", "The two are not the same."),
        (PASSWORD, "short", "short", "Use at least 8 characters."),
        (PASSWORD, "password", "password", "easy to guess"),
        (PASSWORD, "138 0000 5521", "138 0000 5521", "Others know your number"),
    ],
)
def test_a_password_that_is_not_taken_is_explained_and_changes_nothing(
    lihua: Person, phone: FlaskClient, current: str, new: str, repeat: str, told: str
) -> None:
    before = lihua.password_hash

    response = change(phone, current, new, repeat)

    assert response.status_code == 200
    assert told in response.text
    assert lihua.password_hash == before
    assert all(f'value="{given}"' not in response.text for given in (current, new) if given)


@pytest.mark.usefixtures("clock_at_rest")
def test_guessing_the_present_password_is_slowed_down(lihua: Person, phone: FlaskClient) -> None:
    for _turn in range(5):
        change(phone, "wrong one")

    response = change(phone)

    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
    assert not is_right(NEW, lihua.password_hash)


def test_passwords_are_hashed_outside_any_transaction(
    phone: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def spy(name: str):  # type: ignore[no-untyped-def]
        work = getattr(views, name)

        def noting(*values: str) -> object:
            seen.append((name, db.session().in_transaction()))
            return work(*values)

        monkeypatch.setattr(views, name, noting)

    spy("is_right")
    spy("hash_password")
    change(phone)

    assert seen == [("is_right", False), ("hash_password", False)]


def test_the_list_of_devices_tells_this_one_apart(
    app: Flask, lihua: Person, phone: FlaskClient
) -> None:
    assert "Sign out everywhere else" not in phone.get("/account").text
    sign_in(app.test_client(), lihua, shared=True)

    text = phone.get("/account").text

    assert text.count("This device") == 1
    assert text.count("Shared") == 1
    assert "Sign out everywhere else" in text


def test_signing_out_everywhere_else_leaves_this_device(
    app: Flask, lihua: Person, phone: FlaskClient
) -> None:
    other, stranger = app.test_client(), app.test_client()
    sign_in(other, lihua)
    sign_in(stranger, make_person())

    assert phone.post("/account/sign-outs").location == "/account"

    assert phone.get("/awake").status_code == 204
    assert other.get("/awake").status_code == 302
    assert stranger.get("/awake").status_code == 204
    assert len(db.session.scalars(select(SignIn)).all()) == 2
