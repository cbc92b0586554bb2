"""Sitting a quiz through the front door."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.attempts.models import Attempt, Response
from app.attempts.operations import start_attempt
from app.audit.models import Event
from app.db import db, utcnow
from app.library.queries import Library, current_library
from tests.attempts.sitting import (
    KEPT,
    RIGHT,
    WRONG,
    Fields,
    Sitting,
    asked_on,
    kept,
    number_of,
    only_attempt,
    shown_items,
    start,
    words,
)
from tests.conftest import Statements
from tests.factories import make_person, sign_in
from tests.together import run_together

SCRIPT = "<script>alert(1)</script>"


# The way in.


def test_the_quiz_says_what_it_asks_for(client: FlaskClient, person: Person) -> None:
    page = words(client.get("/quizzes/telephone"))

    assert "6, about 4 minutes" in page
    assert "80 of 100 points" in page
    assert "as many as you like" in page
    assert "Start" in page
    assert count_of_attempts() == 0


def count_of_attempts() -> int:
    """How many attempts there are."""
    return db.session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_starting_twice_goes_on_with_the_same_attempt(client: FlaskClient, person: Person) -> None:
    first = start(client)

    assert start(client) == first
    assert count_of_attempts() == 1
    assert only_attempt().number == 1
    assert "Go on with the open attempt" in words(client.get("/quizzes/telephone"))


def test_starting_is_recorded(sitting: Sitting, person: Person) -> None:
    event = db.session.scalars(select(Event).where(Event.verb == "started")).one()
    assert (event.actor_id, event.person_id) == (person.id, person.id)
    assert event.object_id == str(only_attempt().id)


def test_a_quiz_that_is_not_there_cannot_be_started(client: FlaskClient, person: Person) -> None:
    assert client.get("/quizzes/nothing").status_code == 404
    assert client.post("/quizzes/nothing/attempts").status_code == 404
    assert client.post("/quizzes/service-aptitude/attempts").status_code == 404


def test_a_stranger_is_asked_to_sign_in(app: Flask, published: Library) -> None:
    stranger = app.test_client()

    assert stranger.get("/quizzes/telephone").location == "/login?next=/quizzes/telephone"
    assert stranger.post("/quizzes/telephone/attempts").location == "/login"


def test_pressing_start_on_two_phones_at_once_begins_one_attempt(
    app: Flask, person: Person, published: Library
) -> None:
    person_id = person.id
    quiz = current_library().get("quiz", "telephone")
    assert quiz is not None

    def press() -> None:
        start_attempt(person_id, quiz, now=utcnow())
        db.session.commit()

    run_together(app, [press] * 4)

    assert count_of_attempts() == 1


def test_the_database_lets_nobody_have_two_open_attempts(
    sitting: Sitting, published: Library
) -> None:
    open_one = only_attempt()
    second = Attempt(
        person_id=open_one.person_id,
        quiz="telephone",
        version_id=open_one.version_id,
        number=2,
        shown=[],
        passing_score=0.8,
        started_at=utcnow(),
    )
    db.session.add(second)

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


# Answering.


@pytest.mark.parametrize("item", RIGHT)
def test_an_answer_of_each_type_is_kept_and_shown_again(sitting: Sitting, item: str) -> None:
    response = sitting.answer(item, RIGHT[item], go="stay")

    number = number_of(item)
    assert response.location == f"{sitting.address}?question={number}"
    assert kept() == {item: KEPT[item]}
    page = sitting.page(number)
    assert asked_on(page) == item
    for value in given_on(page):
        assert value in str(RIGHT[item])
    assert len(given_on(page)) == sum(
        len(v) if isinstance(v, list) else 1 for v in RIGHT[item].values()
    )


def given_on(page: Any) -> list[str]:
    """The values that stand filled in on a question's page."""
    checked = re.findall(r'value="([^"]+)" checked', page.text)
    typed = re.findall(
        r'<input class="form-control[^>]*name="answer[^>]*value="([^"]+)"', page.text
    )
    chosen = re.findall(r'value="([^"]+)" selected', page.text)
    return checked + typed + chosen


@pytest.mark.parametrize("item", RIGHT)
def test_the_last_answer_counts(sitting: Sitting, item: str) -> None:
    sitting.answer(item, WRONG[item])
    sitting.answer(item, RIGHT[item])

    assert kept() == {item: KEPT[item]}
    assert only_attempt().responses[0].sequence == 2


def test_an_answer_can_be_taken_back(sitting: Sitting) -> None:
    sitting.answer("message-slip", RIGHT["message-slip"])
    sitting.answer("message-slip", {})

    assert kept() == {"message-slip": None}
    assert "0 answered" in words(sitting.page())


def test_going_on_without_an_answer_keeps_nothing(sitting: Sitting) -> None:
    response = sitting.answer(shown_items()[0], {})

    assert response.location == f"{sitting.address}?question=2"
    assert kept() == {}


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("at", "go", "to"),
    [(1, "next", 2), (3, "previous", 2), (1, "previous", 1), (2, "stay", 2), (2, "nonsense", 3)],
)
def test_the_buttons_lead_through_the_questions(
    sitting: Sitting, at: int, go: str, to: int
) -> None:
    item = shown_items()[at - 1]

    response = sitting.answer(item, RIGHT[item], go=go)

    assert response.location == f"{sitting.address}?question={to}"


def test_after_the_last_question_comes_the_overview(sitting: Sitting) -> None:
    item = shown_items()[-1]

    assert sitting.answer(item, RIGHT[item]).location == f"{sitting.address}/overview"


@pytest.mark.database("sqlite")
def test_every_question_can_be_jumped_to(sitting: Sitting) -> None:
    items = shown_items()

    assert [asked_on(sitting.page(number)) for number in range(1, 7)] == items
    links = re.findall(rf'href="{sitting.address}\?question=(\d)"', sitting.page().text)
    assert links == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("number", [0, -1, 7, "x", ""])
def test_a_number_that_is_not_there_asks_the_first_open_question(
    sitting: Sitting, number: Any
) -> None:
    items = shown_items()
    sitting.answer(items[0], RIGHT[items[0]])

    assert asked_on(sitting.page(number)) == items[1]


@pytest.mark.database("sqlite")
def test_when_everything_is_answered_the_last_question_is_shown(sitting: Sitting) -> None:
    sitting.answer_all(RIGHT)

    assert asked_on(sitting.page()) == shown_items()[-1]


def test_a_question_can_be_marked_to_come_back_to(sitting: Sitting) -> None:
    first, second = shown_items()[:2]
    sitting.answer(first, {"is_flagged": "yes"})
    sitting.answer(second, RIGHT[second] | {"is_flagged": "yes"})

    assert kept() == {first: None, second: KEPT[second]}
    page = sitting.page(1)
    assert 'id="is_flagged" value="yes" checked' in page.text
    assert "1 answered, 2 marked, 5 open" in words(page)

    sitting.answer(second, RIGHT[second])
    assert "1 answered, 1 marked, 5 open" in words(sitting.overview())


@pytest.mark.database("sqlite")
def test_the_overview_says_what_is_open(sitting: Sitting) -> None:
    page = words(sitting.overview())
    assert "6 questions have no answer yet. They count as wrong if you hand in now." in page
    sitting.answer_all({item: RIGHT[item] for item in shown_items()[:5]})
    assert "1 question has no answer yet." in words(sitting.overview())
    sitting.answer_all(RIGHT)
    assert "Everything is answered" in words(sitting.overview())


@pytest.mark.database("sqlite")
def test_a_receipt_names_the_attempt_and_counts_up(sitting: Sitting) -> None:
    item = shown_items()[0]
    sitting.answer(item, RIGHT[item])
    sitting.answer(shown_items()[1], RIGHT[shown_items()[1]])
    sitting.answer(item, WRONG[item])

    last = only_attempt().id.hex[-4:].upper()
    assert re.search(rf"Saved \d\d:\d\d · receipt {last}-3", words(sitting.page(1)))
    assert re.search(rf"Saved \d\d:\d\d · receipt {last}-2", words(sitting.page(2)))


def test_what_is_shown_keeps_its_order_on_every_visit(sitting: Sitting) -> None:
    shown = only_attempt().shown
    pages = [words(sitting.page(number)) for number in range(1, 7)]

    assert [words(sitting.page(number)) for number in range(1, 7)] == pages
    assert only_attempt().shown == shown
    for each in shown:
        page = sitting.page(number_of(each["item"])).text
        places = [page.index(f'answer-{key}"') for key in each["order"] if key[0] in "cs"]
        assert places == sorted(places)


def test_two_people_see_the_quiz_in_their_own_order(app: Flask, published: Library) -> None:
    quiz = published.get("quiz", "telephone")
    assert quiz is not None
    orders = set()
    for seed in range(5):
        attempt = start_attempt(make_person().id, quiz, now=utcnow(), seed=seed)
        orders.add(str(attempt.shown))

    assert len(orders) > 1


@pytest.mark.database("sqlite")
def test_nothing_on_a_question_tells_the_answer(sitting: Sitting) -> None:
    for number in range(1, 7):
        page = sitting.page(number).text
        for telling in ("Within three rings.", "The form can wait.", "tp-opt-", "is_right"):
            assert telling not in page


# Saving by script.


@pytest.mark.parametrize("item", RIGHT)
def test_the_script_gets_a_receipt(sitting: Sitting, item: str) -> None:
    answer = sitting.save(item, RIGHT[item])

    assert answer.status_code == 200
    assert answer.json is not None
    last = only_attempt().id.hex[-4:].upper()
    assert re.fullmatch(rf"Saved \d\d:\d\d · receipt {last}-1", answer.json["saved"].strip())
    assert kept() == {item: KEPT[item]}


def test_the_script_is_told_what_is_wrong(sitting: Sitting) -> None:
    answer = sitting.save("rings", {"answer": "three"})

    assert answer.status_code == 422
    assert answer.json == {"error": "Write one number in digits, for example 3 or 2.5."}
    assert kept() == {}


def test_the_script_gets_no_receipt_for_nothing(sitting: Sitting) -> None:
    assert sitting.save("form-or-phone", {}).json["saved"] == ""


def test_the_script_is_told_that_the_attempt_is_closed(sitting: Sitting) -> None:
    sitting.hand_in()

    answer = sitting.save("rings", RIGHT["rings"])

    assert (answer.status_code, answer.json) == (409, {"status": 409})


def test_answers_that_arrive_at_once_are_kept_one_after_the_other(
    app: Flask, person: Person, sitting: Sitting
) -> None:
    phones = [app.test_client() for _ in range(4)]
    for phone in phones:
        sign_in(phone, person)
    statuses: list[int] = []

    def save(phone: FlaskClient) -> None:
        answer = Sitting(phone, sitting.address).save("rings", RIGHT["rings"])
        statuses.append(answer.status_code)

    run_together(app, [partial(save, phone) for phone in phones])

    assert statuses == [200] * 4
    assert kept() == {"rings": KEPT["rings"]}
    assert only_attempt().responses[0].sequence == 4


# Answers that are none.

STEPS = "message-steps"
BAD: list[tuple[str, Fields, str]] = [
    ("rings", {"answer": "three"}, "Write one number in digits"),
    ("rings", {"answer": SCRIPT}, "Write one number in digits"),
    ("rings", {"answer": "9" * 300}, "This response is too long."),
    ("rings", {"answer": "x" * 100_000}, "This response is too long."),
    ("rings", {"answer": "3\x00"}, "Write one number in digits"),
    ("form-or-phone", {"answer": "c9"}, "This choice does not belong to this question."),
    ("form-or-phone", {"answer": SCRIPT}, "This choice does not belong to this question."),
    ("form-or-phone", {"answer": "x" * 100_000}, "This choice does not belong"),
    ("message-slip", {"answer": ["c1", "c9"]}, "This choice does not belong to this question."),
    ("message-slip", {"answer": ["c1", "c1"]}, "This choice does not belong to this question."),
    ("well-known-caller", {"answer": "maybe"}, "Choose true or false."),
    (STEPS, {"answer-s1": "1", "answer-s2": "1", "answer-s3": "3"}, "Two steps have the same"),
    (STEPS, {"answer-s1": "1", "answer-s2": "2", "answer-s3": ""}, "Some steps have no position"),
    (STEPS, {"answer-s1": "1", "answer-s2": "2", "answer-s3": "4"}, "Give each step a position"),
    (STEPS, {"answer-s1": "1", "answer-s2": "2", "answer-s3": SCRIPT}, "Give each step a position"),
    ("polite-words", {"answer-l1": "r9"}, "This choice does not belong to this question."),
]


@pytest.mark.parametrize(("item", "fields", "told"), BAD)
def test_a_bad_answer_is_explained_and_nothing_is_lost(
    sitting: Sitting, item: str, fields: Fields, told: str
) -> None:
    sitting.answer(item, RIGHT[item])

    page = sitting.answer(item, fields)

    assert page.status_code == 422
    assert told in words(page)
    assert asked_on(page) == item
    assert SCRIPT not in page.text
    assert kept() == {item: KEPT[item]}


@pytest.mark.database("sqlite")
def test_what_was_typed_stands_on_the_page_again(sitting: Sitting) -> None:
    page = sitting.answer("rings", {"answer": 'three "rings" <3', "is_flagged": "yes"})
    assert 'value="three &#34;rings&#34; &lt;3"' in page.text

    page = sitting.answer(STEPS, {"answer-s1": "2", "answer-s2": "2", "answer-s3": "1"})
    assert sorted(given_on(page)) == ["1", "2", "2"]

    page = sitting.answer("polite-words", {"answer-l1": "r1", "answer-l2": "r9"})
    assert given_on(page) == ["r1"]

    page = sitting.answer("message-slip", {"answer": ["c3", "c9"]})
    assert given_on(page) == ["c3"]


@pytest.mark.database("sqlite")
def test_a_mark_that_was_set_with_a_bad_answer_stays_set(sitting: Sitting) -> None:
    page = sitting.answer("rings", {"answer": "three", "is_flagged": "yes"})

    assert 'id="is_flagged" value="yes" checked' in page.text


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("item", ["nothing", "rings2", "RINGS", "%00"])
def test_an_item_that_is_not_in_the_attempt_is_not_found(sitting: Sitting, item: str) -> None:
    assert sitting.answer(item, {"answer": "3"}).status_code == 404


# Whose it is.


def test_an_attempt_of_another_person_is_not_found(app: Flask, sitting: Sitting) -> None:
    other = app.test_client()
    sign_in(other, make_person())
    theirs = Sitting(other, sitting.address)

    assert theirs.page().status_code == 404
    assert theirs.overview().status_code == 404
    assert theirs.result().status_code == 404
    assert theirs.answer("rings", RIGHT["rings"]).status_code == 404
    assert theirs.save("rings", RIGHT["rings"]).status_code == 404
    assert theirs.hand_in().status_code == 404
    assert kept() == {}
    assert not only_attempt().is_submitted


def test_an_attempt_that_nobody_has_is_not_found(client: FlaskClient, person: Person) -> None:
    nobodys = Sitting(client, f"/attempts/{uuid.uuid4()}")

    assert nobodys.page().status_code == 404
    assert nobodys.hand_in().status_code == 404
    assert client.get("/attempts/17").status_code == 404


# After handing in.


@pytest.mark.parametrize("fields", [RIGHT["rings"], {}, {"answer": "three"}, {"is_flagged": "yes"}])
def test_after_handing_in_nothing_can_be_answered(sitting: Sitting, fields: Fields) -> None:
    sitting.hand_in()

    assert sitting.answer("rings", fields).status_code == 409
    assert kept() == {}


def test_after_handing_in_every_page_leads_to_the_result(sitting: Sitting) -> None:
    assert sitting.result().location == sitting.address
    sitting.hand_in()

    assert sitting.page().location == f"{sitting.address}/result"
    assert sitting.overview().location == f"{sitting.address}/result"


# What it costs.


def warm(sitting: Sitting) -> None:
    """Have the library and the version in memory, as they are in service."""
    sitting.page()


def test_a_question_costs_at_most_four_statements(sitting: Sitting, statements: Statements) -> None:
    sitting.answer_all({item: RIGHT[item] for item in shown_items()[:4]})
    warm(sitting)
    statements.clear()

    sitting.page()

    assert len(statements) <= 4, statements


@pytest.mark.parametrize("is_script", [True, False])
def test_a_saved_answer_costs_at_most_five_statements(
    sitting: Sitting, statements: Statements, is_script: bool
) -> None:
    warm(sitting)
    statements.clear()

    (sitting.save if is_script else sitting.answer)("rings", RIGHT["rings"])
    first = list(statements)
    statements.clear()
    (sitting.save if is_script else sitting.answer)("rings", WRONG["rings"])

    assert len(first) <= 5, first
    assert len(statements) <= 5, statements


def test_an_answer_is_kept_with_its_person_and_moment(sitting: Sitting, person: Person) -> None:
    moment = utcnow() + timedelta(minutes=1)
    with time_machine.travel(moment, tick=False):
        sitting.answer("rings", RIGHT["rings"])

    response = db.session.scalars(select(Response)).one()
    assert response.person_id == person.id
    assert abs(response.saved_at - moment) < timedelta(seconds=1)
    assert response.score is None


def test_a_quiz_in_three_languages(app: Flask, published: Library) -> None:
    for language, title in (
        ("zh-Hans", "电话沟通"),
        ("zh-Hant", "電話溝通"),
        ("en", "On the telephone"),
    ):
        client = app.test_client()
        sign_in(client, make_person(language=language))
        assert title in words(start(client).page())
