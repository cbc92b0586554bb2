"""Hiring: the same person becomes an employee, and what she did stays hers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person, RoleGrant, Unit
from app.accounts.roles import Role
from app.attempts.models import Attempt
from app.db import db, utcnow
from app.enrolments.models import Assignment, Completion, Enrolment
from app.evidence.models import Evidence
from app.screening.models import Invitation
from app.screening.states import State, state_of
from tests.factories import make_person, make_unit
from tests.learning.pages import words_in, words_of
from tests.screening.desk import (
    address,
    again,
    make_decided,
    make_finished,
    post,
    visitor_of,
)


@pytest.fixture
def unit(hr: Person) -> Unit:
    """Where the new colleague begins, led by somebody."""
    return make_unit()


@pytest.fixture
def leader(unit: Unit) -> Person:
    """Her supervisor."""
    return make_person(name="黄志强", roles=(Role.SUPERVISOR,), unit_id=unit.id)


def form(unit: Unit, leader: Person, **values: str) -> dict[str, Any]:
    """A form that is filled in."""
    usual = {
        "hired_on": "2026-12-01",
        "unit_id": str(unit.id),
        "supervisor_id": str(leader.id),
        "employee_number": "H0200",
        "mobile": "13800005561",
        "email": "",
    }
    return usual | values


def count(model: type, person_id: object) -> int:
    """How many rows of a person a table has."""
    wanted = select(func.count()).where(model.person_id == person_id)  # type: ignore[attr-defined]
    return db.session.scalar(wanted) or 0


def test_the_same_person_becomes_an_employee_with_a_plan(
    client: FlaskClient, unit: Unit, leader: Person
) -> None:
    invitation = make_decided(client)
    person_id = invitation.person_id
    kept = {model: count(model, person_id) for model in (Attempt, Completion, Evidence)}
    assert all(kept.values())

    answer = post(client, invitation, "hiring", form(unit, leader))

    assert answer.status_code == 200
    person = db.session.get_one(Person, person_id)
    assert (person.is_candidate, person.employee_number) == (False, "H0200")
    assert (person.unit_id, person.supervisor_id) == (unit.id, leader.id)
    assert (person.hired_on, person.position) == (date(2026, 12, 1), invitation.position)
    assert person.mobile == "13800005561"
    roles = select(RoleGrant.role).where(RoleGrant.person_id == person_id)
    assert db.session.scalars(roles).all() == ["learner"]
    assert {model: count(model, person_id) for model in kept} == kept
    (assignment,) = db.session.scalars(select(Assignment)).all()
    assert (assignment.person_id, assignment.anchored_on) == (person_id, date(2026, 12, 1))
    assert count(Enrolment, person_id) == 2
    assert state_of(again(invitation.id), now=utcnow()) is State.HIRED


@pytest.mark.database("sqlite")
def test_the_code_that_is_shown_sets_the_first_password(
    client: FlaskClient, unit: Unit, leader: Person
) -> None:
    invitation = make_decided(client)

    answer = post(client, invitation, "hiring", form(unit, leader))

    assert answer.headers["Cache-Control"] == "no-store"
    words = words_in(answer.text.split("<main", 1)[1])
    assert "is hired" in words
    code = "".join(word for word in words.split() if len(word) == 4 and word.isdigit())
    phone = client.application.test_client()
    fields = {
        "identifier": "H0200",
        "code": code,
        "new": "a new harbour 7",
        "repeat": "a new harbour 7",
    }
    assert phone.post("/password/code", data=fields).status_code == 302
    entered = phone.post("/login", data={"identifier": "H0200", "password": "a new harbour 7"})
    assert entered.status_code == 302


@pytest.mark.database("sqlite")
def test_the_link_of_the_candidate_is_dead_after_it(
    client: FlaskClient, unit: Unit, leader: Person
) -> None:
    invitation = make_decided(client)
    visitor = visitor_of(invitation)
    post(client, invitation, "hiring", form(unit, leader))

    phone = client.application.test_client()
    assert visitor.get(phone).status_code == 404
    assert visitor_of(again(invitation.id)).get(phone).status_code == 404


def test_twice_changes_nothing(client: FlaskClient, unit: Unit, leader: Person) -> None:
    invitation = make_decided(client)
    post(client, invitation, "hiring", form(unit, leader))
    hired_at = again(invitation.id).hired_at

    answer = post(client, invitation, "hiring", form(unit, leader, employee_number="H0201"))

    assert answer.status_code == 302
    assert again(invitation.id).hired_at == hired_at
    assert again(invitation.id).person.employee_number == "H0200"
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1


@pytest.mark.database("sqlite")
def test_a_new_code_can_be_had_until_there_is_a_password(
    client: FlaskClient, unit: Unit, leader: Person
) -> None:
    invitation = make_decided(client)
    assert post(client, invitation, "codes").status_code == 404
    post(client, invitation, "hiring", form(unit, leader))

    assert "Code for the first password" in words_of(client, address(invitation))
    assert post(client, invitation, "codes").status_code == 200

    again(invitation.id).person.password_hash = "x"
    db.session.commit()
    assert post(client, invitation, "codes").status_code == 404
    assert "Code for the first password" not in words_of(client, address(invitation))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hired_on": ""}, "Write the first day."),
        ({"hired_on": "soon"}, "Not a valid date value."),
        ({"unit_id": ""}, "Choose the unit."),
        ({"unit_id": "x"}, "Not a valid choice."),
        ({"supervisor_id": "x"}, "Not a valid choice."),
        ({"mobile": "12"}, "This is not a mobile number."),
        ({"email": "x@"}, "This is not an e-mail address."),
        ({"employee_number": "T-TAKEN"}, "Another person has this employee number."),
        ({"mobile": "13900000001"}, "Another person has this mobile number."),
    ],
)
@pytest.mark.database("sqlite")
def test_what_cannot_be_taken_is_said_and_nobody_is_hired(
    client: FlaskClient, unit: Unit, leader: Person, wrong: dict[str, str], said: str
) -> None:
    make_person(employee_number="T-TAKEN", mobile="13900000001")
    invitation = make_decided(client)

    answer = post(client, invitation, "hiring", form(unit, leader) | wrong)

    assert answer.status_code == 422
    assert said in words_in(answer.text)
    found = again(invitation.id)
    assert (found.hired_at, found.person.is_candidate) == (None, True)
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0
    # What was typed is still there.
    assert f'value="{wrong.get("employee_number", "H0200")}"' in answer.text


@pytest.mark.database("sqlite")
def test_without_a_number_the_next_free_one_is_given(
    client: FlaskClient, unit: Unit, leader: Person
) -> None:
    invitation = make_decided(client)
    answer = post(client, invitation, "hiring", form(unit, leader, employee_number=""))
    number = again(invitation.id).person.employee_number
    assert number
    assert number in words_in(answer.text)


@pytest.mark.database("sqlite")
def test_only_who_was_accepted_is_hired(client: FlaskClient, unit: Unit, leader: Person) -> None:
    undecided, declined = make_finished(client), make_decided(client, "declined")
    withdrawn = make_decided(client)
    post(client, withdrawn, "withdrawal")

    for invitation in (undecided, declined, withdrawn):
        assert client.get(address(invitation, "hiring")).status_code == 302
        assert post(client, invitation, "hiring", form(unit, leader)).status_code == 409
        assert again(invitation.id).hired_at is None
    assert db.session.scalar(select(func.count()).where(Invitation.hired_at.is_not(None))) == 0


@pytest.mark.database("sqlite")
def test_the_form_knows_how_the_candidate_is_reached(
    client: FlaskClient, unit: Unit, leader: Person
) -> None:
    invitation = make_decided(client, mobile="13800005561", email="ma@example.cn")
    text = client.get(address(invitation, "hiring")).text
    for value in ("13800005561", "ma@example.cn"):
        assert f'value="{value}"' in text
    assert "黄志强" in text
    assert unit.name in text
