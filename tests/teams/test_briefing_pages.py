"""The page with one standard for the start of a shift, and what it is counted from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
import time_machine
from flask.testing import FlaskClient

from app.db import db
from app.evidence.models import Evidence
from app.evidence.queries import triads_of
from app.library.queries import Library
from app.teams.briefing import Proved
from app.teams.person_queries import standards_of_people
from tests.conftest import Statements
from tests.factories import NOON, make_person
from tests.learning.pages import main_of, words_of
from tests.teams.person_team import Team, follow_plan, make_team, read_lesson, sit

LESSON = "telephone/10-three-rings"
RINGS = "touchpoint-17-three-rings"


@pytest.fixture(autouse=True)
def friday_noon() -> Iterator[None]:
    """It is Friday 20 November 2026, noon in Shanghai."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team(client: FlaskClient, published: Library) -> Team:
    return make_team(client)


def prove(team: Team, kind: str, value: float, *, hours_ago: int, revision: int = 1) -> None:
    """A row of evidence of the learner on the rule of three rings."""
    at = NOON - timedelta(hours=hours_ago)
    db.session.add(
        Evidence(
            person_id=team.learner.id,
            standard_id=RINGS,
            standard_revision=revision,
            kind=kind,
            value=value,
            at=at,
            source="attempt",
            source_id=f"{kind}{hours_ago}{value}{revision}",
        )
    )
    db.session.flush()


@pytest.mark.parametrize(
    "proofs",
    [
        [("answered", 1, 50, 1)],
        [("answered", 1, 50, 1), ("answered", 0, 40, 1)],
        [("answered", 0, 50, 1), ("answered", 1, 40, 1)],
        [("answered", 0, 50, 1), ("answered", 1, 50, 1)],
        [("learned", 1, 60, 1), ("answered", 0.5, 50, 1)],
        [("learned", 1, 60, 1), ("learned", 1, 50, 0), ("answered", 1, 40, 1)],
        [("answered", 1, 70, 1), ("answered", 0, 60, 1), ("answered", 1, 50, 0)],
    ],
)
def test_a_team_is_counted_as_each_of_its_people(
    team: Team, published: Library, proofs: list[tuple[str, float, int, int]]
) -> None:
    for kind, value, hours_ago, revision in proofs:
        prove(team, kind, value, hours_ago=hours_ago, revision=revision + 1)
    standard = msgspec.structs.replace(published.standards[RINGS], revision=2)

    rows = db.session.execute(standards_of_people(team.leader.id, before=NOON)).all()

    triad = triads_of(team.learner.id, {RINGS: standard})[RINGS]
    (row,) = [Proved(*each) for each in rows]
    assert ((row.learned or 0) >= 2) == (triad.learned == "yes")
    assert ((row.answered or 0) >= 2) == (triad.answered == "yes")
    assert row.people == 1


def test_what_happened_since_the_morning_does_not_change_the_choice(
    team: Team, published: Library
) -> None:
    read_lesson(team.learner, published, LESSON, days_ago=0)

    midnight = NOON - timedelta(hours=12)
    assert db.session.execute(standards_of_people(team.leader.id, before=midnight)).all() == []


@pytest.mark.database("sqlite")
def test_the_page_has_the_rule_the_words_to_say_and_a_question(
    client: FlaskClient, team: Team, published: Library
) -> None:
    other = make_person(name="王芳", supervisor_id=team.leader.id)
    read_lesson(team.learner, published, LESSON)
    read_lesson(other, published, LESSON)
    read_lesson(team.outsider, published, LESSON)
    prove(team, "answered", 1, hours_ago=20)
    # Then what is said when the telephone is picked up is what both lack.
    seen = [words_of(client, f"/team/briefing?another={n}") for n in range(2)]

    assert "Say who you are as soon as you pick up." in seen[0]
    assert "2 people in your team · 2 learned it · 0 answered right" in seen[0]
    assert "Pick up the telephone within 3 rings." in seen[1]
    assert "2 learned it · 1 answered right" in seen[1]
    assert "Hello, Customer Service." in seen[1]
    assert "Answer" in seen[1]
    assert "陈丽华" not in seen[0] + seen[1]


@pytest.mark.database("sqlite")
def test_a_plan_that_asks_for_more_than_was_learned_gives_something_to_talk_about(
    client: FlaskClient, team: Team, published: Library
) -> None:
    follow_plan(team.learner, published)

    words = words_of(client, "/team/briefing")

    assert "1 person in your team · 0 learned it · 0 answered right" in words


@pytest.mark.database("sqlite")
def test_a_team_without_courses_is_told_so(client: FlaskClient, team: Team) -> None:
    assert "Nothing to choose from yet" in words_of(client, "/team/briefing")


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("asked", ["-1", "99999999999999999999", "x"])
def test_any_number_leads_somewhere(
    client: FlaskClient, team: Team, published: Library, asked: str
) -> None:
    read_lesson(team.learner, published, LESSON)

    assert client.get(f"/team/briefing?another={asked}").status_code == 200


@pytest.mark.database("sqlite")
def test_the_cost_is_the_same_for_any_number_of_people(
    client: FlaskClient, team: Team, published: Library, statements: Statements
) -> None:
    read_lesson(team.learner, published, LESSON)
    main_of(client, "/team/briefing")
    statements.clear()
    main_of(client, "/team/briefing")
    few = len(statements)
    for _ in range(8):
        person = make_person(supervisor_id=team.leader.id)
        read_lesson(person, published, LESSON)
        sit(person, published)
    db.session.commit()
    statements.clear()

    main_of(client, "/team/briefing")

    assert len(statements) == few <= 5
    assert sum("evidence" in each for each in statements) == 1
