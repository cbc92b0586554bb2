"""Handing in, and what comes of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person
from app.attempts.models import Attempt, Response
from app.attempts.scoring import submit_attempt
from app.audit.models import Event
from app.db import db, utcnow
from app.enrolments.models import Completion
from app.enrolments.openings import open_quiz
from app.enrolments.operations import complete_lesson
from app.enrolments.queries import completed_names
from app.evidence.models import Evidence
from app.evidence.queries import triads_of
from app.library.queries import Library, current_library
from tests.attempts.sitting import (
    RIGHT,
    WRONG,
    Fields,
    Sitting,
    number_of,
    only_attempt,
    shown_items,
    start,
    words,
)
from tests.conftest import Statements
from tests.content_tree import QUIZ, ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.together import run_together

#: Five of six are right: 83 points.
FIVE = RIGHT | {"form-or-phone": WRONG["form-or-phone"]}
#: Four of six are right: 67 points.
FOUR = FIVE | {"message-slip": WRONG["message-slip"]}


def finish(sitting: Sitting, answers: dict[str, Fields]) -> str:
    """Answer, hand in, and give the words of the result."""
    sitting.answer_all(answers)
    handed_in = sitting.hand_in()
    assert handed_in.location == f"{sitting.address}/result"
    return words(sitting.result())


def answered() -> dict[str, float]:
    """The score of each standard as the evidence has it."""
    return {
        row.standard_id: row.value for row in db.session.scalars(select(Evidence)) if row.value >= 0
    }


# The score.


@pytest.mark.parametrize(
    ("answers", "score", "told"),
    [
        pytest.param(RIGHT, 1.0, "Passed", id="all right"),
        pytest.param(FIVE, 0.833333, "Passed", id="five of six"),
        pytest.param(FOUR, 0.666667, "Nearly there", id="four of six"),
        pytest.param(WRONG, 0.0, "Not passed yet", id="all wrong"),
        pytest.param({}, 0.0, "Not passed yet", id="nothing answered"),
        pytest.param({"rings": RIGHT["rings"]}, 0.166667, "Not passed yet", id="one answered"),
    ],
)
def test_what_an_attempt_is_worth(
    sitting: Sitting, answers: dict[str, Fields], score: float, told: str
) -> None:
    page = finish(sitting, answers)

    attempt = only_attempt()
    assert attempt.score == pytest.approx(score, abs=1e-6)
    assert attempt.is_passed == (told == "Passed")
    assert told in page
    right = round(score * 6)
    assert f"80 points pass; {right} of 6 answered right." in page


def test_each_response_keeps_its_score(sitting: Sitting) -> None:
    half = {"polite-words": {"answer-l1": "r1", "answer-l2": "r3"}}
    finish(sitting, FOUR | half)

    scores = {row.item: row.score for row in db.session.scalars(select(Response))}
    assert scores == {
        "rings": 1,
        "form-or-phone": 0,
        "message-slip": 0,
        "well-known-caller": 1,
        "message-steps": 1,
        "polite-words": 0.5,
    }


def test_handing_in_twice_changes_nothing(sitting: Sitting) -> None:
    finish(sitting, FIVE)
    first = only_attempt().submitted_at

    assert sitting.hand_in().status_code == 302

    assert only_attempt().submitted_at == first
    events = db.session.scalars(select(Event.verb).where(Event.object_kind == "attempt")).all()
    assert sorted(events) == ["started", "submitted"]


def test_handing_in_on_two_phones_at_once_counts_once(
    app: Flask, sitting: Sitting, published: Library
) -> None:
    sitting.answer_all(RIGHT)
    attempt_id = only_attempt().id

    def hand_in() -> None:
        attempt = db.session.scalars(
            select(Attempt).where(Attempt.id == attempt_id).with_for_update()
        ).one()
        submit_attempt(attempt, current_library(), now=utcnow())
        db.session.commit()

    run_together(app, [hand_in] * 3)

    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 3


# What the result shows.


def test_the_result_says_of_each_question_whether_it_was_right(sitting: Sitting) -> None:
    sitting.answer_all({item: FOUR[item] for item in FOUR if item != "rings"})
    sitting.hand_in()

    page = sitting.result().text
    questions = re.findall(r"<li><details[^>]*>.*?</details></li>", page, re.DOTALL)
    assert len(questions) == 6
    for item, question in zip(shown_items(), questions, strict=True):
        wrong = item in ("form-or-phone", "message-slip", "rings")
        assert ("not right" in question) == wrong or item in ("form-or-phone", "message-slip")
        assert (" open" in question.split(">")[1]) == wrong


def question_on(sitting: Sitting, item: str) -> str:
    """The words of one question on the result's page."""
    page = sitting.result().text
    questions = re.findall(r"<li><details[^>]*>(.*?)</details></li>", page, re.DOTALL)
    body = re.sub(r"<svg.*?</svg>", " ", questions[number_of(item) - 1], flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_the_result_shows_what_was_chosen_and_why_it_was_wrong(sitting: Sitting) -> None:
    finish(sitting, WRONG)

    single = question_on(sitting, "form-or-phone")
    assert "The form not right The ringing cannot wait." in single
    assert "The telephone right, not chosen The form can wait." in single
    multiple = question_on(sitting, "message-slip")
    assert "Name right" in multiple
    assert "Telephone number right, not chosen" in multiple
    assert "Age not right" in multiple
    assert "Your answer 5 Right 3 rings Within three rings." in question_on(sitting, "rings")
    assert "Your answer True Right False" in question_on(sitting, "well-known-caller")
    order = question_on(sitting, "message-steps")
    assert "Ask You put it at place 2." in order
    assert "Write down You put it at place 1." in order
    assert order.endswith("Read back Ask for name and number when you take a message.") or (
        "Read back" in order and "You put it at place 3." not in order
    )
    match = question_on(sitting, "polite-words")
    assert "Right: One moment, please. You chose: May I ask your name?." in match
    assert "Right: May I ask your name?. You chose: No time." in match


def test_the_result_shows_what_was_left_open(sitting: Sitting) -> None:
    finish(sitting, {})

    assert "Your answer none Right 3 rings" in question_on(sitting, "rings")
    assert "You gave it no place." in question_on(sitting, "message-steps")
    assert "You chose: nothing." in question_on(sitting, "polite-words")
    assert "The telephone right, not chosen" in question_on(sitting, "form-or-phone")


def test_the_result_names_the_rule_of_each_question(sitting: Sitting) -> None:
    finish(sitting, RIGHT)

    assert "Pick up the telephone within 3 rings." in question_on(sitting, "rings")
    assert 'href="/standards/touchpoint-17-three-rings"' in sitting.result().text


def test_what_somebody_typed_is_not_taken_for_markup(sitting: Sitting) -> None:
    finish(sitting, {"rings": {"answer": "３ rings"}})

    assert only_attempt().responses[0].score == 1
    assert "Your answer ３ rings" in question_on(sitting, "rings")


def test_a_closed_quiz_shows_no_answers(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    content.set_rules("feedback: closed")
    publish_tree(content)
    sitting = start(client)

    page = finish(sitting, FIVE)

    assert "The answers to this quiz are not shown." in page
    assert "Passed" in page
    for telling in ("The form can wait.", "Within three rings.", "not chosen", "Question by"):
        assert telling not in page


# What it leaves behind.


def test_a_passed_quiz_is_completed_and_answered(
    sitting: Sitting, person: Person, published: Library
) -> None:
    with time_machine.travel(utcnow() + timedelta(minutes=3, seconds=30), tick=False):
        finish(sitting, RIGHT)

    completion = db.session.scalars(select(Completion)).one()
    assert (completion.kind, completion.slug) == ("quiz", "telephone")
    assert (completion.score, completion.minutes) == (1.0, 4)
    assert completion.version_id == only_attempt().version_id
    assert answered() == {
        "touchpoint-17-three-rings": 1,
        "touchpoint-17-identify": 1,
        "message-ask": 1,
    }
    triads = triads_of(person.id, published.standards)
    assert {triad.answered for triad in triads.values()} == {"yes"}


def test_a_failed_quiz_leaves_evidence_and_no_completion(
    sitting: Sitting, person: Person, published: Library
) -> None:
    half = {"polite-words": {"answer-l1": "r1", "answer-l2": "r3"}}
    finish(sitting, FOUR | half)

    assert completed_names(person.id) == set()
    # A standard is answered as well as the worst of its questions.
    assert answered() == {
        "touchpoint-17-three-rings": 0,
        "touchpoint-17-identify": 0.5,
        "message-ask": 0,
    }
    triads = triads_of(person.id, published.standards)
    assert {triad.answered for triad in triads.values()} == {"no"}


def test_a_second_attempt_closes_the_gaps_of_the_first(
    client: FlaskClient, sitting: Sitting, person: Person, published: Library
) -> None:
    finish(sitting, WRONG)
    second = start(client)
    assert second != sitting
    for item, fields in RIGHT.items():
        second.answer(item, fields)
    second.hand_in()

    attempts = db.session.scalars(select(Attempt).order_by(Attempt.number)).all()
    assert [(each.number, each.score) for each in attempts] == [(1, 0.0), (2, 1.0)]
    triads = triads_of(person.id, published.standards)
    assert {triad.answered for triad in triads.values()} == {"yes"}
    page = words(client.get("/quizzes/telephone"))
    assert "Attempt 2: 100 points" in page
    assert "Attempt 1: 0 points" in page
    assert "Try again" in page


def test_the_last_step_of_a_course_completes_it(
    sitting: Sitting, person: Person, published: Library
) -> None:
    for slug in ("telephone/10-three-rings", "telephone/20-messages"):
        lesson = published.get("lesson", slug)
        assert lesson is not None
        complete_lesson(person.id, lesson, published, now=utcnow())

    finish(sitting, RIGHT)

    assert ("course", "telephone") in completed_names(person.id)


def test_a_quiz_alone_does_not_complete_its_course(sitting: Sitting, person: Person) -> None:
    finish(sitting, RIGHT)

    assert completed_names(person.id) == {("quiz", "telephone")}


def test_the_next_step_after_passing_is_the_course_and_after_failing_another_attempt(
    client: FlaskClient, sitting: Sitting
) -> None:
    finish(sitting, WRONG)
    failed = sitting.result().text
    assert 'href="/quizzes/telephone"' in failed
    assert 'href="#questions"' in failed

    second = start(client)
    for item, fields in RIGHT.items():
        second.answer(item, fields)
    second.hand_in()
    assert 'href="/courses/telephone"' in second.result().text


# Items that are not shown.


def test_of_a_pool_only_the_drawn_items_count(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    for item in ("rings {type=numeric", "form-or-phone {type=single"):
        content.replace(QUIZ, f"## {item}", f"## {item} tags=rings")
    for item in (
        "message-slip {type=multiple",
        "well-known-caller {type=truefalse",
        "message-steps {type=order",
        "polite-words {type=match",
    ):
        content.replace(QUIZ, f"## {item}", f"## {item} tags=rest")
    content.set_rules("pick:\n  rings: 1\n  rest: 1")
    publish_tree(content)

    sitting = start(client)
    items = shown_items()
    assert len(items) == 2
    missing = next(item for item in RIGHT if item not in items)
    assert sitting.answer(missing, RIGHT[missing]).status_code == 404
    page = finish(sitting, {item: RIGHT[item] for item in items})

    assert "2 of 2 answered right" in page
    assert len(answered()) == 2
    assert "2, about 2 minutes" in words(client.get("/quizzes/telephone"))


# What it costs.


def test_a_result_costs_at_most_five_statements(sitting: Sitting, statements: Statements) -> None:
    finish(sitting, FOUR)
    statements.clear()

    sitting.result()

    assert len(statements) <= 5, statements


def test_the_page_of_a_quiz_costs_three_statements(
    client: FlaskClient, sitting: Sitting, statements: Statements
) -> None:
    finish(sitting, FOUR)
    client.get("/quizzes/telephone")
    statements.clear()

    client.get("/quizzes/telephone")

    assert len(statements) == 3, statements


def test_results_stay_with_whoever_sat(app: Flask, sitting: Sitting) -> None:
    finish(sitting, RIGHT)
    other = make_person()

    assert completed_names(other.id) == set()


# What one can do next.


def similar(sitting: Sitting, item: str) -> str:
    """The address of a question like one of the attempt."""
    return f"{sitting.address}/similar/{item}"


@pytest.fixture
def pooled(client: FlaskClient, person: Person, content: ContentTree) -> Sitting:
    """An attempt with one of two questions on the three rings."""
    for item in ("rings {type=numeric", "form-or-phone {type=single"):
        content.replace(QUIZ, f"## {item}", f"## {item} tags=rings")
    content.set_rules("pick:\n  rings: 1")
    publish_tree(content)
    return start(client)


def drawn_and_other() -> tuple[str, str]:
    """Which of the two was drawn, and which was not."""
    drawn = next(item for item in shown_items() if item in ("rings", "form-or-phone"))
    return drawn, "form-or-phone" if drawn == "rings" else "rings"


def test_each_question_leads_to_the_section_that_teaches_it(sitting: Sitting) -> None:
    finish(sitting, WRONG)

    page = sitting.result().text
    assert 'href="/courses/telephone/10-three-rings#why-three"' in page
    assert "Read it in “Why three”" in words(sitting.result())


def test_a_similar_question_is_practised_and_nothing_is_kept(pooled: Sitting) -> None:
    asked, other = drawn_and_other()
    finish(pooled, {asked: WRONG[asked]})
    assert f'href="{similar(pooled, asked)}"' in pooled.result().text

    page = pooled.client.get(similar(pooled, asked))
    assert page.status_code == 200
    assert "counts for nothing" in words(page)
    right = pooled.client.post(similar(pooled, asked), data=RIGHT[other])
    wrong = pooled.client.post(similar(pooled, asked), data=WRONG[other])

    assert "Right" in words(right)
    assert "Not right yet" in words(wrong)
    assert "Pick up the telephone within 3 rings." in words(wrong)
    assert only_attempt().score == 0
    assert len(only_attempt().responses) == 1


def test_nonsense_is_told_at_the_similar_question(pooled: Sitting) -> None:
    asked, other = drawn_and_other()
    finish(pooled, {})
    nonsense = {"answer": "three" if other == "rings" else "c9"}

    assert pooled.client.post(similar(pooled, asked), data=nonsense).status_code == 422


def test_without_a_similar_question_there_is_none(sitting: Sitting) -> None:
    assert sitting.client.get(similar(sitting, "rings")).status_code == 404
    finish(sitting, WRONG)

    assert "Try a similar one" not in words(sitting.result())
    assert sitting.client.get(similar(sitting, "rings")).status_code == 404
    assert sitting.client.get(similar(sitting, "nothing")).status_code == 404


def test_practice_is_for_whoever_sat(app: Flask, pooled: Sitting) -> None:
    asked, _other = drawn_and_other()
    finish(pooled, {})
    other = app.test_client()
    sign_in(other, make_person())

    assert other.get(similar(pooled, asked)).status_code == 404


def test_a_closed_quiz_shows_its_answers_after_its_end(
    client: FlaskClient, person: Person, content: ContentTree
) -> None:
    content.set_rules("feedback: closed")
    publish_tree(content)
    end = utcnow() + timedelta(hours=2)
    open_quiz(
        "telephone",
        opens_at=utcnow() - timedelta(hours=1),
        closes_at=end,
        person_id=person.id,
        now=utcnow(),
        by_id=person.id,
    )
    db.session.commit()
    client.post("/quizzes/telephone/attempts", data={"told_end": end.isoformat()})
    sitting = Sitting(client, f"/attempts/{only_attempt().id}")

    page = finish(sitting, FIVE)
    assert "The answers are shown from" in page
    assert "Question by question" not in page

    with time_machine.travel(end + timedelta(minutes=1), tick=False):
        assert "Question by question" in words(sitting.result())


def test_paper_and_help_are_told(sitting: Sitting, person: Person) -> None:
    finish(sitting, RIGHT)
    attempt = only_attempt()
    attempt.mode, attempt.entered_by_id = "paper", person.id
    attempt.helper_name, attempt.help_kind = "李姐", "read"

    page = words(sitting.result())

    assert f"Answered on paper, entered by {person.name}." in page
    assert "李姐 read the questions aloud." in page
