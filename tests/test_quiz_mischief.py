"""What people write in quizzes is shown as they wrote it, to whoever reads it: never as markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.answering import record_late
from app.attempts.ledger import Given
from app.attempts.models import Attempt
from app.db import db, utcnow
from app.library.queries import Library
from tests.attempts.sitting import start
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.marking.essays import RUBRIC

pytestmark = pytest.mark.database("sqlite")

QUIZ = """\
---
title: {zh: 写字, en: Writing}
pass: 80
---

## words {type=short std=touchpoint-17-identify}
先报什么？
::: en
What do you name first?
:::
accept: 客服部
accept.en: Customer Service

## gap {type=blanks std=touchpoint-17-identify}
您好，[[客服部]]。
::: en
Hello, [[Customer Service]].
:::

## letter {type=essay rubric=apology}
写一封道歉信。
::: en
Write a letter of apology.
:::
"""
#: Markup, the end of a CDATA section, a template, a format, a script, the end of an attribute.
MISCHIEF = """<b id="zz">"'></textarea></script><script>zz()</script>]]>{{7*7}}{%x%}%(x)s%s{0}"""
#: None of these may stand in a page: it would be ours only if what was written is taken for markup.
TAKEN_FOR_MARKUP = re.compile(
    r"<b id=|<script>zz|</textarea></script>|49\{%x%\}|=\"[^\"<>]*<b id|&amp;lt;b id|&amp;#34;"
)


@dataclass
class Readers:
    """Everybody who reads what the learner wrote, each with a browser of her own."""

    app: Flask
    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def join(self, who: str, role: Role, **values: object) -> Person:
        """Somebody with a role, signed in."""
        person = make_person(roles=(role,), language="en", **values)
        self.people[who], self.clients[who] = person, self.app.test_client()
        sign_in(self.clients[who], person)
        return person

    def see(self, name: str, place: str, *, shows: bool = True) -> None:
        """What somebody sees is what was written, and nothing of it is markup."""
        page = self.clients[name].get(place)
        assert page.status_code == 200, place
        self.check(page.text, place, shows=shows)

    def check(self, text: str, place: str, *, shows: bool = True) -> None:
        """The same of a page that is there already."""
        assert TAKEN_FOR_MARKUP.findall(text) == [], place
        assert ("{{7*7}}" in text) is shows, place


@pytest.fixture
def readers(app: Flask, published: Library, content: ContentTree) -> Readers:
    """A learner, her leader, HR and an author; the quiz in which one writes."""
    content.write("quizzes/rubrics/apology.yaml", RUBRIC)
    content.write("quizzes/writing.md", QUIZ)
    publish_tree(content)
    readers = Readers(app)
    leader = readers.join("leader", Role.SUPERVISOR, name=f"L{MISCHIEF}")
    readers.join("learner", Role.LEARNER, name=f"N{MISCHIEF}", supervisor_id=leader.id)
    readers.join("hr", Role.HR)
    readers.join("author", Role.AUTHOR)
    return readers


def the_attempt() -> Attempt:
    """The one that there is."""
    return db.session.scalars(select(Attempt)).one()


def test_what_is_answered_is_shown_as_it_was_written(readers: Readers) -> None:
    phone = readers.clients["learner"]
    helped = {"help_kind": "read", "helper_name": MISCHIEF[:80]}
    assert phone.post("/quizzes/writing/attempts", data=helped).status_code == 302
    sitting = start(phone, "writing")
    for item, name in (("words", "answer"), ("gap", "answer-b1"), ("letter", "answer")):
        typed = sitting.answer(item, {name: MISCHIEF})
        assert typed.status_code == 302, (item, typed.text)
        number = next(
            n for n, each in enumerate(the_attempt().shown, start=1) if each["item"] == item
        )
        readers.see("learner", f"{sitting.address}?question={number}")
    readers.see("learner", f"{sitting.address}/overview")
    sitting.hand_in()
    result = f"{sitting.address}/result"
    readers.see("learner", result)
    readers.see("leader", "/marking", shows=True)
    essay = f"/marking/{the_attempt().id}/letter"
    readers.see("leader", essay)

    mark = {"level-tone": "poor", "level-facts": "none", "comment": MISCHIEF}
    assert readers.clients["leader"].post(essay, data=mark).status_code == 302

    readers.see("leader", essay)
    readers.see("learner", result)
    readers.see("leader", f"/team/{readers.people['learner'].id}")
    for page in ("statistics", "statistics/questions/words", "statistics/questions/gap"):
        readers.see("author", f"/quizzes/writing/{page}", shows=False)


def test_what_is_refused_comes_back_as_it_was_written(readers: Readers) -> None:
    sitting = start(readers.clients["learner"], "writing")

    refused = sitting.answer("words", {"answer": MISCHIEF * 20})

    assert refused.status_code == 422
    readers.check(refused.text, "refused")


def test_what_came_late_is_shown_as_it_was_written(readers: Readers) -> None:
    sitting = start(readers.clients["learner"], "writing")
    sitting.hand_in()
    attempt = the_attempt()
    for item, answer in (
        ("words", {"text": MISCHIEF}),
        ("gap", {"blanks": {"b1": MISCHIEF}}),
        ("letter", {"text": MISCHIEF}),
    ):
        record_late(attempt, Given(item, answer, False), now=utcnow())
    db.session.commit()

    for name in ("leader", "hr"):
        readers.see(name, "/marking/late")
    readers.see("learner", f"{sitting.address}/result")


def test_a_paper_and_its_card_are_shown_as_they_were_written(readers: Readers) -> None:
    leader, learner = readers.clients["leader"], readers.people["learner"]
    drawn = str(leader.get("/quizzes/writing/paper").location)
    code = re.findall("paper=([^&]+)", drawn)[0]
    place = f"/team/{learner.id}/quizzes/writing/paper?paper={code}"
    names = set(re.findall(r'name="(q\d+_\d+)"', leader.get(place).text))
    assert len(names) == 3
    card = dict.fromkeys(names, MISCHIEF) | {
        "day": f"{utcnow():%Y-%m-%d}",
        "help_kind": "read",
        "helper_name": MISCHIEF[:80],
    }

    for press in ("check", "change"):
        page = leader.post(place, data=card | {"press": press})
        assert page.status_code == 200, press
        readers.check(page.text, press)
    assert leader.post(place, data=card | {"press": "enter"}).status_code == 302

    readers.see("leader", "/quizzes/writing/paper/entry")
    readers.see("learner", f"/attempts/{the_attempt().id}/result")
    readers.see("leader", f"/marking/{the_attempt().id}/letter")
