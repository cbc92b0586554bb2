"""A candidate who opens her link: content to screen with, an invitation, her pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.viewer import hash_token
from app.attempts.models import Attempt
from app.db import db, utcnow
from app.library.queries import Library
from app.screening.models import Invitation
from tests.content_tree import ContentTree
from tests.factories import make_person
from tests.made_once import publish_once

POSITION = "customer-service-assistant"
NAME = "周玉兰"
ENGLISH = {"Accept-Language": "en"}
CONSENT = {"of_age": "yes", "agrees": "yes"}
RIGHT = {"first": {"answer": "c1"}, "lamp": {"answer": "true"}, "asked": {"answer": ["c1", "c2"]}}

_SCREENING = """\
screening:
  lesson: etiquette/10-greeting
  quiz: first-look
  instrument: service-aptitude
  least_age: 18
"""
_QUIZ = """\
---
title: {zh: 十道小题, en: Short questions}
pass: 60
time_limit: 8
feedback: closed
topics:
  lesson: {zh: 刚读过的, en: What you have read}
  sense: {zh: 常识, en: Common sense}
---

## first {type=single tags=lesson std=touchpoint-1-greet-first}
谁先开口？
::: en
Who speaks first?
:::
- (x) 您
  en: You
- ( ) 对方
  en: They

## lamp {type=truefalse tags=lesson}
灯坏了当天报修。
::: en
A broken lamp is reported the same day.
:::
answer: true

## asked {type=multiple tags=sense}
留言问清哪几样？
::: en
What do you ask for?
:::
- [x] 姓名
  en: Name
- [x] 电话
  en: Telephone number
- [ ] 年龄
  en: Age
"""


def publish_screening(content: ContentTree, *, instrument: bool = True) -> Library:
    """Publish the small tree with a position that has a lesson, a quiz and a self-assessment."""
    position = f"courses/positions/{POSITION}.yaml"
    screening = _SCREENING if instrument else _SCREENING.replace("instrument: service-aptitude", "")
    content.write(position, content.read(position) + re.sub(r"\n *\n", "\n", screening))
    content.write("quizzes/first-look.md", _QUIZ)
    return publish_once(content)


def make_candidate(**values: Any) -> Person:
    """Somebody who applies, without roles."""
    usual = {"name": NAME, "employee_number": None, "hired_on": None, "is_candidate": True}
    return make_person(roles=(), **usual | values)


def make_invitation(token: str = "t" * 32, person: Person | None = None, **values: Any) -> Visitor:
    """An invitation of seven days, and what its link opens."""
    now = utcnow()
    usual = {
        "position": POSITION,
        "nonce": "n" * 64,
        "token_hash": hash_token(token),
        "created_at": now - timedelta(minutes=1),
        "expires_at": now + timedelta(days=7),
        "contact": "李敏 021-5550 0000",
    }
    invited = person or make_candidate()
    invitation = Invitation(**usual | {"person_id": invited.id} | values)
    db.session.add(invitation)
    db.session.commit()
    return Visitor(token)


@dataclass(frozen=True)
class Visitor:
    """The link in a browser; each deed takes the client that opens it."""

    token: str

    @property
    def home(self) -> str:
        return f"/i/{self.token}"

    @property
    def invitation(self) -> Invitation:
        wanted = select(Invitation).where(Invitation.token_hash == hash_token(self.token))
        return db.session.scalars(wanted).one()

    @property
    def attempt(self) -> Attempt:
        return db.session.get_one(Attempt, self.invitation.attempt_id)

    def get(self, client: FlaskClient, page: str = "") -> TestResponse:
        """Open one of the pages; the reader's browser asks for English."""
        return client.get(self.home + page, headers=ENGLISH)

    def post(
        self, client: FlaskClient, page: str, data: dict[str, Any] | None = None
    ) -> TestResponse:
        """Press a button."""
        return client.post(self.home + page, data=data or {}, headers=ENGLISH)

    def consent(self, client: FlaskClient, **ticks: str) -> TestResponse:
        """Tick what must be ticked, and begin."""
        return self.post(client, "/consent", CONSENT | ticks)

    def read(self, client: FlaskClient) -> TestResponse:
        """Read the lesson and press the button at its end."""
        found = re.search(r'name="version" value="([^"]+)"', self.get(client, "/lesson").text)
        assert found is not None
        return self.post(client, "/lesson", {"version": found[1]})

    def begin(self, client: FlaskClient) -> str:
        """Agree, read, begin the quiz; gives the address of the attempt below the link."""
        self.consent(client)
        self.read(client)
        return str(self.post(client, "/quiz").location).removeprefix(self.home)

    def answer(self, client: FlaskClient, place: str, item: str) -> TestResponse:
        """Give the right answer to one question."""
        return self.post(client, f"{place}/responses/{item}", RIGHT[item] | {"go": "next"})

    def finish(self, client: FlaskClient) -> TestResponse:
        """The whole way to the end of the quiz, everything right."""
        place = self.begin(client)
        for item in RIGHT:
            assert self.answer(client, place, item).status_code == 302
        return self.post(client, f"{place}/submission")


def at(moment: datetime, **later: float) -> datetime:
    """So much after a moment."""
    return moment + timedelta(**later)
