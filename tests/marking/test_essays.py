"""Essays: written by one person, marked by another who does not know by whom."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.models import Mark, Rescoring
from app.db import db
from app.enrolments.queries import completed_names
from app.evidence.models import Evidence
from app.library.queries import Library
from tests.attempts.sitting import words
from tests.conftest import Statements
from tests.content_tree import ContentTree
from tests.factories import make_person, sign_in
from tests.marking.essays import (
    BEST,
    ESSAY,
    FAIR,
    TEXT,
    WORST,
    attempt_of,
    give_mark,
    make_team,
    publish_letters,
    result_of,
    write_letter,
)


@pytest.fixture
def letters(published: Library, content: ContentTree) -> None:
    """The quiz with the essay is published."""
    publish_letters(content)


@pytest.fixture
def leader(letters: None) -> Person:
    """Who marks, signed in on `client`."""
    return make_team()[1]


@pytest.fixture
def writer(leader: Person) -> Person:
    """Somebody whom she leads."""
    return make_person(language="en", supervisor_id=leader.id)


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """The browser of whoever writes."""
    return app.test_client()


def answered() -> dict[str, float]:
    """How well each standard was answered."""
    return {row.standard_id: row.value for row in db.session.scalars(select(Evidence))}


def test_an_essay_waits_and_nothing_is_decided_before(phone: FlaskClient, writer: Person) -> None:
    attempt = write_letter(phone, writer)

    assert attempt.score is None
    assert attempt.awaits_mark
    assert completed_names(writer.id) == set()
    assert answered() == {"touchpoint-17-three-rings": 1}
    page = words(result_of(phone, attempt))
    assert "Waits for marking" in page
    assert "Passed" not in page
    assert "Not passed yet" not in page
    assert "Waits for marking" in words(phone.get("/quizzes/letters"))


def test_an_empty_essay_is_worth_nothing_at_once(phone: FlaskClient, writer: Person) -> None:
    attempt = write_letter(phone, writer, "")

    assert attempt.score == 0.2
    assert not attempt.is_passed
    assert answered()["touchpoint-17-identify"] == 0


def test_the_last_mark_gives_score_pass_completion_and_evidence(
    client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)

    assert give_mark(client, attempt).location == "/marking"

    attempt = attempt_of(writer)
    assert (attempt.score, attempt.is_passed) == (1.0, True)
    assert ("quiz", "letters") in completed_names(writer.id)
    assert answered() == {"touchpoint-17-three-rings": 1, "touchpoint-17-identify": 1}
    page = words(result_of(phone, attempt))
    assert "Passed" in page
    assert "Kind · 3 of 3" in page
    assert "很有礼貌。" in page
    assert "Scored anew" not in page


def test_a_poor_essay_fails(
    client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)

    give_mark(client, attempt, WORST)

    assert attempt_of(writer).score == 0.2
    assert completed_names(writer.id) == set()


def test_the_queue_says_nothing_of_whoever_wrote(
    client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)

    queue, page = client.get("/marking"), client.get(f"/marking/{attempt.id}/{ESSAY}")

    assert "Write a letter of apology." in words(queue)
    assert TEXT in page.text
    for text in (queue.text, page.text):
        assert writer.name not in text
        assert str(writer.employee_number) not in text
        assert str(writer.id) not in text


def test_only_the_people_whom_one_examines_are_marked_and_never_oneself(
    app: Flask, client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    stranger = make_person(language="en", roles=(Role.SUPERVISOR,))
    sign_in(client, stranger)
    assert client.get(f"/marking/{attempt.id}/{ESSAY}").status_code == 404
    assert give_mark(client, attempt).status_code == 404
    assert "No essay waits" in words(client.get("/marking"))

    hr = make_person(language="en", roles=(Role.HR,))
    own = write_letter(phone, hr)
    assert give_mark(phone, own).status_code == 404
    assert words(phone.get("/marking")).count("Write a letter") == 1
    assert db.session.scalars(select(Mark)).all() == []


def test_learners_do_not_mark(phone: FlaskClient, writer: Person) -> None:
    attempt = write_letter(phone, writer)

    assert phone.get("/marking").status_code == 403
    assert give_mark(phone, attempt).status_code == 403


def test_whoever_marks_first_marks(
    app: Flask, client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    hr = make_person(language="en", roles=(Role.HR,))
    second = app.test_client()
    sign_in(client, leader)
    sign_in(second, hr)
    give_mark(client, attempt, FAIR)

    late = give_mark(second, attempt, WORST)

    assert late.status_code == 409
    assert "Somebody else has marked this essay" in words(late)
    assert db.session.scalars(select(Mark)).one().levels == {"tone": "good", "facts": "none"}
    assert second.get(f"/marking/{attempt.id}/{ESSAY}").status_code == 409


def test_a_marker_can_change_her_mark(
    client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)
    give_mark(client, attempt, WORST)
    assert (
        'value="poor" type="radio" checked'
        in client.get(f"/marking/{attempt.id}/{ESSAY}").text.replace("checked type=", "type=")
        or "checked" in client.get(f"/marking/{attempt.id}/{ESSAY}").text
    )

    give_mark(client, attempt, BEST)

    assert attempt_of(writer).score == 1.0
    assert ("quiz", "letters") in completed_names(writer.id)
    assert answered()["touchpoint-17-identify"] == 1
    assert "On " in words(result_of(phone, attempt))
    assert "because a mark was changed" in words(result_of(phone, attempt))
    causes = [(row.cause, row.state) for row in db.session.scalars(select(Rescoring))]
    assert causes == [("mark", "applied"), ("mark", "applied")]


def test_to_take_a_certified_pass_by_another_mark_waits_for_hr(
    client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)
    give_mark(client, attempt, BEST)

    give_mark(client, attempt, WORST)

    attempt = attempt_of(writer)
    assert (attempt.score, attempt.is_passed) == (1.0, True)
    assert "held" in [row.state for row in db.session.scalars(select(Rescoring))]

    give_mark(client, attempt, BEST)
    assert "held" not in [row.state for row in db.session.scalars(select(Rescoring))]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"level-tone": "good"},
        {"level-tone": "better", "level-facts": "all"},
        BEST | {"comment": "长" * 2001},
    ],
)
def test_a_mark_with_something_missing_is_not_taken_and_keeps_what_was_written(
    client: FlaskClient,
    phone: FlaskClient,
    leader: Person,
    writer: Person,
    fields: dict[str, str],
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)

    answer = give_mark(client, attempt, fields)

    assert answer.status_code == 422
    assert fields.get("comment", "") in answer.text
    assert db.session.scalars(select(Mark)).all() == []


def test_the_next_essay_follows(
    client: FlaskClient, app: Flask, leader: Person, writer: Person
) -> None:
    first = write_letter(app.test_client(), writer)
    other = make_person(language="en", supervisor_id=leader.id)
    second = write_letter(app.test_client(), other)
    sign_in(client, leader)

    assert give_mark(client, first).location == f"/marking/{second.id}/{ESSAY}"
    assert give_mark(client, second).location == "/marking"


def test_the_queue_costs_the_same_for_many(
    client: FlaskClient, app: Flask, leader: Person, writer: Person, statements: Statements
) -> None:
    write_letter(app.test_client(), writer)
    sign_in(client, leader)
    client.get("/marking")
    statements.clear()
    client.get("/marking")
    few = len(statements)
    for _ in range(3):
        write_letter(app.test_client(), make_person(supervisor_id=leader.id))
    statements.clear()

    page = client.get("/marking")

    assert len(statements) == few <= 3, statements
    assert words(page).count("Write a letter of apology.") == 4


def test_pages_of_the_queue_follow_each_other(
    client: FlaskClient,
    app: Flask,
    leader: Person,
    writer: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.marking.queries.PAGE_SIZE", 2)
    for _ in range(3):
        write_letter(app.test_client(), make_person(supervisor_id=leader.id))
    sign_in(client, leader)

    first = client.get("/marking")
    assert first.text.count(f"/{ESSAY}") == 2
    following = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert client.get(following.replace("&amp;", "&")).text.count(f"/{ESSAY}") == 1
    assert client.get("/marking?after=nonsense").status_code == 200


def test_what_a_result_with_an_essay_costs(
    client: FlaskClient, phone: FlaskClient, leader: Person, writer: Person, statements: Statements
) -> None:
    attempt = write_letter(phone, writer)
    sign_in(client, leader)
    give_mark(client, attempt, FAIR)
    result_of(phone, attempt)
    statements.clear()

    result_of(phone, attempt)

    assert len(statements) <= 5, statements
