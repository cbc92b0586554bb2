"""What every page knows: its language, who asks, and where she is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask, g
from flask.testing import FlaskClient

from app.accounts.access import public
from app.accounts.roles import Role
from app.db import utcnow
from app.library.queries import Library
from tests.conftest import Statements
from tests.factories import make_company, make_person, make_unit, sign_in

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


def places_of(page: str) -> list[str]:
    """What the navigation of a desk leads to, in order."""
    found = re.search(r"<nav.*?</nav>", page, re.DOTALL)
    assert found is not None
    return re.findall(r'href="([^"]*)"', found[0])


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("roles", "own"),
    [
        ((Role.LEARNER,), []),
        ((Role.OBSERVER,), ["/practice"]),
        ((Role.SUPERVISOR,), ["/team", "/practice"]),
        ((Role.HR,), ["/practice", "/screening"]),
        ((Role.ADMIN, Role.AUTHOR), ["/admin/people", "/admin/content"]),
        (tuple(Role), ["/team", "/practice", "/screening", "/admin/people", "/admin/content"]),
    ],
)
def test_each_role_finds_its_own_places_after_today(
    client: FlaskClient, published: Library, roles: tuple[Role, ...], own: list[str]
) -> None:
    sign_in(client, make_person(roles=roles, language="en"))

    page = client.get("/courses").text

    quizzes = ["/quizzes/manage"] if {*roles} - {Role.LEARNER, Role.OBSERVER} else []
    assert places_of(page) == ["/", *own, "/courses", "/standards", *quizzes, "/record"]
    assert ("<span>More</span>" in page) == bool(quizzes)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/team", "/team"),
        ("/screening", "/screening"),
        ("/admin/people", "/admin/people"),
        ("/admin/people/new", "/admin/people"),
        ("/admin/units", "/admin/people"),
        ("/admin/import", "/admin/people"),
        ("/admin/content", "/admin/content"),
        ("/admin/content/versions/1", "/admin/content"),
        ("/standards", "/standards"),
        ("/quizzes/manage", "/quizzes/manage"),
        ("/marking", "/quizzes/manage"),
        ("/quizzes/telephone/openings", "/quizzes/manage"),
    ],
)
def test_every_page_marks_the_place_that_it_belongs_to(
    client: FlaskClient, published: Library, address: str, place: str
) -> None:
    sign_in(client, make_person(roles=tuple(Role), language="en"))

    marked = re.findall(r'href="([^"]*)" aria-current="page"', client.get(address).text)

    assert place in marked
    assert not set(marked) & ({"/", "/team", "/screening", "/admin/people"} - {place})


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
