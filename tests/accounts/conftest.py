"""A person who can sign in, and a browser that does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.passwords import hash_password
from app.db import db, utcnow
from tests.factories import make_person

PASSWORD = "gate lamp lobby"
HASH = hash_password(PASSWORD)
LogIn = Callable[..., TestResponse]


@pytest.fixture
def clock_at_rest() -> Iterator[None]:
    """No second passes, so that a slow machine does not wait away what somebody has to wait."""
    with time_machine.travel(utcnow(), tick=False):
        yield


@pytest.fixture
def lihua(app: Flask) -> Person:
    """Chen Lihua, who reads English and has a number, a mobile and an e-mail address."""
    person = make_person(
        employee_number="K0207",
        mobile="13800005521",
        email="lihua@heyuan.example",
        password_hash=HASH,
        language="en",
    )
    db.session.commit()
    return person


@pytest.fixture
def log_in(client: FlaskClient) -> LogIn:
    """Fill in the sign-in form; what is not named is right."""

    def fill_in(
        identifier: str = "K0207",
        password: str = PASSWORD,
        *,
        browser: FlaskClient | None = None,
        address: str = "10.0.0.7",
        **fields: Any,
    ) -> TestResponse:
        return (browser or client).post(
            "/login",
            data={"identifier": identifier, "password": password, **fields},
            headers={"Accept-Language": "en"},
            environ_base={"REMOTE_ADDR": address},
        )

    return fill_in
