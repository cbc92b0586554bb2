"""The pages of practice cost the same however many people and records there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import ObserverAppointment, Person
from app.db import db, utcnow
from tests.conftest import Statements
from tests.content_tree import ContentTree
from tests.factories import make_person
from tests.practice_house import POSITION, House, day, kept, make_house
from tests.walk_practice import POLICY

pytestmark = pytest.mark.database("sqlite")

FEW, MANY = 10, 60
#: The most statements that a page may take: one more than it takes now.
PAGES = {
    "/": 5,
    "/team": 6,
    "/practice": 5,
    "/practice?state=confirmed": 5,
    "/practice/map": 6,
    "/practice/new": 4,
    "/practice/new?checklist=front-desk": 4,
    "/practice/many/front-desk": 4,
    "/my-practice": 9,
    "/team/observers": 4,
    "/team/appraisals": 3,
    "/sessions": 7,
    "/sessions/new": 4,
    "/sessions/{session}": 6,
    "/sessions/{session}/change": 7,
    "/sessions/{session}/sheet": 6,
    "/sessions/{session}/minutes": 7,
    "/certificates": 6,
    "/certificates/{person}": 6,
    "/my-certificates": 6,
    "/policies": 4,
    f"/policies/{POLICY}/unsigned": 4,
    f"/policies/{POLICY}/unsigned/paper": 4,
    "/probation": 4,
    "/probation/{review}": 10,
    "/probation/{review}/sheet": 10,
    "/files": 4,
    "/files/{person}": 11,
    "/units/{unit}/year": 9,
}
#: HR has these besides.
OF_HR = {"/appraisals/statistics": 4, "/settings/records": 4}


def fill(house: House, people: int) -> None:
    """So many more people of the team, each with one of every record; the team with a session."""
    now, joined = utcnow(), [_join(house, number) for number in range(people)]
    for number, person in enumerate(joined):
        answered = {
            0: {},
            1: {"confirmed_at": now},
            2: {"objected_at": now, "word": "No"},
            3: {"recheck_on": day(-1), "seen_on": day(-20)},
        }[number % 4]
        house.seen(person, by=house.leader, **answered)
        house.seen(person, by=person, checklist="lobby")
        house.certified(person)
        house.review(person)
        house.held(person, starts_at=now - timedelta(hours=2 + number))
        kept(
            ObserverAppointment(
                observer_id=person.id,
                unit_id=house.unit.id,
                kind="observer",
                starts_on=day(-1),
                created_at=now,
            )
        )
        # Of herself as well: her own lists grow.
        house.seen(house.leader, by=house.mentor)
        if number % 2:
            house.signs(person)
            house.follows(person)
        house.seen(house.person, by=house.leader)
    db.session.commit()


def _join(house: House, number: int) -> Person:
    person = make_person(name=f"Learner {number}", unit_id=house.unit.id, position=POSITION)
    person.hired_on, person.probation_ends_on = day(-60), day(9)
    return person


def cost(client: FlaskClient, page: str, statements: Statements) -> int:
    """How many statements a page takes."""
    statements.clear()
    assert client.get(page).status_code == 200, page
    return len(statements)


def test_more_people_and_records_cost_no_more_statements(
    app: Flask, content: ContentTree, statements: Statements
) -> None:
    house = make_house(app, content)
    session, review = house.held(house.person), house.review()
    names = {
        "session": session.id,
        "review": review.id,
        "person": house.person.id,
        "unit": house.unit.id,
    }
    readers = {"leader": (house.leader, PAGES), "hr": (house.hr, _of_hr())}

    def costs() -> dict[str, dict[str, int]]:
        return {
            who: {
                page: cost(browser, page.format(**names), statements)
                for browser in [house.browser(reader)]
                for page in pages
            }
            for who, (reader, pages) in readers.items()
        }

    fill(house, FEW)
    few = costs()
    fill(house, MANY - FEW)

    # The first time a page may read besides what a process reads once.
    for who, many in costs().items():
        assert {page: n for page, n in many.items() if n > few[who][page]} == {}, who
        assert {page: n for page, n in many.items() if n > (PAGES | OF_HR)[page]} == {}, who


def _of_hr() -> dict[str, int]:
    lists = (
        "/",
        "/practice",
        "/practice/map",
        "/sessions",
        "/certificates",
        "/probation",
        "/files",
    )
    more = (f"/policies/{POLICY}/unsigned", "/units/{unit}/year", "/sessions/new")
    return {page: PAGES[page] for page in (*lists, *more)} | OF_HR
