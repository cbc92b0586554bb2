"""Ratings over repeats, and an instrument that a company adds by a file alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.roles import Role
from app.db import utcnow
from app.library.queries import Library, Published
from tests.appraisals.instruments import SLUG, make_instrument, publish
from tests.appraisals.pages import words
from tests.appraisals.sheets import hand_in
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in

pytestmark = pytest.mark.database("sqlite")

NIGHT_SHIFT = """\
---
title: {zh: 夜班自评, en: Rate your night shift}
kind: instrument
bands:
  - {from: 0, to: 4, title: {zh: 起步, en: A start}, advice: {zh: 练一件。, en: Practise one.}}
  - {from: 5, to: 10, title: {zh: 稳, en: Steady}, advice: {zh: 保持。, en: Keep it up.}}
---

## rings {type=scale min=0 max=5 std=touchpoint-17-three-rings}
- 0: 夜里的电话我常接得慢
  en: At night I am often slow to pick up
- 5: 夜里的电话我也三声之内接
  en: At night too I pick up within three rings

## awake {type=scale min=0 max=5}
- 5: 我整夜精神都好
  en: I am awake all night
- 0: 我常打瞌睡
  en: I often doze off
"""


def people(client: FlaskClient) -> tuple[Person, Person]:
    """A person, and who leads her."""
    boss = make_person(name="黄志强", roles=(Role.LEARNER, Role.SUPERVISOR), language="en")
    return make_person(name="周玉兰", language="en", supervisor_id=boss.id), boss


def handed_in(client: FlaskClient, place: str, **values: int) -> TestResponse:
    """Begin, rate, hand in, and look at the result."""
    address = client.post(f"{place}/appraisals").location
    data = {f"rating-{name}": str(value) for name, value in values.items()}
    return client.get(str(client.post(f"{address}/submission", data=data).location))


def test_a_company_adds_an_instrument_by_a_file_alone(
    client: FlaskClient, published: Library, content: ContentTree
) -> None:
    content.write("quizzes/night-shift.md", NIGHT_SHIFT)
    publish_tree(content)
    person, boss = people(client)

    sign_in(client, person)
    assert 'href="/appraisals/night-shift"' in client.get("/appraisals").text
    sheet = client.get(str(client.post("/appraisals/night-shift/appraisals").location)).text
    # The low end stands first where the file has it first.
    assert sheet.index("slow to pick up") < sheet.index("within three rings")
    assert "Steady" in words(handed_in(client, "/appraisals/night-shift", rings=5, awake=1))
    sign_in(client, boss)
    page = handed_in(client, f"/team/{person.id}/appraisals/night-shift", rings=2, awake=2)

    assert "Self: 5 · you: 2 · 3 apart" in words(page)
    # A lesson for the gap of three steps; one step apart is none.
    assert "1 statement" in words(page)
    assert re.findall(r'href="(/courses/[^"]+)"', page.text) == [
        "/courses/telephone/10-three-rings#why-three"
    ]
    sign_in(client, make_person(roles=(Role.HR,), language="en"))
    assert "Rate your night shift" in words(client.get("/appraisals/statistics"))


def test_results_show_the_totals_of_all_rounds_of_both_once_both_are_in(
    client: FlaskClient, app: object
) -> None:
    instrument: Published = publish(make_instrument())
    person, boss = people(client)
    now = utcnow()
    for each in person.grants:
        each.granted_at = now - timedelta(days=500)
    hand_in(instrument, person, person, [6] * 10, at=now - timedelta(days=400))
    hand_in(instrument, person, boss, [5] * 10, at=now - timedelta(days=390))
    own = hand_in(instrument, person, person, [8] * 10, at=now, occasion="yearly")

    sign_in(client, person)
    page = client.get(f"/appraisals/{SLUG}/{own.id}/result")
    assert "Over time" in words(page)
    assert "You: 60 points · supervisor: 50 points" in words(page)
    assert "Once a year" in words(page)
    assert "You: 80 points" in words(page)
    assert "Over time" in words(client.get(f"/appraisals/{SLUG}"))

    # She who leads has rated once so far, and sees nothing of the second round.
    sign_in(client, boss)
    page = client.get(f"/team/{person.id}/appraisals/{SLUG}")
    assert "Over time" not in words(page)
    assert "80 points" not in words(page)
    given = hand_in(instrument, person, boss, [9] * 10, at=now, occasion="yearly")
    page = client.get(f"/team/{person.id}/appraisals/{SLUG}/{given.id}/result")
    assert "Self: 60 points · you: 50 points" in words(page)
    assert "Self: 80 points · you: 90 points" in words(page)


def test_gaps_without_a_lesson_are_for_a_talk(client: FlaskClient, app: object) -> None:
    instrument = publish(make_instrument())
    person, boss = people(client)
    own = hand_in(instrument, person, person, [9] + [6] * 9, at=utcnow())
    hand_in(instrument, person, boss, [6] * 9 + [7], at=utcnow())
    sign_in(client, person)

    page = client.get(f"/appraisals/{SLUG}/{own.id}/result")

    assert "Where you are apart" in words(page)
    assert "No lesson belongs to these statements" in words(page)
