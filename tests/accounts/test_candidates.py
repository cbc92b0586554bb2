"""Candidates, who sign in nowhere, and how one becomes an employee."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.details import BadValue
from app.accounts.models import Person
from app.accounts.people import create_candidate, employ, made_number
from app.accounts.queries import person_who_signs_in_as
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from tests.accounts.conftest import HASH, LogIn
from tests.factories import NOON, make_person, make_unit
from tests.together import run_together

FIRST_DAY = date(2026, 12, 1)


def take_on(person: Person, **values: Any) -> None:
    wanted = {"unit_id": None, "position": None, "supervisor_id": None, "hired_on": FIRST_DAY}
    employ(person, now=NOON, by_id=None, **wanted | values)


@pytest.fixture
def yulan(app: Flask) -> Person:
    """Zhou Yulan, who applies here."""
    person = create_candidate(" 周玉兰 ", now=NOON, by_id=None, language="zh-Hant")
    db.session.commit()
    return person


def test_a_candidate_has_a_name_and_nothing_to_sign_in_with(yulan: Person) -> None:
    db.session.expire_all()

    assert (yulan.name, yulan.language, yulan.is_candidate) == ("周玉兰", "zh-Hant", True)
    assert (yulan.employee_number, yulan.mobile, yulan.email) == (None, None, None)
    assert yulan.grants == []
    event = db.session.scalars(select(Event)).one()
    assert (event.verb, event.person_id, event.details) == ("created", yulan.id, {})


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("name", "language", "field"),
    [(" ", "en", "name"), ("x" * 101, "en", "name"), ("周", "de", "language")],
)
def test_what_cannot_be_taken_names_its_field(
    app: Flask, name: str, language: str, field: str
) -> None:
    with pytest.raises(BadValue) as refused:
        create_candidate(name, now=NOON, by_id=None, language=language)

    assert refused.value.field == field


def test_a_candidate_signs_in_nowhere(yulan: Person, client: FlaskClient, log_in: LogIn) -> None:
    yulan.employee_number = "K0999"
    db.session.commit()

    assert log_in("K0999").status_code == 200
    assert db.session.execute(person_who_signs_in_as("K0999")).first() is None
    yulan.password_hash = HASH
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_the_same_person_becomes_an_employee_who_may_learn(yulan: Person) -> None:
    unit, supervisor, hr = make_unit(), make_person(), make_person(roles=(Role.HR,))

    employ(
        yulan,
        now=NOON,
        by_id=hr.id,
        employee_number="K0400",
        unit_id=unit.id,
        position="customer-service-assistant",
        supervisor_id=supervisor.id,
        hired_on=FIRST_DAY,
        mobile="139 0000 1234",
        email="Yulan@heyuan.example",
    )
    db.session.commit()
    db.session.expire_all()

    assert not yulan.is_candidate
    assert (yulan.employee_number, yulan.mobile) == ("K0400", "13900001234")
    assert (yulan.email, yulan.hired_on) == ("yulan@heyuan.example", FIRST_DAY)
    assert (yulan.unit_id, yulan.supervisor_id) == (unit.id, supervisor.id)
    assert [(grant.role, grant.granted_by_id) for grant in yulan.grants] == [("learner", hr.id)]
    verbs = db.session.scalars(select(Event.verb).where(Event.person_id == yulan.id))
    assert set(verbs) == {"created", "employed"}


def test_who_brings_no_number_gets_the_next_one_of_the_month(app: Flask) -> None:
    for number in ("N2611001", "N2611-9", "N2611x", "N2610500", "N2611009"):
        make_person(employee_number=number)
    people = [create_candidate("周", now=NOON, by_id=None) for _number in range(2)]

    for person in people:
        take_on(person)

    assert [person.employee_number for person in people] == ["N2611010", "N2611011"]


@pytest.mark.database("sqlite")
def test_a_thousandth_number_of_a_month_goes_on(app: Flask) -> None:
    make_person(employee_number="N2611999")

    assert made_number(NOON) == "N26111000"
    assert made_number(datetime.fromisoformat("2027-01-05T04:00+00:00")) == "N2701001"


def test_two_who_are_hired_at_once_get_two_numbers(app: Flask) -> None:
    pair = [create_candidate("周", now=NOON, by_id=None).id for _number in range(2)]

    def hire(person_id: uuid.UUID) -> None:
        take_on(db.session.get_one(Person, person_id))
        db.session.commit()

    run_together(app, [lambda each=each: hire(each) for each in pair])  # type: ignore[misc]

    numbers = db.session.scalars(select(Person.employee_number))
    assert set(numbers) == {"N2611001", "N2611002"}


def test_nobody_is_employed_twice_not_even_at_once(yulan: Person, app: Flask) -> None:
    person_id = yulan.id
    said: list[str] = []

    def hire() -> None:
        person = db.session.get_one(Person, person_id)
        try:
            take_on(person)
            db.session.commit()
        except BadValue as refused:
            said.append(refused.field)

    run_together(app, [hire, hire])

    assert said == ["person"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"employee_number": "K0207"}, "employee_number"),
        ({"mobile": "13800005521"}, "mobile"),
        ({"email": "lihua@heyuan.example"}, "email"),
        ({"employee_number": "138-0000-5521"}, "employee_number"),
        ({"unit_id": uuid.UUID(int=7)}, "unit_id"),
        ({"supervisor_id": uuid.UUID(int=7)}, "supervisor_id"),
    ],
)
def test_who_cannot_be_employed_so_stays_a_candidate(
    lihua: Person, yulan: Person, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadValue) as refused:
        take_on(yulan, **values)
    db.session.commit()
    db.session.expire_all()

    assert refused.value.field == field
    assert yulan.is_candidate
    assert (yulan.employee_number, yulan.mobile, yulan.grants) == (None, None, [])
