"""Deciding: a reason from the work, every decision kept, nothing before its time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person
from app.db import db, utcnow
from app.screening.models import Decision
from app.screening.states import State, state_of
from tests.learning.pages import words_in, words_of
from tests.screening.desk import (
    REASON,
    address,
    again,
    make_finished,
    make_invited,
    post,
    visitor_of,
)

YES = {"outcome": "accepted", "reason": REASON}
NO = {"outcome": "declined", "reason": "The post is filled."}


def decisions() -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(Decision)) or 0


def test_a_decision_is_kept_with_its_reason(client: FlaskClient, hr: Person) -> None:
    invitation = make_finished(client)

    assert post(client, invitation, "decisions", YES).status_code == 302

    (decision,) = again(invitation.id).decisions
    assert (decision.outcome, decision.reason) == ("accepted", REASON)
    assert (decision.decided_by_id, decision.person_id) == (hr.id, invitation.person_id)
    words = words_of(client, address(invitation))
    assert REASON in words
    assert "Decision: accepted" in words


def test_a_later_decision_counts_and_the_first_stays(client: FlaskClient, hr: Person) -> None:
    invitation = make_finished(client)
    post(client, invitation, "decisions", YES)
    post(client, invitation, "decisions", NO)

    found = again(invitation.id)
    assert [each.outcome for each in found.decisions] == ["accepted", "declined"]
    assert found.decision is not None
    assert found.decision.outcome == "declined"
    words = words_of(client, address(invitation))
    assert words.index(NO["reason"]) < words.index(REASON)
    assert "Hire" not in words.split()


@pytest.mark.parametrize(
    "reason",
    ["已婚，年龄偏大", "She is too old", "形象气质佳", "不是本地人", "家庭稳定，身高合适"],
)
@pytest.mark.database("sqlite")
def test_an_unfair_reason_is_refused_and_says_what_to_write(
    client: FlaskClient, hr: Person, reason: str
) -> None:
    invitation = make_finished(client)

    answer = post(client, invitation, "decisions", {"outcome": "declined", "reason": reason})

    assert answer.status_code == 422
    words = words_in(answer.text)
    assert "play no part in the decision" in words
    assert "Write what the candidate showed for the job" in words
    assert reason in answer.text
    assert re.search(r'<input[^>]*\bchecked\b[^>]*value="declined"', answer.text)
    assert decisions() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose one of them."),
        ({"outcome": "maybe", "reason": REASON}, "Choose one of them."),
        ({"outcome": "accepted", "reason": " \n "}, "Write the reason"),
        ({"outcome": "accepted", "reason": "x" * 1001}, "Use at most 1000 characters."),
    ],
)
@pytest.mark.database("sqlite")
def test_half_a_decision_is_asked_for_again(
    client: FlaskClient, hr: Person, data: dict[str, str], said: str
) -> None:
    invitation = make_finished(client)
    answer = post(client, invitation, "decisions", data)
    assert answer.status_code == 422
    assert said in words_in(answer.text)
    assert decisions() == 0


@pytest.mark.database("sqlite")
def test_nobody_is_accepted_before_the_answers_are_in(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited()

    assert post(client, invitation, "decisions", YES).status_code == 422
    assert decisions() == 0

    assert post(client, invitation, "decisions", NO).status_code == 302
    assert state_of(again(invitation.id), now=utcnow()) is State.DECIDED
    # The link ends with it.
    assert visitor_of(invitation).get(client.application.test_client()).status_code == 404


@pytest.mark.database("sqlite")
def test_an_expired_one_may_be_declined(client: FlaskClient, hr: Person) -> None:
    invitation = make_invited(expires_at=utcnow() - timedelta(minutes=1))
    assert post(client, invitation, "decisions", NO).status_code == 302
    assert decisions() == 1


@pytest.mark.database("sqlite")
def test_about_who_gave_up_nothing_is_decided(client: FlaskClient, hr: Person) -> None:
    invitation = make_finished(client)
    post(client, invitation, "withdrawal")
    for data in (YES, NO):
        assert post(client, invitation, "decisions", data).status_code in (409, 422)
    assert decisions() == 0


@pytest.mark.database("sqlite")
def test_a_reason_is_shown_as_text(client: FlaskClient, hr: Person) -> None:
    invitation = make_finished(client)
    post(client, invitation, "decisions", YES | {"reason": "<script>1</script> all right"})
    assert "<script>1" not in client.get(address(invitation)).text
