"""What every answer has: language, headers, an error page that helps, a line in the log."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, abort, g, redirect, render_template, request
from flask.testing import FlaskClient
from sqlalchemy import text, update
from werkzeug.test import TestResponse

from app.accounts.access import public
from app.accounts.models import Person
from app.accounts.roles import Role
from app.db import db, utcnow
from app.errors import NotYours, Problem, TooMany
from app.interface.error_texts import error_text
from app.library.queries import Library
from app.logs import PlainFormatter
from tests.conftest import Statements, make_app
from tests.factories import make_company, make_person, make_unit, sign_in

CHINESE = re.compile("[\u4e00-\u9fff]")
LANGUAGES = {"zh-Hans": "zh-CN,zh;q=0.9", "zh-Hant": "zh-TW", "en": "en-GB,en;q=0.8"}
#: Statuses that the routes of `faulty` answer with, beside those that need a request of their own.
STATUSES = (400, 403, 404, 409, 413, 429, 500, 503)


@pytest.fixture
def faulty(app: Flask) -> FlaskClient:
    """A browser at an application in which things go wrong."""

    @app.get("/test/<int:status>")
    @public
    def go_wrong(status: int) -> str:
        match status:
            case 403:
                raise NotYours
            case 409:
                raise Problem("secret words")
            case 429:
                raise TooMany(30)
            case 500:
                raise RuntimeError("secret words")
            case _:
                abort(status)

    @app.post("/test/form")
    @public
    def form() -> str:
        return str(len(request.form))

    @app.get("/test/redirect")
    @public
    def away() -> object:
        return redirect("/login")

    return app.test_client()


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


# Health.


def test_the_process_says_that_it_lives_and_asks_nothing(
    client: FlaskClient, statements: Statements
) -> None:
    sign_in(client, make_person())
    statements.clear()

    assert client.get("/healthz").json == {"status": "ok"}
    assert statements == []


def test_it_is_ready_when_there_is_a_library(client: FlaskClient, published: Library) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok",
        "checks": {"database": True, "migrations": True, "library": True},
    }


def test_it_is_not_ready_before_anything_is_published(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"] == {"database": True, "migrations": True, "library": False}


def test_it_is_not_ready_while_the_schema_is_an_older_one(
    client: FlaskClient, published: Library
) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"] == {"database": True, "migrations": False, "library": True}


# Headers.


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


# Language.


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "zh-Hans"),
        ("", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("ZH-hant-tw", "zh-Hant"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.2,zh-CN;q=0.9", "zh-Hans"),
        ("de,fr;q=0.9", "zh-Hans"),
        ("de,en;q=0.5", "en"),
        ("*", "zh-Hans"),
        ("nonsense;;q=x", "zh-Hans"),
    ],
)
def test_a_stranger_reads_the_language_of_the_browser(
    client: FlaskClient, accepted: str | None, language: str
) -> None:
    headers = {} if accepted is None else {"Accept-Language": accepted}

    assert f'<html lang="{language}"' in client.get("/login", headers=headers).text


@pytest.mark.database("sqlite")
def test_a_stranger_keeps_the_language_that_was_chosen(client: FlaskClient) -> None:
    client.post("/preferences", data={"language": "zh-Hant", "next": "/login"})

    assert '<html lang="zh-Hant"' in client.get("/login", headers={"Accept-Language": "en"}).text


@pytest.mark.database("sqlite")
def test_a_language_that_nobody_offers_is_not_kept(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["language"] = "<script>"

    assert '<html lang="en"' in client.get("/login", headers={"Accept-Language": "en"}).text


def test_somebody_signed_in_reads_her_own_language_and_look(
    published: Library, client: FlaskClient
) -> None:
    sign_in(client, make_person(language="zh-Hant", theme="dark", text_size="larger"))

    page = client.get("/quizzes/telephone", headers={"Accept-Language": "en"}).text

    assert '<html lang="zh-Hant" data-bs-theme="dark" data-text-size="larger">' in page
    assert "電話" in page


# Who asks, and where she is.


def test_the_viewer_settings_and_revision_cost_one_statement(
    app: Flask, client: FlaskClient, published: Library, statements: Statements
) -> None:
    seen: list[object] = []

    @app.get("/test/viewer")
    @public
    def look() -> str:
        seen.extend((g.zone, g.house.name, g.library_revision, g.language))
        return ""

    make_company(name="和苑物业")
    unit = make_unit(zone="Asia/Urumqi")
    roles = (Role.LEARNER, Role.HR, Role.SUPERVISOR)
    sign_in(client, make_person(unit_id=unit.id, language="en", roles=roles))
    statements.clear()

    client.get("/test/viewer")

    assert seen == ["Asia/Urumqi", "和苑物业", 1, "en"]
    assert len(statements) == 1


def test_whoever_may_not_learn_sees_no_navigation(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person(roles=()))

    page = client.get("/quizzes/telephone")

    assert page.status_code == 403
    assert "<nav" not in page.text


def test_the_navigation_marks_where_one_is(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person(language="en"))

    marked = re.findall(
        r'href="([^"]*)" aria-current="page"', client.get("/quizzes/telephone").text
    )

    assert set(marked) == {"/courses"}


def test_a_sign_in_that_has_run_out_is_a_stranger(client: FlaskClient, published: Library) -> None:
    sign_in(client, make_person())

    with time_machine.travel(utcnow() + timedelta(hours=13), tick=False):
        page = client.get("/quizzes/telephone")

    assert page.status_code == 302
    assert page.location == "/login?next=/quizzes/telephone"


def test_two_people_on_two_phones_stay_two(app: Flask, published: Library) -> None:
    first, second = app.test_client(), app.test_client()
    sign_in(first, make_person(name="Ada"))
    sign_in(second, make_person(name="Ben"))

    for _ in range(2):
        assert "Ada" in first.get("/quizzes/telephone").text
        assert "Ben" in second.get("/quizzes/telephone").text


# The log.


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
