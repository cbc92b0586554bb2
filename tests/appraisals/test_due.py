"""When ratings are asked for again, by whom, and on which occasion they are handed in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, union_all, update

from app.accounts.models import Person, RoleGrant
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.appraisals.due import due_for, herself, people_directly_led_by
from app.appraisals.models import Appraisal
from app.appraisals.operations import rate, start_appraisal, submit_appraisal
from app.appraisals.waiting import waiting_for
from app.db import db, utcnow
from app.library.queries import Published
from tests.appraisals.instruments import SLUG, make_instrument, publish, withdraw
from tests.appraisals.pages import words
from tests.appraisals.sheets import hand_in, noon_of
from tests.factories import make_person, make_unit, sign_in

TODAY = date(2026, 11, 20)
SIX = [6] * 10


@pytest.fixture
def instrument(app: object) -> Published:
    """Ten statements, published."""
    return publish(make_instrument())


@pytest.fixture
def boss(instrument: Published) -> Person:
    """A supervisor."""
    return make_supervisor()


@pytest.fixture
def person(boss: Person) -> Person:
    """Somebody whom she leads, long past probation."""
    found = make_person(name="周玉兰", supervisor_id=boss.id, language="en")
    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == found.id)
        .values(granted_at=noon_of(TODAY - timedelta(days=2000)))
    )
    return found


def make_supervisor() -> Person:
    """Somebody who leads a team."""
    return make_person(name="黄志强", roles=(Role.LEARNER, Role.SUPERVISOR), language="en")


def sheets(instrument: Published, person: Person, boss: Person, written: list[str]) -> None:
    """Sheets as 'self 400' or 'boss 20 yearly': who, how many days ago, on which occasion."""
    for each in written:
        who, days, occasion = (*each.split(), "own")[:3]
        rater = person if who == "self" else boss
        at = noon_of(TODAY - timedelta(days=int(days)))
        hand_in(instrument, person, rater, SIX, at=at, occasion=occasion)


def asked(rater: Person, person: Person, today: date = TODAY) -> str | None:
    """On which occasion somebody is asked to rate a person."""
    row = db.session.execute(due_for(rater.id, herself(person.id), today=today)).one_or_none()
    return row and row.occasion


#: In how many days the probation ends, what was handed in, and on which occasion the person and
#: who leads her are asked.
SITUATIONS: list[tuple[int | None, list[str], str | None, str | None]] = [
    # The first time belongs to the plan.
    (20, [], None, None),
    (None, [], None, None),
    # Before the probation review, once.
    (20, ["self 60"], "probation", "probation"),
    (30, ["self 60"], "probation", "probation"),
    (0, ["self 60"], "probation", "probation"),
    (31, ["self 60"], None, None),
    (-1, ["self 60"], None, None),
    (20, ["self 60", "self 3 probation"], None, "probation"),
    (20, ["self 60", "boss 3 probation"], "probation", None),
    (20, ["self 60", "self 40 probation", "boss 35 probation"], None, None),
    # Not so soon after the last time.
    (20, ["self 5"], None, None),
    (20, ["self 60", "boss 5"], "probation", None),
    # Once a year.
    (None, ["self 364"], None, None),
    (None, ["self 366"], "yearly", "yearly"),
    (None, ["self 366", "boss 366"], "yearly", "yearly"),
    (None, ["self 366", "boss 100 yearly"], "yearly", None),
    (None, ["self 366", "self 3 yearly"], None, "yearly"),
    (None, ["self 366", "self 3 yearly", "boss 2 yearly"], None, None),
    (None, ["self 366", "self 61 yearly"], None, None),
    # The review goes before the year.
    (20, ["self 366"], "probation", "probation"),
]


def test_people_are_asked_before_the_review_and_once_a_year(instrument: Published) -> None:
    # All in one database, each with somebody of her own who leads: to make one takes long.
    found = []
    for ends_in, written, _own, _about in SITUATIONS:
        boss = make_supervisor()
        person = make_person(supervisor_id=boss.id, hired_on=TODAY - timedelta(days=150))
        if ends_in is not None:
            person.probation_ends_on = TODAY + timedelta(days=ends_in)
        sheets(instrument, person, boss, written)
        found.append((ends_in, written, asked(person, person), asked(boss, person)))

    assert found == SITUATIONS


def test_nobody_is_asked_for_what_is_not_offered_nor_about_who_is_not_here(
    instrument: Published, person: Person, boss: Person
) -> None:
    sheets(instrument, person, boss, ["self 400"])
    person.deactivated_at = utcnow()
    assert asked(boss, person) is None

    person.deactivated_at = None
    assert asked(boss, person) == "yearly"
    withdraw(SLUG)
    assert asked(boss, person) is None


def viewer_of(person: Person) -> Viewer:
    """Who asks for the page of today."""
    roles = frozenset(Role(grant.role) for grant in person.grants)
    return Viewer(person.id, person.name, "token", roles)


def waits(person: Person) -> list[tuple[object, ...]]:
    """What waits for somebody, in one statement as the page of today asks for it."""
    selects = waiting_for(viewer_of(person), today=TODAY)
    return [tuple(row) for row in db.session.execute(union_all(*selects))]


def test_it_waits_for_the_person_and_for_whoever_leads_her_directly(
    instrument: Published, person: Person, boss: Person
) -> None:
    above = make_supervisor()
    boss.supervisor_id = above.id
    leader = make_supervisor()
    in_unit = make_person(unit_id=make_unit(leader_id=leader.id).id)
    for each in (person, in_unit):
        sheets(instrument, each, boss, ["self 400"])

    kind, version_id = "appraisal-due", instrument.version_id
    assert waits(person) == [(kind, version_id, None, None)]
    assert waits(boss) == [(kind, version_id, person.id, None)]
    assert waits(leader) == [(kind, version_id, in_unit.id, None)]
    # Her people's people are theirs to rate, and a colleague is nobody's.
    assert waits(above) == []
    assert waits(make_person(supervisor_id=boss.id)) == []
    assert db.session.scalars(people_directly_led_by(above.id)).all() == [boss.id]


def occasions() -> list[tuple[str, bool]]:
    """On which occasion each sheet was handed in, and whether by oneself; the latest last."""
    rows = db.session.scalars(select(Appraisal).order_by(Appraisal.submitted_at))
    return [(row.occasion, row.rater_id == row.person_id) for row in rows]


def hand_in_now(instrument: Published, person: Person, rater: Person) -> None:
    """Rate today, the way the pages do."""
    now = noon_of(TODAY)
    appraisal = start_appraisal(instrument, person_id=person.id, rater_id=rater.id, now=now)
    rate(appraisal, {each.id: 6 for each in instrument.body.statements}, now=now)
    submit_appraisal(appraisal, instrument, now=now, today=TODAY)


def test_a_sheet_gets_the_occasion_on_which_it_was_asked_for(
    instrument: Published, person: Person, boss: Person
) -> None:
    sheets(instrument, person, boss, ["self 400"])

    hand_in_now(instrument, person, person)
    hand_in_now(instrument, person, boss)
    hand_in_now(instrument, person, boss)

    assert sorted(occasions()) == [
        ("own", False),
        ("own", True),
        ("yearly", False),
        ("yearly", True),
    ]


def test_an_answer_takes_over_the_occasion_of_what_it_answers(
    instrument: Published, person: Person, boss: Person
) -> None:
    sheets(instrument, person, boss, ["self 70", "boss 20", "self 10 probation"])

    # She rated 20 days ago and is not asked again so soon; of her own accord she answers.
    assert asked(boss, person) is None
    hand_in_now(instrument, person, boss)

    assert occasions()[-1] == ("probation", False)


@pytest.mark.database("sqlite")
def test_the_pages_invite_to_talk_and_say_that_nothing_hangs_on_it(
    client: FlaskClient, instrument: Published, person: Person, boss: Person
) -> None:
    year_ago = utcnow() - timedelta(days=400)
    hand_in(instrument, person, person, SIX, at=year_ago)
    sign_in(client, person)
    for address in ("/appraisals", f"/appraisals/{SLUG}"):
        assert "for talking and learning; nothing hangs on it" in words(client.get(address))
    assert client.get("/team/appraisals").status_code == 403

    sign_in(client, boss)
    page = client.get("/team/appraisals")
    assert "周玉兰" in page.text
    assert f'href="/team/{person.id}/appraisals/{SLUG}"' in page.text
    assert "no part of the probation review" in words(page)
    assert "nothing hangs on it" in words(client.get(f"/team/{person.id}/appraisals/{SLUG}"))

    sign_in(client, make_supervisor())
    assert "周玉兰" not in client.get("/team/appraisals").text
