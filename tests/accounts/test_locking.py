"""A device in a candidate's hands: nobody is signed in on it until its owner's password comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts import views
from app.accounts.locking import lock_sign_in
from app.accounts.models import Person, SignIn
from app.accounts.passwords import hash_password
from app.accounts.viewer import hash_token
from app.audit.models import Event
from app.db import db, utcnow
from app.library.queries import Library
from tests.accounts.conftest import PASSWORD, LogIn
from tests.factories import make_person, sign_in

START = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ENGLISH = {"Accept-Language": "en"}


def after(seconds: int) -> time_machine.travel:
    return time_machine.travel(START + timedelta(seconds=seconds), tick=False)


def lock(person: Person, now: datetime | None = None) -> None:
    for device in db.session.scalars(select(SignIn).where(SignIn.person_id == person.id)):
        lock_sign_in(device, now=now or utcnow())
    db.session.commit()


def unlock(client: FlaskClient, password: str = PASSWORD, back: str = "/account") -> TestResponse:
    return client.post("/unlock", data={"password": password, "next": back}, headers=ENGLISH)


def copy_of(client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie."""
    thief = client.application.test_client()
    with client.session_transaction() as held, thief.session_transaction() as copied:
        copied.update(held)
    return thief


def verbs() -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


@pytest.fixture
def tablet(lihua: Person, client: FlaskClient) -> FlaskClient:
    """A device on which Chen Lihua signed in and which she then locked."""
    sign_in(client, lihua)
    lock(lihua)
    return client


# Locked.


def test_a_page_of_hers_leads_to_the_password_and_not_to_signing_in(tablet: FlaskClient) -> None:
    for address in ("/account?a=1", "/awake"):
        assert tablet.get(address).location.startswith("/unlock?next=/a")
    assert tablet.get("/account?a=1").location == "/unlock?next=/account?a%3D1"
    assert tablet.post("/account/sign-outs").location == "/unlock"


def test_the_page_tells_the_name_and_nothing_else(tablet: FlaskClient) -> None:
    page = tablet.get("/unlock?next=/account", headers=ENGLISH)

    assert "The password of 陈丽华 unlocks it." in page.text
    assert page.headers["Cache-Control"] == "no-store"
    for secret in ("K0207", "13800005521", "lihua@", "<nav", "tp-account"):
        assert secret not in page.text


def test_public_pages_are_those_of_a_stranger(tablet: FlaskClient, lihua: Person) -> None:
    lihua.language = "zh-Hant"
    page = tablet.get("/password/forgotten", headers=ENGLISH)
    tablet.post("/preferences", data={"language": "zh-Hans", "theme": "dark"})

    assert '<html lang="en" data-bs-theme="light"' in page.text
    assert "陈丽华" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert (lihua.language, lihua.theme) == ("zh-Hant", "light")
    assert '<html lang="zh-Hans"' in tablet.get("/unlock").text


def test_nothing_of_the_handbook_is_read_on_a_locked_device(
    published: Library, tablet: FlaskClient
) -> None:
    for address in ("/", "/courses", "/quizzes/telephone"):
        assert tablet.get(address).location.startswith("/unlock")


def test_a_device_is_locked_once(tablet: FlaskClient, lihua: Person) -> None:
    since = db.session.scalars(select(SignIn)).one().locked_at
    lock(lihua, utcnow() + timedelta(hours=1))

    assert db.session.scalars(select(SignIn)).one().locked_at == since
    assert verbs() == ["locked"]


def test_her_other_devices_stay_open(app: Flask, lihua: Person, tablet: FlaskClient) -> None:
    phone = app.test_client()
    sign_in(phone, lihua)

    assert phone.get("/awake").status_code == 204
    assert phone.get("/unlock?next=/account").location == "/account"


def test_a_copy_of_the_cookie_is_locked_as_well(tablet: FlaskClient) -> None:
    assert copy_of(tablet).get("/account").location == "/unlock?next=/account"


# Unlocked.


def test_the_password_unlocks_and_leads_to_where_one_was_going(
    tablet: FlaskClient, lihua: Person
) -> None:
    response = unlock(tablet, back="/account?a=1")

    assert (response.status_code, response.location) == (302, "/account?a=1")
    assert tablet.get("/awake").status_code == 204
    assert tablet.get("/unlock?next=/account").location == "/account"
    assert db.session.scalars(select(SignIn)).one().locked_at is None
    assert verbs() == ["locked", "unlocked"]


def test_who_copied_the_cookie_while_it_was_locked_has_nothing(tablet: FlaskClient) -> None:
    thief = copy_of(tablet)

    unlock(tablet)

    assert thief.get("/account").location == "/login?next=/account"
    assert unlock(thief).location.startswith("/login")
    assert tablet.get("/awake").status_code == 204


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil", ""])
def test_it_leads_to_pages_of_this_house_only(tablet: FlaskClient, back: str) -> None:
    assert unlock(tablet, back=back).location == "/"


def test_unlocking_keeps_how_long_the_sign_in_lasts(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    log_in(keep="y")
    until = db.session.scalars(select(SignIn)).one().expires_at
    lock(lihua)

    unlock(client)

    assert db.session.scalars(select(SignIn)).one().expires_at == until
    with client.session_transaction() as session:
        assert session.permanent


def test_a_wrong_password_leaves_it_locked_and_is_recorded(tablet: FlaskClient) -> None:
    for typed in ("wrong one", ""):
        page = unlock(tablet, typed)
        assert page.status_code == 200
        assert 'value="/account"' in page.text
    assert "Write your password." in page.text

    assert "This is not the password. Try again." in unlock(tablet, "other one").text
    assert tablet.get("/awake").status_code == 302
    assert verbs() == ["locked", "failed_unlock", "failed_unlock"]


def test_the_password_of_another_does_not_unlock(tablet: FlaskClient) -> None:
    make_person(password_hash=hash_password("other one"))

    assert unlock(tablet, "other one").status_code == 200


@pytest.mark.usefixtures("clock_at_rest")
def test_guessing_is_slowed_down_here_and_holds_up_nobody_elsewhere(
    app: Flask, tablet: FlaskClient, log_in: LogIn
) -> None:
    for _turn in range(5):
        unlock(tablet, "wrong one")

    held_up = unlock(tablet)

    assert (held_up.status_code, held_up.headers["Retry-After"]) == (429, "2")
    assert "Tried too often" in held_up.text
    assert log_in(browser=app.test_client()).status_code == 302
    with time_machine.travel(utcnow() + timedelta(seconds=3)):
        assert unlock(tablet).location == "/account"


def test_the_password_is_checked_outside_any_transaction(
    tablet: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    check = views.prove_person

    def note(*values: object) -> object:
        seen.append(db.session().in_transaction())
        return check(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "prove_person", note)
    unlock(tablet)

    assert seen == [False]


def test_a_password_changed_meanwhile_is_not_the_one_that_was_checked(
    tablet: FlaskClient, lihua: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, person_id = views.prove_person, lihua.id

    def another_is_quicker(*values: object) -> object:
        proof = check(*values)  # type: ignore[arg-type]
        db.session.get_one(Person, person_id).password_hash = "another"
        db.session.commit()
        return proof

    monkeypatch.setattr(views, "prove_person", another_is_quicker)

    assert unlock(tablet).status_code == 200
    assert tablet.get("/awake").status_code == 302


# Ended.


def test_signing_out_instead_ends_it(tablet: FlaskClient) -> None:
    page = tablet.get("/unlock", headers=ENGLISH).text
    assert "Sign out instead" in page

    assert tablet.post("/logout").location == "/login"

    assert db.session.scalars(select(SignIn)).all() == []
    assert tablet.get("/account").location == "/login?next=/account"
    assert tablet.get("/unlock?next=/account").location == "/login?next=/account"


def test_who_signs_in_on_it_ends_the_sign_in_that_was_locked(
    tablet: FlaskClient, lihua: Person, log_in: LogIn
) -> None:
    other = make_person(employee_number="K0300", password_hash=hash_password("other one"))

    assert log_in("K0300", "other one").status_code == 302

    assert [row.person_id for row in db.session.scalars(select(SignIn))] == [other.id]
    assert tablet.get("/awake").status_code == 204


def test_a_sign_in_that_runs_out_while_locked_is_signed_out(tablet: FlaskClient) -> None:
    with time_machine.travel(utcnow() + timedelta(hours=13), tick=False):
        assert tablet.get("/account").location == "/login?next=/account"
        assert tablet.get("/unlock?next=/account").location == "/login?next=/account"
        assert unlock(tablet).location == "/login?next=/account"


def test_who_leaves_meanwhile_unlocks_nothing(tablet: FlaskClient, lihua: Person) -> None:
    lihua.deactivated_at = utcnow()

    assert tablet.get("/account").location == "/login?next=/account"
    assert unlock(tablet).location == "/login?next=/account"


@pytest.fixture
def shared(lihua: Person, log_in: LogIn, client: FlaskClient) -> FlaskClient:
    """A phone that several people use, locked."""
    with after(0):
        log_in(shared="y")
    lock(lihua, START)
    return client


def test_three_idle_minutes_sign_out_a_locked_shared_phone(shared: FlaskClient) -> None:
    with after(181):
        assert shared.get("/account").location == "/login?reason=idle&next=/account"
        assert shared.get("/account").location == "/login?next=/account"


def test_after_three_idle_minutes_the_password_comes_too_late(shared: FlaskClient) -> None:
    with after(181):
        unlock(shared)
        assert db.session.scalars(select(SignIn)).all() == []
        assert shared.get("/account").location == "/login?next=/account"


def test_an_unlocked_shared_phone_is_still_shared(shared: FlaskClient) -> None:
    with after(170):
        assert unlock(shared).location == "/account"
    with after(340):
        assert shared.get("/awake").status_code == 204
    with after(521):
        assert shared.get("/account").location.startswith("/login?reason=idle")


def test_the_database_keeps_only_the_hash_of_the_new_id(tablet: FlaskClient) -> None:
    unlock(tablet)

    with tablet.session_transaction() as session:
        token = session["_user_id"]
    assert db.session.scalars(select(SignIn.token_hash)).one() == hash_token(token)
