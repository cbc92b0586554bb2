"""Sitting a quiz: answering, going to and fro, and whose attempt it is."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.attempts.starting import start_attempt
from app.db import utcnow
from app.library.queries import Library
from tests.attempts.sitting import (
    KEPT,
    RIGHT,
    WRONG,
    Fields,
    Sitting,
    asked_on,
    given_on,
    kept,
    number_of,
    only_attempt,
    shown_items,
    shown_on,
    words,
)
from tests.factories import make_person, sign_in


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


@pytest.mark.parametrize("item", RIGHT)
def test_the_last_answer_counts(sitting: Sitting, item: str) -> None:
    sitting.answer(item, WRONG[item])
    sitting.answer(item, RIGHT[item])

    assert kept() == {item: KEPT[item]}
    assert only_attempt().responses[0].receipt == 2


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
    jumps = sitting.page().text.partition('<nav class="tp-jump"')[2]
    links = re.findall(rf'href="{sitting.address}\?question=(\d)"', jumps)
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
    assert 'id="q1-is_flagged" value="yes" checked' in page.text
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
        page = shown_on(sitting.page(number_of(each["item"])))
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


# Whose it is.


def test_an_attempt_of_another_person_is_not_found(app: Flask, sitting: Sitting) -> None:
    other = app.test_client()
    sign_in(other, make_person())
    theirs = Sitting(other, sitting.address)

    assert theirs.page().status_code == 404
    assert theirs.overview().status_code == 404
    assert theirs.result().status_code == 404
    assert theirs.answer("rings", RIGHT["rings"]).status_code == 404
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
