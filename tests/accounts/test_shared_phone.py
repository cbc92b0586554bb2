"""A phone that several people use: three idle minutes, and the next one begins afresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person, SignIn
from app.db import db
from tests.accounts.conftest import LogIn
from tests.conftest import Statements

pytestmark = pytest.mark.database("sqlite")

START = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WHY = "This phone was left alone for three minutes"


def after(seconds: int) -> time_machine.travel:
    return time_machine.travel(START + timedelta(seconds=seconds), tick=False)


@pytest.fixture
def shared(lihua: Person, log_in: LogIn, client: FlaskClient) -> FlaskClient:
    with after(0):
        assert log_in(shared="y").status_code == 302
    return client


def test_three_idle_minutes_end_the_sign_in_and_the_page_says_why(shared: FlaskClient) -> None:
    with after(181):
        response = shared.get("/account?a=1")
        page = shared.get(response.location, headers={"Accept-Language": "en"})

    assert response.location == "/login?reason=idle&next=/account?a%3D1"
    assert WHY in page.text


def test_every_request_starts_the_three_minutes_anew(shared: FlaskClient) -> None:
    for seconds in (170, 340, 510):
        with after(seconds):
            assert shared.get("/account").status_code == 200
    with after(695):
        assert shared.get("/account").status_code == 302


def test_the_script_keeps_a_reader_signed_in(shared: FlaskClient) -> None:
    with after(170):
        assert shared.get("/awake").status_code == 204
    with after(340):
        assert shared.get("/account").status_code == 200


def test_files_of_the_page_do_not_count_as_use(shared: FlaskClient) -> None:
    with after(170), shared.get("/static/theme.css") as response:
        assert "Set-Cookie" not in response.headers
    with after(181):
        assert shared.get("/account").status_code == 302


def test_the_way_back_in_needs_the_password(shared: FlaskClient) -> None:
    with after(181):
        shared.get("/account")
    with after(182):
        assert shared.get("/account").location == "/login?next=/account"


def test_what_is_sent_too_late_is_refused_and_the_sign_in_removed(shared: FlaskClient) -> None:
    with after(181):
        response = shared.post("/account/sign-outs")

    assert response.location == "/login?reason=idle"
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_strangers_pages_are_shown_without_the_person(shared: FlaskClient) -> None:
    with after(181):
        assert shared.get("/password/forgotten").status_code == 200
    with after(182):
        assert shared.get("/account").status_code == 302


def test_the_moment_is_kept_in_the_cookie_not_in_the_database(
    shared: FlaskClient, statements: Statements
) -> None:
    with after(60):
        shared.get("/awake")

    assert [statement.split()[0] for statement in statements] == ["SELECT"]


@pytest.mark.parametrize(("data", "says_why"), [({"reason": "idle"}, True), ({}, False)])
def test_the_script_can_say_that_it_signed_out(
    shared: FlaskClient, data: dict[str, str], says_why: bool
) -> None:
    with after(10):
        response = shared.post("/logout", data=data)
        page = shared.get(response.location, headers={"Accept-Language": "en"})

    assert (WHY in page.text) == says_why


def test_the_scripts_sign_out_that_comes_after_three_minutes_says_why(shared: FlaskClient) -> None:
    with after(181):
        assert shared.post("/logout").location == "/login?reason=idle"


def test_one_who_has_the_phone_alone_is_not_signed_out(
    lihua: Person, log_in: LogIn, client: FlaskClient
) -> None:
    with after(0):
        log_in()
    with after(3600):
        response = client.get("/awake")

    assert response.status_code == 204
    assert "Set-Cookie" not in response.headers
