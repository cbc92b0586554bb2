"""The candidates of the demonstration: one in each state that HR meets on a Monday."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.fairness import unfair_words
from app.accounts.models import Person
from app.db import db, utcnow
from app.demo.cast import read_cast
from app.demo.commands import load_demo
from app.enrolments.models import Assignment
from app.screening.models import Invitation
from app.screening.states import State, state_of
from tests.content.test_real_content import bodies
from tests.content_tree import ContentTree
from tests.screening.candidate_visits import publish_screening


@pytest.fixture
def invited(app: Flask, content: ContentTree) -> dict[str, Invitation]:
    """Everybody who was invited, by name."""
    publish_screening(content)
    load_demo()
    return {each.person.name: each for each in db.session.scalars(select(Invitation))}


@pytest.mark.database("sqlite")
def test_they_are_in_different_states(invited: dict[str, Invitation]) -> None:
    now = utcnow()
    assert Counter(state_of(each, now=now) for each in invited.values()) == {
        State.INVITED: 1,
        State.OPENED: 1,
        State.SUBMITTED: 3,
        State.DECIDED: 1,
        State.HIRED: 1,
    }
    assert len(invited) == len(read_cast().candidates)
    answered = [each.attempt.score for each in invited.values() if each.attempt]
    assert len(set(answered)) > 1
    assert any(each.appraisal for each in invited.values())


def test_candidates_are_no_employees_and_the_hired_one_is(invited: dict[str, Invitation]) -> None:
    candidates = db.session.scalar(select(func.count()).where(Person.is_candidate))
    assert candidates == len(invited) - 1
    (hired,) = (each for each in invited.values() if each.hired_at)
    assert hired.person.unit is not None
    plans = select(func.count()).where(Assignment.person_id == hired.person_id)
    assert db.session.scalar(plans) == 1


@pytest.mark.database("sqlite")
def test_nothing_of_it_lies_in_the_future(invited: dict[str, Invitation]) -> None:
    now = utcnow()
    for each in invited.values():
        moments = (each.created_at, each.consented_at, each.submitted_at, each.decided_at)
        assert all(moment is None or moment <= now for moment in (*moments, each.hired_at))


def test_their_reasons_are_fair() -> None:
    reasons = [each.reason for each in read_cast().candidates if each.reason]
    assert len(reasons) == 2
    assert not any(unfair_words(reason) for reason in reasons)


def test_the_position_of_the_cast_is_screened() -> None:
    cast = read_cast()
    position = bodies("position")[cast.position]
    assert position.screening is not None
    assert cast.hr in {each.key for each in cast.people}
