"""An attempt keeps the quiz as it was when it began."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person
from app.attempts.models import Attempt
from app.db import db
from app.enrolments.models import Completion
from tests.attempts.sitting import RIGHT, Sitting, only_attempt, start, words
from tests.content_tree import QUIZ, REGISTER, ContentTree, publish_tree


def revise(content: ContentTree) -> None:
    """Publish the quiz with another key, another passing score and one item fewer."""
    text = content.read(QUIZ)
    begin, end = text.index("## message-slip"), text.index("## well-known-caller")
    content.write(QUIZ, text[:begin] + text[end:])
    content.replace(QUIZ, "answer: 3\n", "answer: 4\n")
    content.replace(QUIZ, "pass: 80", "pass: 100")
    publish_tree(content)


@pytest.fixture
def revised(sitting: Sitting, content: ContentTree) -> Sitting:
    """An attempt that was begun before the quiz was revised."""
    sitting.answer("rings", RIGHT["rings"])
    revise(content)
    return sitting


def test_an_attempt_goes_on_with_the_version_it_began_with(revised: Sitting) -> None:
    assert "Question 1 of 6" in words(revised.page(1))
    assert revised.answer("message-slip", RIGHT["message-slip"]).status_code == 302
    revised.answer_all(RIGHT)
    revised.hand_in()

    page = words(revised.result())
    assert "80 points pass; 6 of 6 answered right." in page
    assert "Scored by version 1 of the quiz." in page


def test_the_start_button_goes_on_with_it_too(client: FlaskClient, revised: Sitting) -> None:
    assert start(client) == revised


def test_its_completion_is_of_the_version_that_was_sat(revised: Sitting) -> None:
    revised.answer_all(RIGHT)
    revised.hand_in()

    completion = db.session.scalars(select(Completion)).one()
    assert completion.version_id == only_attempt().version_id


def test_the_next_attempt_is_at_the_new_version(client: FlaskClient, revised: Sitting) -> None:
    revised.hand_in()
    again = start(client)
    for item in RIGHT:
        if item != "message-slip":
            again.answer(item, RIGHT[item])
    again.hand_in()

    page = words(again.result())
    assert "100 points pass; 4 of 5 answered right." in page
    assert "Scored by version 2 of the quiz." in page
    first, second = db.session.scalars(select(Attempt).order_by(Attempt.number))
    assert (first.passing_score, second.passing_score) == (0.8, 1.0)


def test_a_past_result_never_changes(sitting: Sitting, content: ContentTree) -> None:
    sitting.answer_all(RIGHT)
    sitting.hand_in()
    before = words(sitting.result())
    revise(content)

    assert words(sitting.result()) == before


def withdraw(content: ContentTree) -> None:
    """Publish without the quiz."""
    content.remove(QUIZ)
    content.replace("courses/telephone/course.yaml", "quiz: telephone\n", "")
    publish_tree(content)


def test_an_attempt_at_a_quiz_that_was_withdrawn_can_be_finished(
    client: FlaskClient, person: Person, sitting: Sitting, content: ContentTree
) -> None:
    sitting.answer("rings", RIGHT["rings"])
    withdraw(content)

    assert client.get("/quizzes/telephone").status_code == 404
    sitting.answer_all(RIGHT)
    sitting.hand_in()
    assert "6 of 6 answered right." in words(sitting.result())


def test_a_failed_attempt_at_a_withdrawn_quiz_offers_no_way_to_it(
    sitting: Sitting, content: ContentTree
) -> None:
    withdraw(content)
    sitting.hand_in()

    assert 'href="/quizzes/telephone"' not in sitting.result().text


def test_a_standard_that_left_the_register_does_not_break_an_attempt(
    sitting: Sitting, content: ContentTree
) -> None:
    text = content.read(REGISTER)
    content.write(REGISTER, text[: text.index("  - id: message-ask")])
    for language in ("zh", "en"):
        content.remove(f"courses/telephone/20-messages.{language}.md")
    content.replace("courses/telephone/course.yaml", ", 20-messages", "")
    quiz = content.read(QUIZ).replace(" std=message-ask", "")
    content.write(QUIZ, quiz)
    publish_tree(content)

    sitting.answer_all(RIGHT)
    sitting.hand_in()

    assert "6 of 6 answered right." in words(sitting.result())
