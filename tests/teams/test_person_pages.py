"""A person's page for her supervisor."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient

from app.accounts.roles import Role
from app.db import db
from app.library.queries import Library
from tests.conftest import Statements
from tests.factories import NOON, make_person, sign_in
from tests.learning.pages import main_of, words_of
from tests.teams.person_team import Team, follow_plan, make_team, read_lesson, sit

pytestmark = pytest.mark.database("sqlite")

PAGES = ("", "/reminder", "/code")
LESSON = "telephone/10-three-rings"


@pytest.fixture(autouse=True)
def friday_noon() -> Iterator[None]:
    """It is Friday 20 November 2026, noon in Shanghai."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team(client: FlaskClient, published: Library) -> Team:
    return make_team(client)


def test_the_head_says_who_and_since_when(client: FlaskClient, team: Team) -> None:
    words = words_of(client, f"/team/{team.learner.id}")

    assert "陈丽华" in words
    assert "Customer-service assistant · day 9 · 翠湖花园客服组" in words


def test_a_new_person_has_a_page_that_says_what_is_missing(client: FlaskClient, team: Team) -> None:
    words = words_of(client, f"/team/{team.learner.id}")

    assert "There is no plan for 陈丽华" in words
    assert "No quiz was begun yet." in words
    assert "Nothing is completed yet." in words


def test_the_plan_shows_what_is_done_and_due(
    client: FlaskClient, team: Team, published: Library
) -> None:
    follow_plan(team.learner, published)
    read_lesson(team.learner, published, "etiquette/10-greeting")

    words = words_of(client, f"/team/{team.learner.id}")

    assert "Onboarding of the customer-service assistant" in words
    assert "First day" in words
    assert "1 item, done" in words
    assert "Was due yesterday" in words
    # A self-assessment or quiz by its address would be the supervisor's own.
    page = client.get(f"/team/{team.learner.id}").text.partition("<main")[2]
    page = page.partition("</main>")[0]
    assert 'href="/courses/telephone"' in page
    assert not re.search(r'href="/(quizzes|appraisals)/', page)


def test_the_standards_are_counted_by_topic_and_the_gaps_lead_to_their_lesson(
    client: FlaskClient, team: Team, published: Library
) -> None:
    read_lesson(team.learner, published, LESSON)

    page = main_of(client, f"/team/{team.learner.id}")

    assert "On the telephone: 2 learned, 0 answered right, 0 shown on site" in page
    assert 'href="/courses/telephone/10-three-rings#why-three"' in page


def test_an_attempt_shows_its_score_and_what_it_missed_but_no_answer(
    client: FlaskClient, team: Team, published: Library
) -> None:
    sit(team.learner, published, score=0.625, missed=("touchpoint-17-three-rings",))
    sit(team.learner, published, score=0.9, number=2, days_ago=0.5)
    sit(team.learner, published, score=None, number=3, days_ago=0)

    words = words_of(client, f"/team/{team.learner.id}")

    assert "62 points, not passed · 19 November · attempt 1 · 6 min" in words
    assert "Not right in this attempt: 17 Pick up the telephone within 3 rings." in words
    assert "90 points, passed · 20 November · attempt 2 · 6 min" in words
    assert "not handed in yet · 20 November · attempt 3" in words
    assert words.index("attempt 3") < words.index("attempt 2") < words.index("attempt 1")
    assert "By which ring" not in words


def test_what_others_did_is_not_on_the_page(
    client: FlaskClient, team: Team, published: Library
) -> None:
    read_lesson(team.outsider, published, LESSON)
    foreign = sit(team.outsider, published, score=0.5, missed=("message-ask",))
    own = sit(team.learner, published, score=0.9)

    for url in ("", f"?attempts_before={foreign.id}", f"?before={foreign.id}"):
        words = words_of(client, f"/team/{team.learner.id}{url}")
        assert "50 points" not in words
        assert "Lesson read" not in words
    assert "90 points" in words
    assert own.person_id == team.learner.id


def test_how_somebody_was_hired_is_not_the_supervisors_to_read(
    client: FlaskClient, team: Team, published: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "screening_quizzes", frozenset({"telephone"}))
    sit(team.learner, published, score=0.9)

    assert "90 points" not in words_of(client, f"/team/{team.learner.id}")


def test_older_attempts_are_a_press_away(
    client: FlaskClient, team: Team, published: Library
) -> None:
    for number in range(1, 33):
        sit(team.learner, published, score=0.5, number=number, days_ago=40 - number)

    page = main_of(client, f"/team/{team.learner.id}")
    assert page.count("50 points") == 30
    older = page.split("attempts_before=", 1)[1].split("#", 1)[0]
    words = words_of(client, f"/team/{team.learner.id}?attempts_before={older}")

    assert words.count("50 points") == 2
    assert "attempt 2 " in words
    assert "attempt 1 " in words


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("whose", ["outsider", "leader"])
def test_anybody_elses_pages_are_not_found(
    client: FlaskClient, team: Team, page: str, whose: str
) -> None:
    url = f"/team/{getattr(team, whose).id}{page}"

    assert client.get(url).status_code == 404
    if page in ("/reminder", "/code"):
        assert client.post(url).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_left_has_no_page(client: FlaskClient, team: Team, page: str) -> None:
    team.learner.deactivated_at = NOON
    db.session.flush()

    assert client.get(f"/team/{team.learner.id}{page}").status_code == 404


def test_a_learner_has_no_team(client: FlaskClient, team: Team) -> None:
    sign_in(client, team.outsider)

    for page in (f"/{team.learner.id}", "/reminder", "/briefing"):
        assert client.get(f"/team{page}").status_code == 403


def test_the_page_costs_at_most_twelve_statements(
    client: FlaskClient, team: Team, published: Library, statements: Statements
) -> None:
    follow_plan(team.learner, published)
    read_lesson(team.learner, published, LESSON)
    for number in range(1, 20):
        sit(
            team.learner,
            published,
            score=0.5,
            number=number,
            missed=("message-ask",),
            days_ago=40 - number,
        )
    make_person(supervisor_id=team.leader.id, roles=(Role.LEARNER,))
    db.session.commit()
    main_of(client, f"/team/{team.learner.id}")
    statements.clear()

    main_of(client, f"/team/{team.learner.id}")

    assert len(statements) <= 12, "\n".join(statements)
