"""Any error becomes a page that says what to do next, with or without a database."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template, request
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.accounts.access import public
from app.accounts.models import Person
from app.db import db
from app.interface.error_texts import error_text
from tests.conftest import make_app
from tests.factories import make_person, sign_in

CHINESE = re.compile("[\u4e00-\u9fff]")
LANGUAGES = {"zh-Hans": "zh-CN,zh;q=0.9", "zh-Hant": "zh-TW", "en": "en-GB,en;q=0.8"}
#: Statuses that the routes of `faulty` answer with, beside those that need a request of their own.
STATUSES = (400, 403, 404, 409, 413, 429, 500, 503)


def page_in(client: FlaskClient, path: str, language: str) -> TestResponse:
    """A page as a stranger with a browser of this language gets it."""
    return client.get(path, headers={"Accept-Language": LANGUAGES[language]})


def words(page: TestResponse) -> str:
    """What stands on a page, without markup and with single spaces."""
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", page.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


# Error pages.


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_says_what_to_do_next_in_the_readers_language(
    faulty: FlaskClient, status: int, language: str
) -> None:
    page = page_in(faulty, f"/test/{status}", language)

    assert page.status_code == status
    assert f'<html lang="{language}"' in page.text
    told = re.search(r'<div class="tp-trouble">(.*?)</div>', page.text, re.DOTALL)
    assert told is not None
    sentences = re.findall(r"<(?:h1|p)[^>]*>(.*?)</(?:h1|p)>", told[1], re.DOTALL)
    assert len(sentences) == 4
    assert all(sentences)
    assert re.search(r'<a class="btn[^>]*href="/', told[1])
    for sentence in sentences[1:]:
        assert bool(CHINESE.search(sentence)) == (language != "en"), sentence


@pytest.mark.database("sqlite")
def test_the_two_kinds_of_chinese_differ(faulty: FlaskClient) -> None:
    assert words(page_in(faulty, "/test/500", "zh-Hans")) != words(
        page_in(faulty, "/test/500", "zh-Hant")
    )


@pytest.mark.database("sqlite")
def test_every_status_has_words_of_its_own(app: Flask) -> None:
    with app.test_request_context("/"):
        titles = [error_text(status).title for status in (*STATUSES, 405)]

        assert len(set(titles)) == len(titles)
        assert error_text(418) == error_text(400)
        assert error_text(502) == error_text(500)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("status", [409, 500])
def test_an_error_page_shows_nothing_of_what_went_wrong(faulty: FlaskClient, status: int) -> None:
    page = faulty.get(f"/test/{status}")

    assert page.status_code == status
    for inside in ("Traceback", "secret words", "RuntimeError", ".py", "Werkzeug"):
        assert inside not in page.text


@pytest.mark.database("sqlite")
def test_a_wrong_method_is_told_with_the_right_ones(faulty: FlaskClient) -> None:
    page = faulty.get("/test/form")

    assert page.status_code == 405
    assert set(page.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert "tp-trouble" in page.text


@pytest.mark.database("sqlite")
def test_who_tried_too_often_is_told_how_long_to_wait(faulty: FlaskClient) -> None:
    assert faulty.get("/test/429").headers["Retry-After"] == "30"


@pytest.mark.database("sqlite")
def test_a_body_that_is_too_big_is_refused_with_a_page(faulty: FlaskClient) -> None:
    page = faulty.post("/test/form", data={"a": "x" * 1_100_000})

    assert page.status_code == 413
    assert "tp-trouble" in page.text


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.database("sqlite")
def test_a_script_gets_its_error_as_json(faulty: FlaskClient, status: int) -> None:
    answer = faulty.get(f"/test/{status}", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json) == (status, {"status": status})


def test_an_error_page_for_somebody_signed_in_keeps_name_and_language(faulty: FlaskClient) -> None:
    sign_in(faulty, make_person(name="卫𬍛", language="en"))

    for status in STATUSES:
        page = faulty.get(f"/test/{status}", headers={"Accept-Language": "zh"})

        assert page.status_code == status
        assert '<html lang="en"' in page.text
        assert "卫𬍛" in page.text


def test_half_done_work_is_undone_before_the_error_page(app: Flask, faulty: FlaskClient) -> None:
    person = make_person(name="before")
    person_id = person.id

    @app.post("/test/half")
    @public
    def half() -> str:
        found = db.session.get_one(Person, person_id)
        found.name = "after"
        db.session.flush()
        raise RuntimeError

    assert faulty.post("/test/half").status_code == 500
    assert person.name == "before"


def test_a_page_that_answers_a_post_keeps_nothing_that_was_not_committed(
    app: Flask, faulty: FlaskClient
) -> None:
    person = make_person(name="before", language="en")
    person_id = person.id
    sign_in(faulty, person)

    @app.post("/test/page")
    @public
    def page() -> tuple[str, int]:
        match request.form["way"]:
            case "flush":
                db.session.get_one(Person, person_id).name = "after"
                db.session.flush()
            case "statement":
                db.session.execute(update(Person).values(name="after"))
            case "pending":
                db.session.get_one(Person, person_id).name = "after"
        return render_template("error.html", status=409), 409

    for way in ("flush", "statement", "pending"):
        answer = faulty.post("/test/page", data={"way": way})

        assert answer.status_code == 409
        assert '<html lang="en"' in answer.text
        assert person.name == "before", way


# The form that was open too long.


@pytest.fixture
def guarded(database: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser at an application that asks for the tokens of its forms, as in service."""
    app = make_app(database, tmp_path / "instance", WTF_CSRF_ENABLED=True)
    with app.app_context():
        yield app.test_client()
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("is_known", [False, True], ids=["stranger", "signed in"])
def test_a_form_without_its_token_gets_a_page_and_changes_nothing(
    guarded: FlaskClient, is_known: bool
) -> None:
    person = make_person(language="en")
    if is_known:
        sign_in(guarded, person)

    page = guarded.post("/preferences", data={"language": "zh-Hant", "next": "/"})

    assert page.status_code == 400
    assert "tp-trouble" in page.text
    assert person.language == "en"
    assert page.headers["X-Request-ID"] != "-"


def test_a_big_body_without_token_is_refused_with_a_page(guarded: FlaskClient) -> None:
    sign_in(guarded, make_person())

    page = guarded.post("/preferences", data={"language": "x" * 1_100_000})

    assert page.status_code == 413
    assert "tp-trouble" in page.text


# Without a database.


@pytest.fixture
def stranded(app: Flask) -> Iterator[FlaskClient]:
    """A browser with somebody signed in, at an application whose database has gone away."""
    client = app.test_client()
    sign_in(client, make_person())
    db.session.remove()

    # What the driver raises when nobody answers, on either database.
    error = sys.modules[app_driver()].OperationalError

    def refuse(*args: object, **kwargs: object) -> None:
        raise error("the server went away")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.engine.dialect, "do_execute", refuse)
        patch.setattr(db.engine.dialect, "do_ping", refuse)
        yield client


def app_driver() -> str:
    """The module of the database's driver."""
    return str(db.engine.dialect.dbapi.__name__)  # type: ignore[union-attr]


@pytest.mark.parametrize("path", ["/", "/quizzes/telephone", "/login"])
def test_without_a_database_there_is_a_page_that_says_so(stranded: FlaskClient, path: str) -> None:
    page = stranded.get(path)

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "tp-trouble" in page.text


def test_without_a_database_the_process_still_lives_and_is_not_ready(stranded: FlaskClient) -> None:
    assert stranded.get("/healthz").json == {"status": "ok"}
    answer = stranded.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "not ready",
        "checks": {"database": False, "migrations": False, "library": False},
    }
