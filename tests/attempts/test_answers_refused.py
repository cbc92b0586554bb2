"""What is no answer, and who may not give one: the right status, and nothing changed."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from app.accounts.models import Person, SignIn
from app.accounts.roles import Role
from app.db import db, utcnow
from app.library.queries import Library
from tests.attempts.phone import FROM_HERE, Phone, ledger
from tests.attempts.sitting import RIGHT, Sitting, kept, start
from tests.factories import make_person, sign_in

CLIENT = "5f0f7c52-6f0c-4d53-8a43-0d6f4b5b7a11"
GOOD: dict[str, Any] = {
    "client": CLIENT,
    "sequence": 1,
    "item": "rings",
    "fields": [["answer", "3"]],
    "is_flagged": False,
    "replaces": None,
    "seen": 0,
    "given_at": None,
}


@pytest.fixture
def phone(sitting: Sitting) -> Phone:
    """The browser in which the attempt was begun."""
    return Phone(sitting.client, sitting.address)


def code(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal, which always has a sentence too."""
    assert answer.json is not None, answer.text
    assert answer.json["error"]
    return answer.status_code, answer.json["code"]


# From where.


STRANGE: list[dict[str, str]] = [
    {},
    {"X-Touchpoint": "answers"},
    {"Sec-Fetch-Site": "same-origin"},
    {"X-Touchpoint": "yes", "Sec-Fetch-Site": "same-origin"},
    {"X-Touchpoint": "answers", "Sec-Fetch-Site": "cross-site"},
    {"X-Touchpoint": "answers", "Sec-Fetch-Site": "same-site"},
    {"X-Touchpoint": "answers", "Sec-Fetch-Site": "none"},
    {"X-Touchpoint": "answers", "Sec-Fetch-Site": ""},
    {"X-Touchpoint": "answers", "Origin": "https://elsewhere.example"},
    {"X-Touchpoint": "answers", "Origin": "null"},
    {"X-Touchpoint": "answers", "Origin": "http://localhost.elsewhere.example"},
    {
        "X-Touchpoint": "answers",
        "Sec-Fetch-Site": "cross-site",
        "Origin": "http://localhost",
    },
]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("headers", STRANGE)
def test_what_is_not_sent_by_our_own_page_is_refused(phone: Phone, headers: dict[str, str]) -> None:
    answer = phone.post(json.dumps(GOOD).encode(), headers=headers)

    assert code(answer) == (403, "not-allowed")
    assert ledger() == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("origin", ["http://localhost", "https://learn.example"])
def test_an_old_browser_is_known_by_its_origin(app: Flask, phone: Phone, origin: str) -> None:
    app.config["PUBLIC_URL"] = "https://learn.example/"
    headers = {"X-Touchpoint": "answers", "Origin": origin}

    assert phone.post(json.dumps(GOOD).encode(), headers=headers).status_code == 200


@pytest.mark.database("sqlite")
def test_no_forms_token_is_needed(app: Flask, phone: Phone) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    assert phone.send(GOOD).status_code == 200
    assert Sitting(phone.client, phone.address).answer("rings", RIGHT["rings"]).status_code == 400


# Who.


def test_who_is_not_signed_in_is_told_so(app: Flask, phone: Phone) -> None:
    answer = Phone(app.test_client(), phone.address).send(GOOD)

    assert code(answer) == (401, "signed-out")
    assert ledger() == []


def test_after_signing_in_again_the_same_message_is_taken(phone: Phone, person: Person) -> None:
    db.session.execute(delete(SignIn))
    assert code(phone.send(GOOD)) == (401, "signed-out")

    sign_in(phone.client, person)

    assert phone.send(GOOD).status_code == 200


def test_on_a_locked_device_nobody_answers(phone: Phone) -> None:
    db.session.execute(update(SignIn).values(locked_at=utcnow()))

    assert code(phone.send(GOOD)) == (401, "signed-out")


def test_a_shared_phone_that_lay_about_is_signed_out(phone: Phone) -> None:
    with phone.client.session_transaction() as session:
        session["seen"] = (utcnow() - timedelta(minutes=4)).timestamp()

    assert code(phone.send(GOOD)) == (401, "signed-out")
    assert phone.client.get("/").location.startswith("/login")
    assert db.session.query(SignIn).count() == 0


def test_an_attempt_of_somebody_else_is_not_there(
    app: Flask, phone: Phone, published: Library
) -> None:
    client = app.test_client()
    sign_in(client, make_person(roles=(Role.LEARNER, Role.SUPERVISOR, Role.HR, Role.ADMIN)))

    assert code(Phone(client, phone.address).send(GOOD)) == (404, "not-found")
    assert code(Phone(client, f"/attempts/{uuid.uuid4()}").send(GOOD)) == (404, "not-found")
    assert ledger() == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_not_taken(phone: Phone, method: str) -> None:
    answer = getattr(phone.client, method)(f"{phone.address}/answers", headers=FROM_HERE)

    assert answer.status_code == 405


# What.


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
def test_only_json_is_taken(phone: Phone, kind: str) -> None:
    answer = phone.post(json.dumps(GOOD).encode(), content_type=kind)

    assert code(answer) == (415, "not-json")


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("length", [66_000, 1_000_000, 1_500_000])
def test_more_than_the_longest_answer_is_not_read(phone: Phone, length: int) -> None:
    answer = phone.send(GOOD | {"fields": [["answer", "x" * length]]})

    assert code(answer) == (413, "too-large")
    assert ledger() == []


BROKEN: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b'"rings"',
    b"{}",
    b"{",
    b"\xff\xfe",
    b'{"client": "\xff"}',
    b"[" * 60_000,
    b'{"a":' * 10_000,
    b'{"fields":' + b"[" * 60_000,
    json.dumps(GOOD).encode("utf-16"),
    json.dumps(GOOD)[:-1].encode(),
    json.dumps(GOOD).encode() * 2,
    json.dumps(GOOD).replace('"seen": 0', '"seen": NaN').encode(),
    json.dumps(GOOD).replace('"seen": 0', '"seen": Infinity').encode(),
]
WRONG_PARTS: list[dict[str, Any]] = [
    {"client": "x"},
    {"client": None},
    {"client": 7},
    {"sequence": 0},
    {"sequence": -1},
    {"sequence": 2**70},
    {"sequence": 2**53},
    {"sequence": 1.5},
    {"sequence": "1"},
    {"sequence": True},
    {"sequence": None},
    {"item": None},
    {"item": ["rings"]},
    {"item": "x" * 81},
    {"fields": None},
    {"fields": "answer"},
    {"fields": {"answer": "3"}},
    {"fields": [["answer"]]},
    {"fields": [["answer", "3", "4"]]},
    {"fields": [["answer", 3]]},
    {"fields": [["answer", None]]},
    {"fields": [["a", "b"]] * 501},
    {"is_flagged": "yes"},
    {"is_flagged": 1},
    {"is_flagged": None},
    {"replaces": -1},
    {"replaces": 2**31},
    {"replaces": "1"},
    {"seen": -1},
    {"seen": 2**31},
    {"seen": None},
    {"given_at": 0},
    {"given_at": "yesterday"},
    {"given_at": "2026-11-22T10:00:00"},
    {"score": 1},
    {"person_id": CLIENT},
]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_a_body_that_is_no_message_is_refused(phone: Phone, body: bytes) -> None:
    assert code(phone.post(body)) == (400, "bad-request")
    assert ledger() == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("part", WRONG_PARTS, ids=lambda part: str(part)[:30])
def test_a_message_of_another_shape_is_refused(phone: Phone, part: dict[str, Any]) -> None:
    assert code(phone.send(GOOD | part)) == (400, "bad-request")
    assert ledger() == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("missing", sorted(GOOD.keys() - {"replaces", "given_at"}))
def test_a_message_without_one_of_its_parts_is_refused(phone: Phone, missing: str) -> None:
    part = {name: value for name, value in GOOD.items() if name != missing}

    assert code(phone.send(part)) == (400, "bad-request")


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("item", ["nothing", "RINGS", "", "rings ", "rings\0", "铃", "😀"])
def test_an_item_that_is_not_in_the_attempt_is_not_found(phone: Phone, item: str) -> None:
    assert code(phone.send(GOOD | {"item": item})) == (404, "not-found")
    assert ledger() == []


BAD: list[tuple[str, list[list[str]], str]] = [
    ("rings", [["answer", "three"]], "Write one number in digits"),
    ("rings", [["answer", "9" * 300]], "This response is too long."),
    ("form-or-phone", [["answer", "c9"]], "This choice does not belong to this question."),
    ("message-slip", [["answer", "c1"], ["answer", "c1"]], "This choice does not belong"),
    ("message-steps", [["answer-s1", "1"], ["answer-s2", "1"]], "Some steps have no position"),
    ("polite-words", [["answer-l1", "r9"]], "This choice does not belong to this question."),
    ("rings", [["answer", "3\0"]], "characters that cannot be kept"),
    ("rings", [["answer", "3"], ["other\0", ""]], "characters that cannot be kept"),
    ("rings", [["answer", "3\ud800"]], "characters that cannot be kept"),
    ("rings", [["answer", "\udc00"]], "characters that cannot be kept"),
    ("form-or-phone", [["answer", "c1\ud83d"]], "characters that cannot be kept"),
]


@pytest.mark.parametrize(("item", "fields", "told"), BAD)
def test_what_cannot_be_an_answer_is_explained(
    phone: Phone, item: str, fields: list[list[str]], told: str
) -> None:
    before = phone.give(item, RIGHT[item])
    assert before.status_code == 200
    answer = phone.send(GOOD | {"item": item, "fields": fields, "sequence": 2})

    assert code(answer) == (422, "bad-answer")
    assert told in answer.json["error"]  # type: ignore[index]
    assert len(ledger()) == 1
    assert kept()[item] is not None


ODD = ["𬍛", "\U0001f469\u200d\U0001f527", "\u202e3", "\ufeff", "\ufffe", "a\u0301" * 50, "'; --"]


@pytest.mark.parametrize("words", ODD)
def test_odd_characters_harm_nothing(phone: Phone, words: str) -> None:
    answer = phone.send(GOOD | {"fields": [["answer", words], [words, words]]})

    assert answer.status_code in (200, 422), answer.text


def test_the_sentence_is_in_her_language(app: Flask, published: Library) -> None:
    client = app.test_client()
    sign_in(client, make_person(language="zh-Hans"))

    answer = Phone(client, start(client).address).send(GOOD | {"fields": [["answer", "three"]]})

    assert "数" in answer.json["error"]  # type: ignore[index]


@pytest.mark.database("sqlite")
def test_when_the_database_is_away_the_script_is_told_to_wait(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **values: object) -> None:
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr("app.attempts.arrival.take_answer", away)

    answer = phone.send(GOOD)

    assert code(answer) == (503, "unavailable")
    assert "Retry-After" in answer.headers


# A candidate.


def test_a_candidates_link_takes_answers_of_its_own_attempt_only(
    app: Flask, phone: Phone, client: FlaskClient
) -> None:
    answer = Phone(client, f"/i/{'x' * 32}/quiz/{phone.address.rsplit('/', 1)[1]}").send(GOOD)

    assert code(answer) == (404, "not-found")
    assert ledger() == []
