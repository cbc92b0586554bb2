"""All quizzes in one place: for supervisors, HR, authors and administrators."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from app.analysis.overview import Score, median_of
from app.attempts.models import Attempt, Receipt, Rescoring, Response
from app.db import db
from app.library.queries import Library
from tests.analysis.papers import FORM_FIRST, PHONE_FIRST, RINGS, hand_in
from tests.conftest import Statements
from tests.content_tree import ContentTree
from tests.factories import NOON, make_person, sign_in
from tests.screening.candidate_visits import publish_screening

ADDRESS = "/quizzes/manage"
PASSED = {"rings": RINGS["right"], "form-or-phone": PHONE_FIRST}
FAILED = {"rings": RINGS["wrong"], "form-or-phone": FORM_FIRST}


def reader(client: FlaskClient, *roles: Role) -> Person:
    """Somebody signed in who reads English."""
    person = make_person(name="读者", roles=roles, language="en")
    sign_in(client, person)
    return person


def words_of(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def links_of(page: str) -> set[str]:
    """Where the table leads to."""
    return set(re.findall(r'href="([^"]*)"', page[page.index("<table") : page.index("</table")]))


def let_wait(attempt: Attempt, library: Library) -> None:
    """A late answer, an essay without its mark and a pass that is held: all of one attempt."""
    quiz = library.get("quiz", "telephone")
    assert quiz is not None
    db.session.add(
        Receipt(
            attempt_id=attempt.id,
            number=1,
            person_id=attempt.person_id,
            item="rings",
            arrived_at=NOON + timedelta(hours=1),
            state="late",
        )
    )
    db.session.add(
        Rescoring(
            attempt_id=attempt.id,
            person_id=attempt.person_id,
            cause="regrade",
            version_id=quiz.version_id,
            new_score=0.5,
            was_passed=True,
            is_passed=False,
            state="held",
            at=NOON,
        )
    )
    unmarked = hand_in(library, {"rings": None}, score=None)
    unmarked.person_id = attempt.person_id
    unmarked.number = 9
    unmarked.responses.append(
        Response(item="rings", person_id=attempt.person_id, answer={"text": "…"}, saved_at=NOON)
    )
    db.session.commit()


def test_each_person_counts_once_with_the_best_score(
    client: FlaskClient, published: Library
) -> None:
    reader(client, Role.HR)
    again = make_person()
    hand_in(published, FAILED, person=again, number=1)
    hand_in(published, PASSED, person=again, number=2)
    hand_in(published, FAILED)
    hand_in(published, {"rings": RINGS["right"], "form-or-phone": None})

    text = words_of(client.get(ADDRESS).text)

    assert "On the telephone 3 · 4 attempts 1 (33%) 50 –" in text


def test_a_quiz_that_nobody_sat_is_listed(client: FlaskClient, published: Library) -> None:
    reader(client, Role.HR)

    assert "On the telephone 0 – – –" in words_of(client.get(ADDRESS).text)


def test_a_supervisor_reads_of_her_people_alone(client: FlaskClient, published: Library) -> None:
    boss = reader(client, Role.SUPERVISOR)
    let_wait(hand_in(published, PASSED), published)
    assert "On the telephone 0 – – –" in words_of(client.get(ADDRESS).text)

    let_wait(hand_in(published, PASSED, person=make_person(supervisor_id=boss.id)), published)
    text = words_of(client.get(ADDRESS).text)

    assert "On the telephone 1 1 (100%) 100 1 essay · 1 late" in text
    assert "would be lost" not in text


def test_whoever_may_not_see_people_reads_nothing_of_a_few(
    client: FlaskClient, published: Library
) -> None:
    reader(client, Role.AUTHOR)
    for _ in range(9):
        hand_in(published, PASSED)
    assert "9 too few (n = 9) too few (n = 9)" in words_of(client.get(ADDRESS).text)

    hand_in(published, PASSED)

    assert "10 10 (100%) 100" in words_of(client.get(ADDRESS).text)


def test_what_waits_is_counted_for_hr_and_leads_to_where_it_is_decided(
    client: FlaskClient, published: Library
) -> None:
    reader(client, Role.HR)
    let_wait(hand_in(published, PASSED), published)

    page = client.get(ADDRESS).text

    assert "1 essay · 1 late · 1 pass" in words_of(page)
    for address in ("/marking", "/marking/late", "/marking/passes"):
        assert f'class="tp-row" href="{address}"' in page


def test_nothing_of_ones_own_waits_for_oneself(client: FlaskClient, published: Library) -> None:
    herself = reader(client, Role.HR)

    let_wait(hand_in(published, PASSED, person=herself), published)

    assert "What waits" not in client.get(ADDRESS).text


QUIZ = "/quizzes/telephone"
ANALYSING = {f"{QUIZ}/statistics", f"{QUIZ}/regrade"}
EXAMINING = {f"{QUIZ}/openings", f"{QUIZ}/paper"}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.SUPERVISOR, EXAMINING),
        (Role.HR, ANALYSING | EXAMINING),
        (Role.AUTHOR, ANALYSING),
        (Role.ADMIN, ANALYSING),
    ],
)
def test_each_finds_the_pages_that_she_may_open(
    client: FlaskClient, published: Library, role: Role, links: set[str]
) -> None:
    reader(client, role)

    page = client.get(ADDRESS).text

    assert links_of(page) == links
    assert f'href="{ADDRESS}" aria-current="page"' in page
    assert {client.get(link).status_code for link in links} <= {200, 302}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [Role.LEARNER, Role.OBSERVER])
def test_others_have_no_such_page(client: FlaskClient, published: Library, role: Role) -> None:
    reader(client, role)

    assert client.get(ADDRESS).status_code == 403
    assert ADDRESS not in client.get("/courses").text


def test_what_candidates_sit_is_for_those_who_analyse(
    client: FlaskClient, content: ContentTree
) -> None:
    publish_screening(content)
    hr, boss = client, client.application.test_client()
    reader(hr, Role.HR)
    reader(boss, Role.SUPERVISOR)

    assert "for candidates" in hr.get(ADDRESS).text
    assert "for candidates" not in boss.get(ADDRESS).text


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("words", "is_found"),
    [("tele", True), ("电话", True), ("TELEPHONE", True), ("電話", True), ("lamp", False)],
)
def test_quizzes_are_found_by_words_of_any_language(
    client: FlaskClient, published: Library, words: str, is_found: bool
) -> None:
    reader(client, Role.HR)

    page = client.get(ADDRESS, query_string={"q": words}).text

    assert ("On the telephone" in page) is is_found
    assert ("No quiz has these words" in page) is not is_found


def test_the_list_costs_three_statements(
    client: FlaskClient, published: Library, statements: Statements
) -> None:
    reader(client, Role.HR)
    let_wait(hand_in(published, PASSED), published)
    client.get(ADDRESS)
    statements.clear()

    client.get(ADDRESS)

    assert len(statements) == 3


def scores(*people_by_score: tuple[float, int]) -> list[Score]:
    return [Score("telephone", score, False, people, people) for score, people in people_by_score]


@pytest.mark.parametrize(
    ("given", "median"),
    [
        ([], None),
        ([(0.4, 1)], 0.4),
        ([(0.9, 1), (0.1, 2)], 0.1),
        ([(0.2, 2), (0.8, 2)], 0.5),
        ([(0.2, 2), (0.8, 3)], 0.8),
    ],
)
def test_the_median_is_what_half_of_the_people_reach(
    given: list[tuple[float, int]], median: float | None
) -> None:
    assert median_of(scores(*given)) == median
