"""A person who sits the quiz of the small tree through its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.attempts.models import Attempt
from app.db import db

Fields = dict[str, Any]

#: What a form sends for a right answer to each item of the quiz, one of each type.
RIGHT: dict[str, Fields] = {
    "rings": {"answer": "3"},
    "form-or-phone": {"answer": "c1"},
    "message-slip": {"answer": ["c1", "c2"]},
    "well-known-caller": {"answer": "false"},
    "message-steps": {"answer-s1": "1", "answer-s2": "2", "answer-s3": "3"},
    "polite-words": {"answer-l1": "r1", "answer-l2": "r2"},
}
WRONG: dict[str, Fields] = {
    "rings": {"answer": "5"},
    "form-or-phone": {"answer": "c2"},
    "message-slip": {"answer": ["c1", "c3"]},
    "well-known-caller": {"answer": "true"},
    "message-steps": {"answer-s1": "2", "answer-s2": "1", "answer-s3": "3"},
    "polite-words": {"answer-l1": "r2", "answer-l2": "r3"},
}
#: The answers as they are kept.
KEPT: dict[str, dict[str, Any]] = {
    "rings": {"text": "3"},
    "form-or-phone": {"choice": "c1"},
    "message-slip": {"choices": ["c1", "c2"]},
    "well-known-caller": {"value": False},
    "message-steps": {"order": ["s1", "s2", "s3"]},
    "polite-words": {"pairs": {"l1": "r1", "l2": "r2"}},
}


@dataclass(frozen=True)
class Sitting:
    """One attempt in a browser."""

    client: FlaskClient
    address: str

    def page(self, question: int | None = None) -> TestResponse:
        """A question's page; without a number the first that is open."""
        query = "" if question is None else f"?question={question}"
        return self.client.get(f"{self.address}{query}")

    def answer(self, item: str, fields: Fields, *, go: str = "next") -> TestResponse:
        """Answer an item and press a button."""
        return self.client.post(self._place(item), data=fields | {"go": go})

    def answer_all(self, answers: dict[str, Fields]) -> None:
        """Answer items, each on its page."""
        for item, fields in answers.items():
            assert self.answer(item, fields).status_code == 302

    def hand_in(self) -> TestResponse:
        """Press the button on the overview."""
        return self.client.post(f"{self.address}/submission")

    def overview(self) -> TestResponse:
        """All questions at a glance."""
        return self.client.get(f"{self.address}/overview")

    def result(self) -> TestResponse:
        """The page of the result."""
        return self.client.get(f"{self.address}/result")

    def _place(self, item: str) -> str:
        return f"{self.address}/responses/{item}"


def start(client: FlaskClient, quiz: str = "telephone") -> Sitting:
    """Press the start button."""
    response = client.post(f"/quizzes/{quiz}/attempts")
    assert response.status_code == 302, response.text
    assert "/attempts/" in str(response.location), response.location
    return Sitting(client, str(response.location))


def only_attempt() -> Attempt:
    """The one attempt that there is, as the database has it now."""
    return db.session.scalars(select(Attempt)).one()


def kept() -> dict[str, Any]:
    """The answers that the database has of the one attempt, by item."""
    return {each.item: each.answer for each in only_attempt().responses}


def shown_items() -> list[str]:
    """The items of the one attempt in their order."""
    return [each["item"] for each in only_attempt().shown]


def number_of(item: str) -> int:
    """At which place an item is asked."""
    return shown_items().index(item) + 1


def words(page: TestResponse) -> str:
    """What stands on a page, without markup and with single spaces."""
    body = re.sub(r"<svg.*?</svg>", " ", page.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def asked_on(page: TestResponse) -> str:
    """The item that a question's page asks."""
    found = re.search(r'action="[^"]*/responses/([a-z-]+)"', shown_on(page))
    assert found is not None, words(page)
    return found[1]


def shown_on(page: TestResponse) -> str:
    """The markup of the question that is shown; the others stand hidden beside it."""
    sections = re.findall(r"<section class=\"tp-asked\"(.*?)</section>", page.text, re.DOTALL)
    shown = [section for section in sections if " hidden>" not in section.partition("\n")[0]]
    assert len(shown) == 1, words(page)
    return str(shown[0])


def given_on(page: TestResponse) -> list[str]:
    """The values that stand filled in on a question's page."""
    shown = shown_on(page)
    checked = re.findall(r'value="([^"]+)" checked', shown)
    typed = re.findall(r'<input class="form-control[^>]*name="answer[^>]*value="([^"]+)"', shown)
    chosen = re.findall(r'value="([^"]+)" selected', shown)
    return checked + typed + chosen
