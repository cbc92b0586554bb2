"""Correcting what is known of people: all of it or nothing, and no circles."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.details import BadValue
from app.accounts.models import PasswordReset, Person
from app.accounts.operations import create_person, send_reset
from app.accounts.people import update_person
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from tests.factories import NOON, make_person, make_unit, sign_in
from tests.together import run_together


def correct(person: Person, **changes: Any) -> None:
    update_person(person, now=NOON, by_id=None, **changes)


def refusal(person: Person, **changes: Any) -> BadValue:
    """What is said against these changes, after which nothing at all is different."""
    db.session.commit()
    before = in_database(person)
    with pytest.raises(BadValue) as refused:
        correct(person, **changes)
    db.session.commit()
    assert in_database(person) == before
    assert all(getattr(person, field) == value for field, value in before.items())
    return refused.value


def in_database(person: Person) -> dict[str, Any]:
    table = Person.__table__
    row = db.session.execute(select(table).where(table.c.id == person.id)).mappings().one()
    return dict(row)


def verbs() -> list[str]:
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def test_what_is_named_changes_and_the_rest_stays(lihua: Person, client: FlaskClient) -> None:
    unit, supervisor = make_unit(), make_person(name="黄志强")
    admin = make_person(roles=(Role.ADMIN,))
    sign_in(client, lihua)

    update_person(
        lihua,
        now=NOON,
        by_id=admin.id,
        name=" 陈丽华 ",
        mobile="138 1111 2222",
        unit_id=unit.id,
        supervisor_id=supervisor.id,
        position="customer-service-assistant",
        hired_on=date(2026, 10, 1),
        language="zh-Hant",
    )
    db.session.commit()
    db.session.expire_all()

    assert (lihua.name, lihua.mobile, lihua.email) == (
        "陈丽华",
        "13811112222",
        "lihua@heyuan.example",
    )
    assert (lihua.unit_id, lihua.supervisor_id) == (unit.id, supervisor.id)
    assert (lihua.position, lihua.hired_on) == ("customer-service-assistant", date(2026, 10, 1))
    assert client.get("/awake").status_code == 204
    event = db.session.scalars(select(Event)).one()
    assert (event.verb, event.actor_id, event.person_id) == ("changed", admin.id, lihua.id)
    assert event.details == {
        "fields": ["hired_on", "language", "mobile", "position", "supervisor_id", "unit_id"]
    }


def test_nothing_new_is_no_event(lihua: Person) -> None:
    correct(lihua, name=lihua.name, mobile="+86 138-0000-5521", email="LIHUA@heyuan.example")

    assert verbs() == []


def test_what_is_emptied_is_nothing(lihua: Person) -> None:
    correct(lihua, mobile="", email=None, position=" ")

    assert (lihua.mobile, lihua.email, lihua.position) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"employee_number": "T-9"}, "employee_number"),
        ({"mobile": "139 0000 9999"}, "mobile"),
        ({"email": "Other@heyuan.example"}, "email"),
        ({"employee_number": "139-0000-9999"}, "employee_number"),
        ({"mobile": "+86 137 0000 7777"}, "mobile"),
        ({"mobile": "13900009999", "name": "周敏"}, "mobile"),
        ({"name": " "}, "name"),
        ({"mobile": "call me"}, "mobile"),
        ({"email": "a@b.example, c@d.example"}, "email"),
        ({"position": "x" * 81}, "position"),
        ({"language": "de"}, "language"),
        ({"unit_id": uuid.UUID(int=7)}, "unit_id"),
        ({"supervisor_id": uuid.UUID(int=7)}, "supervisor_id"),
        ({"name": "周敏", "supervisor_id": uuid.UUID(int=7)}, "supervisor_id"),
    ],
)
def test_what_cannot_be_taken_names_its_field_and_leaves_everything(
    lihua: Person, changes: dict[str, Any], field: str
) -> None:
    make_person(employee_number="T-9", mobile="13900009999", email="other@heyuan.example")
    make_person(employee_number="137 0000-7777")

    refused = refusal(lihua, **changes)

    assert refused.field == field
    assert refused.text
    assert verbs() == []


def test_one_person_may_have_number_and_mobile_alike(lihua: Person) -> None:
    correct(lihua, employee_number="13800005521")

    assert (lihua.employee_number, lihua.mobile) == ("13800005521", "13800005521")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"employee_number": "+86 138 0000 5521"}, "employee_number"),
        ({"employee_number": "１３８ ００００ ５５２１"}, "employee_number"),
        ({"mobile": "8802"}, "mobile"),
        ({"mobile": "88020"}, "mobile"),
    ],
)
def test_who_is_taken_in_may_not_be_mistaken_for_another(
    lihua: Person, values: dict[str, Any], field: str
) -> None:
    make_person(employee_number="88-020")

    with pytest.raises(BadValue) as refused:
        create_person("王强", roles=[Role.LEARNER], now=NOON, **values)

    assert refused.value.field == field


def test_digits_in_the_same_order_alone_are_not_alike(lihua: Person) -> None:
    make_person(employee_number="1-13900001234-5")

    correct(lihua, mobile="13900001234")

    assert lihua.mobile == "13900001234"


def test_two_who_take_the_same_mobile_at_once_are_one(app: Flask) -> None:
    first, second = make_person().id, make_person().id
    said: list[str] = []

    def take(person_id: uuid.UUID) -> None:
        try:
            correct(db.session.get_one(Person, person_id), mobile="13900001234")
            db.session.commit()
        except BadValue as refused:
            said.append(refused.field)

    run_together(app, [lambda: take(first), lambda: take(second)])

    assert said == ["mobile"]


def test_number_and_mobile_alike_taken_at_once_are_one(app: Flask) -> None:
    first, second = make_person().id, make_person().id
    said: list[str] = []

    def take(person_id: uuid.UUID, **changes: Any) -> None:
        try:
            correct(db.session.get_one(Person, person_id), **changes)
            db.session.commit()
        except BadValue as refused:
            said.append(refused.field)

    run_together(
        app,
        [
            lambda: take(first, mobile="13900001234"),
            lambda: take(second, employee_number="139-0000-1234"),
        ],
    )

    assert len(said) == 1


def test_a_link_for_a_new_password_dies_with_the_address_it_went_to(lihua: Person) -> None:
    send_reset("lihua@heyuan.example", link=lambda token: token, now=NOON)

    correct(lihua, name="陈丽")
    assert db.session.scalar(select(func.count()).select_from(PasswordReset)) == 1
    correct(lihua, email="new@heyuan.example")

    assert db.session.scalar(select(func.count()).select_from(PasswordReset)) == 0


# Circles.


def line(*names: str) -> list[Person]:
    """People of whom each supervises the next."""
    people: list[Person] = []
    for name in names:
        above = people[-1].id if people else None
        people.append(make_person(name=name, supervisor_id=above))
    return people


def test_nobody_supervises_herself_or_who_stands_above_her(app: Flask) -> None:
    top, middle, bottom = line("甲", "乙", "丙")

    for below in (top, middle, bottom):
        assert refusal(top, supervisor_id=below.id).field == "supervisor_id"
    assert refusal(middle, supervisor_id=bottom.id).field == "supervisor_id"
    correct(bottom, supervisor_id=top.id)
    correct(middle, supervisor_id=bottom.id)


def test_a_circle_of_others_does_not_hold_the_check_up(app: Flask) -> None:
    first, second = line("甲", "乙")
    first.supervisor_id = second.id
    newcomer = make_person()
    db.session.flush()

    correct(newcomer, supervisor_id=first.id)

    assert newcomer.supervisor_id == first.id


@pytest.mark.parametrize("values", [{"is_candidate": True}, {"deactivated_at": NOON}])
def test_who_does_not_work_here_supervises_nobody(lihua: Person, values: dict[str, Any]) -> None:
    stranger = make_person(roles=(), **values)

    assert refusal(lihua, supervisor_id=stranger.id).field == "supervisor_id"


def test_two_requests_cannot_close_a_circle_together(app: Flask) -> None:
    """甲 above 乙 and 丙 above 丁: each change alone is right, and they have nobody in common."""
    (first, second), (third, fourth) = line("甲", "乙"), line("丙", "丁")
    changes = [(first.id, fourth.id), (third.id, second.id)]
    said: list[str] = []

    def move(person_id: uuid.UUID, below: uuid.UUID) -> None:
        try:
            correct(db.session.get_one(Person, person_id), supervisor_id=below)
            db.session.commit()
        except BadValue as refused:
            said.append(refused.field)

    run_together(app, [lambda pair=pair: move(*pair) for pair in changes])  # type: ignore[misc]

    assert said == ["supervisor_id"]
