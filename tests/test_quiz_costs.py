"""The pages of those who examine cost the same however many people and attempts there are."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.roles import Role
from app.attempts.answering import record_late, record_response
from app.attempts.ledger import Given
from app.attempts.models import Attempt, Rescoring
from app.attempts.scoring import submit_attempt
from app.attempts.starting import start_attempt
from app.db import db, utcnow
from app.enrolments.openings import open_quiz
from app.library.queries import Library, current_library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.marking.essays import ESSAY, TEXT, publish_letters

QUIZZES = ("letters", "telephone")
PAGES = {
    "/marking": 5,
    "/marking/late": 6,
    "/marking/passes": 5,
    "/quizzes/manage": 5,
    "/quizzes/letters/openings": 5,
    "/quizzes/letters/statistics": 6,
    "/quizzes/letters/regrade": 9,
}


@pytest.fixture
def letters(published: Library, content: ContentTree) -> Library:
    """Two quizzes, one of them with an essay, of which another version is published later."""
    publish_letters(content)
    return current_library()


def sit(library: Library, quiz: str) -> Attempt:
    """Somebody new sits a quiz; an answer of hers comes late, and her pass is to be lost."""
    published, now = library.get("quiz", quiz), utcnow()
    assert published is not None
    person = make_person()
    attempt = start_attempt(person.id, published, now=now)
    item, late = (ESSAY, "rings-again") if quiz == "letters" else ("rings", "rings")
    record_response(attempt, item, {"text": TEXT}, is_flagged=False, now=now)
    submit_attempt(attempt, library, now=now)
    record_late(attempt, Given(late, {"text": "3"}, False), now=now)
    open_quiz(quiz, opens_at=now, closes_at=None, person_id=person.id, now=now, by_id=person.id)
    return attempt


def let_wait(attempt: Attempt) -> None:
    """HR has to decide about her pass."""
    db.session.add(
        Rescoring(
            attempt_id=attempt.id,
            person_id=attempt.person_id,
            cause="regrade",
            version_id=attempt.version_id,
            old_score=1.0,
            new_score=0.0,
            was_passed=True,
            is_passed=False,
            state="held",
            at=utcnow(),
        )
    )


def fill(library: Library, people: int) -> None:
    """So many more people sit each quiz; half of the essays are marked."""
    for quiz in QUIZZES:
        for number in range(people):
            attempt = sit(library, quiz)
            let_wait(attempt)
            if number % 2:
                attempt.score = 0.5
    db.session.commit()


def cost(client: FlaskClient, page: str, statements: Statements) -> int:
    """How many statements a page takes once everything is warm."""
    assert client.get(page).status_code == 200
    statements.clear()
    client.get(page)
    return len(statements)


@pytest.mark.database("sqlite")
def test_more_people_and_attempts_cost_no_more_statements(
    app: Flask, client: FlaskClient, letters: Library, content: ContentTree, statements: Statements
) -> None:
    sign_in(client, make_person(language="en", roles=(Role.HR,)))
    fill(letters, 2)
    content.replace("quizzes/letters.md", "answer: 3", "answer: 4")
    publish_tree(content)
    few = {page: cost(client, page, statements) for page in PAGES}

    fill(letters, 6)

    assert {page: cost(client, page, statements) for page in PAGES} == few
    assert {page: few[page] for page in PAGES if few[page] > PAGES[page]} == {}
