"""The pages of courses, through the front door."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.attempts.models import Attempt
from app.db import db
from app.enrolments.operations import complete_lesson, complete_quiz
from app.library.queries import Library
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import NOON, make_enrolment
from tests.learning.pages import links_in, main_of, words_in, words_of

MOST_STATEMENTS_OF_A_COURSE = 4
LESSONS = ("telephone/10-three-rings", "telephone/20-messages")


def read(learner: Person, library: Library, *slugs: str) -> None:
    for slug in slugs:
        lesson = library.get("lesson", slug)
        assert lesson is not None
        complete_lesson(learner.id, lesson, library, now=NOON)


def sit(learner: Person, library: Library, score: float | None, number: int = 1) -> Attempt:
    quiz = library.get("quiz", "telephone")
    assert quiz is not None
    attempt = Attempt(
        person_id=learner.id,
        quiz="telephone",
        version_id=quiz.version_id,
        number=number,
        shown=[],
        passing_score=0.8,
        started_at=NOON,
        submitted_at=None if score is None else NOON + timedelta(minutes=6),
        score=score,
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def test_ones_own_courses_come_first_with_how_far_and_until_when(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    make_enrolment(learner, "telephone", date(2026, 11, 21))
    read(learner, published, LESSONS[0])

    words = words_of(client, "/courses")

    mine, others = words.split("More courses")
    assert "On the telephone 1 of 2 lessons done · about 5 min to go Due tomorrow" in mine
    assert "Etiquette 1 lesson · 3 min" in others


@pytest.mark.database("sqlite")
def test_before_anything_is_one_s_own_all_courses_are_offered(
    client: FlaskClient, learner: Person
) -> None:
    words = words_of(client, "/courses")

    assert "Courses to choose from" in words
    assert "Your courses" not in words


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("lessons", "heading", "button", "url"),
    [
        (0, "Not started", "Start with lesson 1", "/courses/telephone/10-three-rings"),
        (
            1,
            "1 lessons done, 1 to go",
            "Continue with lesson 2",
            "/courses/telephone/20-messages",
        ),
        (2, "All lessons done, the quiz is still to come", "Take the quiz", "/quizzes/telephone"),
    ],
)
def test_the_card_has_one_button_that_leads_on(
    client: FlaskClient,
    learner: Person,
    published: Library,
    lessons: int,
    heading: str,
    button: str,
    url: str,
) -> None:
    read(learner, published, *LESSONS[:lessons])

    page = main_of(client, "/courses/telephone")

    assert heading in words_in(page)
    assert f'href="{url}">{button}</a>' in page


def test_an_open_attempt_is_gone_on_with(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    read(learner, published, *LESSONS)
    attempt = sit(learner, published, None)

    page = main_of(client, "/courses/telephone")

    assert f'href="/attempts/{attempt.id}">Go on with the quiz</a>' in page


def test_a_completed_course_says_when_and_asks_for_nothing(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    read(learner, published, *LESSONS)
    quiz = published.get("quiz", "telephone")
    assert quiz is not None
    complete_quiz(learner.id, quiz, published, score=0.9, minutes=6, now=NOON)

    page = main_of(client, "/courses/telephone")

    assert "Completed on 20 November" in words_in(page)
    assert "btn-primary" not in page.partition("</main>")[0]


@pytest.mark.database("sqlite")
def test_lessons_carry_their_marks(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    read(learner, published, LESSONS[0])

    page = main_of(client, "/courses/telephone")

    assert 'aria-label="completed"' in page
    assert page.count('aria-current="step"') == 1
    assert "Within three rings 4 min · 2 standards" in words_in(page)
    assert "2 Messages 5 min · 1 standard" in words_in(page)


def test_the_quiz_tells_the_best_and_the_last_result(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    sit(learner, published, 0.7, 1)
    sit(learner, published, 0.6, 2)

    words = words_of(client, "/courses/telephone")

    assert "On the telephone 6 questions · 80 passes · best 70 · last 60" in words
    assert "Not passed yet" in words


@pytest.mark.database("sqlite")
def test_a_prerequisite_that_is_not_done_is_said_and_blocks_nothing(
    client: FlaskClient, learner: Person, published: Library
) -> None:
    page = main_of(client, "/courses/telephone")

    assert "Better done before" in words_in(page)
    assert "/courses/etiquette" in links_in(page)
    assert "Start with lesson 1" in words_in(page)


@pytest.mark.database("sqlite")
def test_the_facts_stand_beside_it(client: FlaskClient, learner: Person) -> None:
    words = words_of(client, "/courses/telephone")

    assert "Positions Customer-service assistant" in words
    assert "Valid for 12 months" in words
    assert "Version version 1 · 19 November" in words


@pytest.mark.database("sqlite")
def test_more_than_eight_standards_are_folded(
    client: FlaskClient, learner: Person, content: ContentTree
) -> None:
    assert "<details" not in main_of(client, "/courses/telephone")
    rules = [f"rule-{number}" for number in range(7)]
    register = "courses/standards/telephone.yaml"
    more = "".join(
        f"  - {{id: {id}, revision: 1, about: person, kind: rule, zh: 规{id}, en: Do {id}.}}\n"
        for id in rules
    )
    content.write(register, content.read(register) + more)
    for language in ("zh", "en"):
        name = f"courses/telephone/20-messages.{language}.md"
        listed = "".join(f"  - {id}\n" for id in rules)
        content.replace(name, "  - message-ask\n", f"  - message-ask\n{listed}")
        calls = "\n\n".join(f"[[{id}]]" for id in rules)
        content.write(name, f"{content.read(name)}\n{calls}\n")
    publish_tree(content)

    page = main_of(client, "/courses/telephone")

    shown, folded = page.split("<details", 1)
    assert "All 10 standards" in words_in(folded)
    assert "Do rule-4." in shown
    assert "Do rule-5." in folded
    assert "Do rule-5." not in shown


def test_a_course_costs_few_statements(
    client: FlaskClient, learner: Person, published: Library, statements: Statements
) -> None:
    read(learner, published, LESSONS[0])
    sit(learner, published, 0.7, 1)
    client.get("/courses/telephone")
    statements.clear()

    client.get("/courses/telephone")

    assert len(statements) <= MOST_STATEMENTS_OF_A_COURSE


@pytest.mark.database("sqlite")
def test_an_unknown_course_is_not_there(client: FlaskClient, learner: Person) -> None:
    assert client.get("/courses/nothing").status_code == 404
