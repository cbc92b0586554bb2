"""A quiz with an essay beside two other questions, and people around it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.attempts.models import Attempt
from app.db import db
from tests.attempts.sitting import Sitting, start
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, make_unit, sign_in

ESSAY = "sorry-letter"
TEXT = "您好，昨晚的声音影响了您，对不起。"
RUBRIC = """\
title: {zh: 道歉信, en: A letter of apology}
criteria:
  - id: tone
    title: {zh: 语气, en: Tone}
    levels:
      - {id: good, points: 3, title: {zh: 好, en: Kind}}
      - {id: poor, points: 0, title: {zh: 差, en: Cold}}
  - id: facts
    title: {zh: 事实, en: Facts}
    levels:
      - {id: all, points: 1, title: {zh: 全, en: All there}}
      - {id: none, points: 0, title: {zh: 无, en: None}}
"""
QUIZ = """\
---
title:
  zh: 写信
  en: Letters
pass: 80
---

## sorry-letter {type=essay rubric=apology points=4 std=touchpoint-17-identify}
写一封道歉信。
::: en
Write a letter of apology.
:::

## rings-again {type=numeric std=touchpoint-17-three-rings}
电话最晚响几声接起？
::: en
By which ring?
:::
answer: 3
"""
BEST = {"level-tone": "good", "level-facts": "all", "comment": "很有礼貌。"}
FAIR = {"level-tone": "good", "level-facts": "none", "comment": ""}
WORST = {"level-tone": "poor", "level-facts": "none", "comment": ""}


def publish_letters(tree: ContentTree) -> None:
    """Put the quiz with its rubric beside the others."""
    tree.write("quizzes/rubrics/apology.yaml", RUBRIC)
    tree.write("quizzes/letters.md", QUIZ)
    publish_tree(tree)


def write_letter(client: FlaskClient, person: Person, text: str = TEXT) -> Attempt:
    """Sit the quiz through its pages and hand in."""
    sign_in(client, person)
    sitting = start(client, "letters")
    if text:
        sitting.answer(ESSAY, {"answer": text})
    sitting.answer("rings-again", {"answer": "3"})
    assert sitting.hand_in().status_code == 302
    return attempt_of(person)


def attempt_of(person: Person) -> Attempt:
    """The last attempt of a person, as the database has it now."""
    wanted = select(Attempt).where(Attempt.person_id == person.id).order_by(Attempt.number.desc())
    attempt = db.session.scalars(wanted).first()
    assert attempt is not None
    return attempt


def give_mark(client: FlaskClient, attempt: Attempt, mark: dict[str, str] | None = None) -> Any:
    """Send the form that marks the essay of an attempt."""
    return client.post(f"/marking/{attempt.id}/{ESSAY}", data=BEST if mark is None else mark)


def result_of(client: FlaskClient, attempt: Attempt) -> Any:
    """The page of a result."""
    return Sitting(client, f"/attempts/{attempt.id}").result()


def make_team() -> tuple[Unit, Person]:
    """A unit with its leader, who reads English."""
    leader = make_person(name="黄主管", language="en", roles=(Role.SUPERVISOR,))
    return make_unit(leader_id=leader.id), leader
