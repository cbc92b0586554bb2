"""The log: a line a request, without personal data."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.access import public
from app.logs import PlainFormatter
from tests.factories import make_person


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the program itself has logged."""
    return [r.getMessage() for r in caplog.records if r.name.startswith("app")]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_wrong_password_leaves_no_trace_of_who_or_what(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, is_known: bool
) -> None:
    if is_known:
        make_person(employee_number="H0999", name="王小明")
    caplog.set_level(logging.DEBUG)

    client.post("/login?next=/here", data={"identifier": "H0999", "password": "wrong-one"})

    assert any(line.startswith("POST accounts.login 200") for line in lines(caplog))
    for private in ("H0999", "wrong-one", "王小明", "/here", "127.0.0.1"):
        assert private not in caplog.text


@pytest.mark.database("sqlite")
def test_a_line_names_the_endpoint_and_never_the_address(
    faulty: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    faulty.get("/test/404?secret=words")
    faulty.get("/static/theme.css")
    faulty.get("/healthz")

    found = [line for line in lines(caplog) if "GET" in line]
    assert len(found) == 1
    assert re.fullmatch(r"GET go_wrong 404 \d+ ms", found[0])


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("abc-1.2_Z", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("two words", False),
        ("a\tb", False),
        ("", False),
        ("号", False),
    ],
)
def test_a_request_has_an_id_to_find_it_by(client: FlaskClient, given: str, is_kept: bool) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert (answered == given) == is_kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", answered)


@pytest.mark.database("sqlite")
def test_no_two_requests_have_the_same_id(client: FlaskClient) -> None:
    assert len({client.get("/healthz").headers["X-Request-ID"] for _ in range(20)}) == 20


def test_an_error_of_the_database_is_logged_without_the_persons_data(
    app: Flask, faulty: FlaskClient
) -> None:
    number, name = "H0998", "王小明"
    make_person(employee_number=number)
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logging.getLogger("app.errors").addHandler(handler)

    @app.post("/test/twice")
    @public
    def twice() -> str:
        make_person(employee_number=number, name=name)
        return ""

    assert faulty.post("/test/twice").status_code == 500

    logging.getLogger("app.errors").removeHandler(handler)
    # Another formatter may have been first and left its text.
    records[0].exc_text = None
    told = PlainFormatter("%(message)s").format(records[0])
    assert "IntegrityError" in told
    assert "factories.py" in told
    assert number not in told
    assert name not in told
