"""The headers of every answer."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.library.queries import Library
from tests.factories import make_person, sign_in

ANSWERS = (
    "/login",
    "/test/redirect",
    "/test/404",
    "/test/500",
    "/healthz",
    "/static/theme.css",
    "/bootstrap/static/css/bootstrap.min.css",
    "/static/nothing.css",
    "/nowhere",
)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers_of_safety(faulty: FlaskClient, path: str) -> None:
    headers = faulty.get(path).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"]
    assert headers["X-Request-ID"]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("path", ["/static/theme.css", "/healthz"])
def test_files_are_the_same_for_everybody_so_that_they_stay_in_the_cache(
    client: FlaskClient, path: str
) -> None:
    sign_in(client, make_person())

    answer = client.get(path)

    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.database("sqlite")
def test_only_a_safe_connection_is_told_to_stay_safe(faulty: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in faulty.get("/login").headers
    safe = faulty.get("/login", base_url="https://localhost")
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("is_shared", "wanted"), [(True, "no-store"), (False, "private, no-cache")]
)
def test_on_a_shared_phone_no_page_stays_in_the_cache(
    published: Library, client: FlaskClient, is_shared: bool, wanted: str
) -> None:
    sign_in(client, make_person(), shared=is_shared)

    assert client.get("/quizzes/telephone").headers["Cache-Control"] == wanted


@pytest.mark.database("sqlite")
def test_nothing_on_a_page_is_inline(published: Library, client: FlaskClient) -> None:
    sign_in(client, make_person())

    for path in ("/", "/quizzes/telephone", "/nowhere"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=", page), path
