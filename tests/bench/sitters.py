"""People who sit a quiz: signed in without the form, whose cost is measured by itself."""

from __future__ import annotations

import hashlib
import os
import secrets
import uuid
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert

from app.accounts.models import Person, RoleGrant, SignIn
from app.accounts.roles import Role
from app.accounts.viewer import hash_token
from app.attempts.answering import record_response
from app.attempts.models import Attempt
from app.attempts.starting import start_attempt
from app.db import db, new_id, utcnow
from app.demo.answers import answer_to
from app.library.queries import current_library
from app.quizzes.model import Item

QUIZ = "telephone"
#: So many items an attempt has.
ITEMS = 10


class Sitter(NamedTuple):
    """Somebody signed in: her cookie, and what her forms carry."""

    person_id: uuid.UUID
    cookie: str
    form_token: str
    #: Her cookie at the limit application.
    limit_cookie: str

    def renewed(self, app: Flask, token: str) -> Sitter:
        """The same person with another sign-in."""
        return _sitter(app, self.person_id, token)

    def form(self, **fields: str) -> str:
        """The body of a form of hers."""
        return urlencode(fields | {"csrf_token": self.form_token})


class Sitting(NamedTuple):
    """An open attempt, and what she will answer: item, response."""

    sitter: Sitter
    attempt_id: uuid.UUID
    answers: list[tuple[str, dict[str, Any]]]

    @property
    def address(self) -> str:
        return f"/attempts/{self.attempt_id}"


def make_sitters(app: Flask, count: int) -> list[Sitter]:
    """So many learners, each signed in on a browser of her own."""
    now, sitters = utcnow(), []
    people: list[dict[str, Any]] = []
    sign_ins: list[dict[str, Any]] = []
    for number in range(count):
        person_id, token = new_id(), secrets.token_urlsafe(32)
        people.append({"id": person_id, "name": f"考生{number}", "created_at": now})
        sign_ins.append(
            {
                "token_hash": hash_token(token),
                "person_id": person_id,
                "created_at": now,
                "expires_at": now + timedelta(days=1),
            }
        )
        sitters.append(_sitter(app, person_id, token))
    db.session.execute(insert(Person), people)
    roles = {"role": str(Role.LEARNER), "granted_at": now}
    db.session.execute(insert(RoleGrant), [roles | {"person_id": each["id"]} for each in people])
    db.session.execute(insert(SignIn), sign_ins)
    db.session.commit()
    return sitters


def make_sitting(sitter: Sitter, *, answered: bool = False) -> Sitting:
    """An attempt at ten items, as if she had pressed start; with all answered, if wanted."""
    quiz = current_library().get("quiz", QUIZ)
    assert quiz is not None
    attempt = start_attempt(sitter.person_id, quiz, now=utcnow())
    attempt.shown = attempt.shown[:ITEMS]
    answers = answers_for(attempt)
    for item, answer in answers if answered else ():
        record_response(attempt, item, answer, is_flagged=False, now=utcnow())
    db.session.commit()
    return Sitting(sitter, attempt.id, answers)


def answers_for(attempt: Attempt) -> list[tuple[str, dict[str, Any]]]:
    """What this person answers to the first ten items, for ever the same."""
    quiz = current_library().get("quiz", attempt.quiz)
    assert quiz is not None
    items: dict[str, Item] = {item.id: item for item in quiz.body.items}
    chance = Random(attempt.id.int)
    shown = [each["item"] for each in attempt.shown[:ITEMS]]
    return [(item, answer_to(items[item], 0.7, chance)) for item in shown]


def fields_of(response: dict[str, Any]) -> list[tuple[str, str]]:
    """A response as the fields of a form."""
    ((kind, value),) = response.items()
    match kind:
        case "choices" | "path":
            return [("answer", key) for key in value]
        case "order":
            return [(f"answer-{key}", str(place)) for place, key in enumerate(value, 1)]
        case "pairs" | "blanks":
            return [(f"answer-{key}", chosen) for key, chosen in value.items()]
        case "value":
            return [("answer", "true" if value else "false")]
        case _:
            return [("answer", value)]


def message(
    client: uuid.UUID, sequence: int, item: str, response: dict[str, Any]
) -> dict[str, Any]:
    """What the page's script sends for an answer."""
    return {
        "client": str(client),
        "sequence": sequence,
        "item": item,
        "fields": fields_of(response),
        "is_flagged": False,
        "replaces": None,
        "seen": sequence - 1,
        "given_at": utcnow().isoformat(),
    }


def _sitter(app: Flask, person_id: uuid.UUID, token: str) -> Sitter:
    raw = hashlib.sha1(os.urandom(64)).hexdigest()
    interface: Any = app.session_interface
    serializer = interface.get_signing_serializer(app)
    cookie = serializer.dumps({"_user_id": token, "csrf_token": raw})
    form_token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(raw)
    name = app.config["SESSION_COOKIE_NAME"]
    limit = f"session={serializer.dumps({'_user_id': str(person_id)})}"
    return Sitter(person_id, f"{name}={cookie}", str(form_token), limit)
