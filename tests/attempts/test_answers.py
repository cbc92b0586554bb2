"""Answers that a script sends: kept once, in order, and told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from app.accounts.models import Person
from app.db import utcnow
from app.library.queries import Library
from tests.attempts.phone import Phone, holding, ledger, states
from tests.attempts.sitting import (
    KEPT,
    RIGHT,
    WRONG,
    Sitting,
    kept,
    only_attempt,
    start,
    words,
)
from tests.conftest import Statements
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_person, sign_in
from tests.together import run_together

DAY = timedelta(days=1)


@pytest.fixture
def phone(sitting: Sitting) -> Phone:
    """The browser in which the attempt was begun."""
    return Phone(sitting.client, sitting.address)


@pytest.fixture
def tablet(app: Flask, person: Person, sitting: Sitting) -> Phone:
    """Another device of the same person."""
    client = app.test_client()
    sign_in(client, person)
    return Phone(client, sitting.address)


def told(answer: Any) -> dict[str, Any]:
    """What the script is told of an answer that was taken."""
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


# One browser.


@pytest.mark.parametrize("item", RIGHT)
def test_an_answer_is_kept_and_its_receipt_told(phone: Phone, item: str) -> None:
    found = told(phone.give(item, RIGHT[item]))

    last = only_attempt().id.hex[-4:].upper()
    assert re.fullmatch(r"\d\d:\d\d", found.pop("at"))
    assert found == {
        "state": "kept",
        "receipt": 1,
        "label": f"{last}-1",
        "is_repeat": False,
        "is_answered": True,
        "seconds_left": None,
        "replaced": None,
        "elsewhere": [],
        "feedback": None,
    }
    assert kept() == {item: KEPT[item]}


def test_the_ledger_keeps_what_was_sent_and_by_whom(phone: Phone, person: Person) -> None:
    told(phone.give("rings", WRONG["rings"], given_at="2026-11-22T10:00:00+08:00"))
    told(phone.give("rings", RIGHT["rings"], is_flagged=True))

    first, second = ledger()
    assert (first.number, second.number) == (1, 2)
    assert (first.answer, second.answer) == ({"text": "5"}, {"text": "3"})
    assert (first.is_flagged, second.is_flagged) == (False, True)
    assert (first.client, first.sequence) == (phone.name, 1)
    assert (second.replaces, second.replaced) == (1, 1)
    assert first.person_id == person.id
    assert first.given_at == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    assert only_attempt().responses[0].is_flagged
    assert holding("rings") == 2


def test_the_time_of_the_receipt_is_that_of_her_unit(phone: Phone) -> None:
    at = told(phone.give("rings", RIGHT["rings"]))["at"]

    assert at == f"{ledger()[0].arrived_at.astimezone(ZoneInfo('Asia/Shanghai')):%H:%M}"


def test_a_repeat_returns_its_receipt_and_changes_nothing(phone: Phone) -> None:
    message = phone.message("rings", RIGHT["rings"])
    first = told(phone.send(message))
    told(phone.give("rings", WRONG["rings"]))

    again = told(phone.send(message))

    assert again == first | {"is_repeat": True}
    assert states() == ["kept", "kept"]
    assert kept() == {"rings": {"text": "5"}}


@pytest.mark.parametrize("change", [{"item": "well-known-caller"}, {"is_flagged": True}, "words"])
def test_a_number_that_was_used_for_something_else_is_refused(phone: Phone, change: Any) -> None:
    message = phone.message("rings", RIGHT["rings"])
    told(phone.send(message))
    other: dict[str, Any] = {"fields": [["answer", "4"]]} if change == "words" else change
    if "item" in other:
        other = other | {"fields": [["answer", "true"]]}

    answer = phone.send(message | other)

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["code"] == "sequence-used"
    assert kept() == {"rings": KEPT["rings"]}
    assert states() == ["kept"]


def test_an_older_answer_that_arrives_later_changes_nothing(phone: Phone) -> None:
    older = phone.message("rings", WRONG["rings"])
    told(phone.give("rings", RIGHT["rings"]))

    found = told(phone.send(older))

    assert (found["state"], found["receipt"], found["is_answered"]) == ("superseded", 2, True)
    assert states() == ["kept", "superseded"]
    assert kept() == {"rings": KEPT["rings"]}
    assert holding("rings") == 1


def test_an_older_answer_to_another_item_counts(phone: Phone) -> None:
    older = phone.message("well-known-caller", RIGHT["well-known-caller"])
    told(phone.give("rings", RIGHT["rings"]))

    assert told(phone.send(older))["state"] == "kept"
    assert set(kept()) == {"rings", "well-known-caller"}


def test_an_answer_can_be_taken_back(phone: Phone) -> None:
    told(phone.give("rings", RIGHT["rings"]))

    found = told(phone.give("rings", {"answer": ""}))

    assert (found["state"], found["is_answered"]) == ("kept", False)
    assert kept() == {"rings": None}


@pytest.mark.parametrize("away", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_a_wrong_clock_decides_nothing(phone: Phone, away: str) -> None:
    assert told(phone.give("rings", RIGHT["rings"], given_at=away))["state"] == "kept"

    (receipt,) = ledger()
    assert receipt.given_at is not None
    assert DAY < abs(receipt.given_at - receipt.arrived_at) <= timedelta(days=366)


# Several browsers.


def test_between_browsers_the_later_arrival_counts_and_both_are_told(
    phone: Phone, tablet: Phone
) -> None:
    told(phone.give("rings", WRONG["rings"]))

    found = told(tablet.give("rings", RIGHT["rings"]))
    assert found["replaced"] is not None
    assert (found["replaced"]["receipt"], found["replaced"]["elsewhere"]) == (1, True)
    assert found["elsewhere"] == []

    found = told(phone.give("well-known-caller", RIGHT["well-known-caller"]))
    assert [(each["item"], each["receipt"]) for each in found["elsewhere"]] == [("rings", 2)]
    found = told(phone.give("well-known-caller", WRONG["well-known-caller"]))
    assert found["elsewhere"] == []
    assert kept()["rings"] == KEPT["rings"]


def test_what_the_sender_knew_of_is_no_surprise(phone: Phone, tablet: Phone) -> None:
    told(phone.give("rings", WRONG["rings"]))

    assert told(tablet.give("rings", RIGHT["rings"], replaces=1))["replaced"] is None
    assert ledger()[1].replaced == 1


def test_the_sequence_of_one_browser_says_nothing_about_another(
    phone: Phone, tablet: Phone
) -> None:
    told(phone.give("rings", WRONG["rings"], sequence=900))

    assert told(tablet.give("rings", RIGHT["rings"], sequence=1))["state"] == "kept"
    older = told(phone.give("rings", WRONG["rings"], sequence=899))

    assert older["state"] == "superseded"
    assert [each["item"] for each in older["elsewhere"]] == ["rings"]
    assert kept() == {"rings": KEPT["rings"]}


def test_a_form_without_script_is_another_browser(phone: Phone, sitting: Sitting) -> None:
    told(phone.give("rings", WRONG["rings"]))
    sitting.answer("rings", {"answer": "4"})

    found = told(phone.give("rings", RIGHT["rings"]))

    assert found["replaced"]["receipt"] == 2
    assert [(each.client is None, each.replaced) for each in ledger()] == [
        (False, None),
        (True, 1),
        (False, 2),
    ]


def test_answers_that_arrive_at_once_are_all_kept(
    app: Flask, person: Person, sitting: Sitting
) -> None:
    phones = []
    for _ in range(4):
        client = app.test_client()
        sign_in(client, person)
        phones.append(Phone(client, sitting.address))
    statuses: list[int] = []

    def give(phone: Phone, number: int) -> None:
        statuses.append(phone.give("rings", {"answer": str(number)}).status_code)

    run_together(app, [partial(give, each, number) for number, each in enumerate(phones)])

    assert statuses == [200] * 4
    assert [each.number for each in ledger()] == [1, 2, 3, 4]
    assert states() == ["kept"] * 4
    assert kept() == {"rings": ledger()[-1].answer}


def test_a_repeat_that_arrives_at_the_same_moment_is_kept_once(
    app: Flask, person: Person, phone: Phone, tablet: Phone
) -> None:
    message = phone.message("rings", RIGHT["rings"])
    found: list[dict[str, Any]] = []

    def send(through: Phone) -> None:
        found.append(told(through.send(message)))

    run_together(app, [partial(send, phone), partial(send, tablet)])

    assert sorted(each["is_repeat"] for each in found) == [False, True]
    assert [each["receipt"] for each in found] == [1, 1]
    assert states() == ["kept"]


# After handing in, and after the time.


def test_after_handing_in_nothing_is_taken(phone: Phone, sitting: Sitting) -> None:
    message = phone.message("rings", RIGHT["rings"])
    told(phone.send(message))
    sitting.hand_in()

    answer = phone.give("rings", WRONG["rings"])

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["code"] == "closed"
    assert "handed in" in answer.json["error"]
    assert states() == ["kept"]
    assert told(phone.send(message))["is_repeat"]


@pytest.fixture
def begun_at() -> datetime:
    """When the timed attempt begins."""
    return utcnow().replace(microsecond=0)


@pytest.fixture
def timed(client: Any, person: Person, content: ContentTree, begun_at: datetime) -> Phone:
    """The browser of an attempt of ten minutes."""
    content.set_rules("time_limit: 10")
    publish_tree(content)
    with time_machine.travel(begun_at, tick=False):
        return Phone(client, start(client).address)


def later(begun_at: datetime, **past: float) -> time_machine.travel:
    """A moment after the beginning."""
    return time_machine.travel(begun_at + timedelta(**past), tick=False)


@pytest.mark.parametrize(("past", "left"), [(0, 600), (60.5, 539.5), (600, 0), (660, 0)])
def test_until_the_grace_is_over_answers_count(
    timed: Phone, begun_at: datetime, past: float, left: float
) -> None:
    with later(begun_at, seconds=past):
        found = told(timed.give("rings", RIGHT["rings"]))

    assert (found["state"], found["seconds_left"]) == ("kept", left)


def test_the_grace_is_a_setting(app: Flask, timed: Phone, begun_at: datetime) -> None:
    app.config["ANSWER_GRACE"] = timedelta(seconds=5)
    with later(begun_at, seconds=606):
        assert told(timed.give("rings", RIGHT["rings"]))["state"] == "late"


def test_an_answer_after_the_grace_is_kept_as_late_and_closes_the_attempt(
    timed: Phone, begun_at: datetime
) -> None:
    with later(begun_at, minutes=9):
        told(timed.give("rings", RIGHT["rings"]))
    with later(begun_at, minutes=11, seconds=1):
        message = timed.message("rings", WRONG["rings"])
        found = told(timed.send(message))
        again = told(timed.send(message))
        further = told(timed.give("well-known-caller", RIGHT["well-known-caller"]))

    assert (found["state"], found["receipt"], found["seconds_left"]) == ("late", 2, 0)
    assert again == found | {"is_repeat": True}
    assert (further["state"], further["receipt"]) == ("late", 3)
    assert states() == ["kept", "late", "late"]
    assert kept() == {"rings": KEPT["rings"]}
    attempt = only_attempt()
    assert attempt.is_submitted
    assert attempt.responses[0].score == 1


def test_after_handing_in_before_the_end_nothing_is_late(timed: Phone, begun_at: datetime) -> None:
    with later(begun_at, minutes=5):
        Sitting(timed.client, timed.address).hand_in()
    with later(begun_at, minutes=12):
        assert timed.give("rings", RIGHT["rings"]).status_code == 409
    assert ledger() == []


def test_what_waited_until_the_time_was_up_is_late_though_she_handed_in_then(
    timed: Phone, begun_at: datetime
) -> None:
    with later(begun_at, minutes=10, seconds=5):
        Sitting(timed.client, timed.address).hand_in()
    with later(begun_at, minutes=10, seconds=20):
        assert told(timed.give("rings", RIGHT["rings"]))["state"] == "late"


def test_a_form_that_comes_too_late_is_kept_as_late(timed: Phone, begun_at: datetime) -> None:
    sitting = Sitting(timed.client, timed.address)
    with later(begun_at, minutes=11, seconds=1):
        page = sitting.answer("rings", RIGHT["rings"])
        assert page.location == f"{timed.address}/result"
        assert "The time was up" in words(sitting.result())

    assert states() == ["late"]
    assert kept() == {}
    assert only_attempt().is_submitted


# Where each answer is final.


@pytest.fixture
def told_at_once(client: Any, person: Person, content: ContentTree) -> Phone:
    """The browser of an attempt in which what was right is told after each question."""
    content.set_rules("feedback: each")
    publish_tree(content)
    return Phone(client, start(client).address)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("item", RIGHT)
def test_a_final_answer_is_followed_by_what_was_right(told_at_once: Phone, item: str) -> None:
    found = told(told_at_once.give(item, WRONG[item]))

    assert "Right" in found["feedback"] or "right" in found["feedback"]
    assert "<script" not in found["feedback"]


def test_a_final_answer_is_not_changed_but_its_repeat_is_told_again(told_at_once: Phone) -> None:
    message = told_at_once.message("rings", WRONG["rings"])
    first = told(told_at_once.send(message))

    assert told_at_once.give("rings", RIGHT["rings"]).status_code == 409
    assert told(told_at_once.send(message))["feedback"] == first["feedback"]
    assert kept() == {"rings": {"text": "5"}}
    assert states() == ["kept"]


def test_a_mark_to_come_back_is_not_final(told_at_once: Phone) -> None:
    found = told(told_at_once.give("rings", {}, is_flagged=True))

    assert (found["feedback"], found["is_answered"]) == (None, False)
    assert told(told_at_once.give("rings", RIGHT["rings"]))["state"] == "kept"


# What it costs.


def test_an_answer_costs_at_most_five_statements(
    phone: Phone, tablet: Phone, statements: Statements
) -> None:
    phone.client.get(phone.address)
    for sender, fields in ((phone, WRONG), (phone, RIGHT), (tablet, WRONG)):
        statements.clear()
        told(sender.give("rings", fields["rings"]))
        assert len(statements) <= 5, statements


def test_a_repeat_writes_nothing(phone: Phone, statements: Statements) -> None:
    message = phone.message("rings", RIGHT["rings"])
    told(phone.send(message))
    statements.clear()

    told(phone.send(message))

    assert [each for each in statements if not each.startswith("SELECT")] == []


def test_in_another_persons_attempt_nothing_is_answered(
    app: Flask, phone: Phone, published: Library
) -> None:
    client = app.test_client()
    sign_in(client, make_person())

    answer = Phone(client, phone.address).give("rings", RIGHT["rings"])

    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["code"] == "not-found"
    assert ledger() == []


def test_numbers_of_receipts_belong_to_one_attempt(
    app: Flask, phone: Phone, published: Library
) -> None:
    client = app.test_client()
    sign_in(client, make_person())
    told(phone.give("rings", RIGHT["rings"]))
    other = Phone(client, start(client).address, name=phone.name)

    found = told(other.give("rings", WRONG["rings"]))

    assert (found["receipt"], found["is_repeat"]) == (1, False)
