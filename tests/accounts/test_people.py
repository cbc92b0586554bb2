"""Taking people in, their roles, and what ends their sign-ins."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.details import BadValue
from app.accounts.models import Person, SignIn
from app.accounts.operations import (
    create_person,
    end_sign_ins,
    set_password,
    set_roles,
    sweep_sign_ins,
)
from app.accounts.passwords import is_right
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from tests.accounts.conftest import HASH
from tests.factories import NOON, make_person, sign_in


def create(name: str = "陈丽华", **values: Any) -> Person:
    return create_person(name, **{"roles": [Role.LEARNER], "now": NOON} | values)


def roles_of(person: Person) -> set[str]:
    return {grant.role for grant in person.grants}


def test_a_person_is_kept_in_one_form_however_she_was_typed(app: Flask) -> None:
    person = create(
        "  陈丽华 ",
        employee_number=" K0207 ",
        mobile="+86 138-0000-5521",
        email=" LiHua@Heyuan.Example",
        password="gate lamp lobby",
        roles=[Role.LEARNER, Role.OBSERVER, Role.LEARNER],
    )
    db.session.commit()

    assert person.name == "陈丽华"
    assert person.employee_number == "K0207"
    assert person.mobile == "13800005521"
    assert person.email == "lihua@heyuan.example"
    assert is_right("gate lamp lobby", person.password_hash)
    assert roles_of(person) == {"learner", "observer"}
    assert [event.verb for event in db.session.scalars(select(Event))] == ["created"]


def test_names_that_look_alike_are_kept_alike(app: Flask) -> None:
    assert create("Zoe\u0308", employee_number="e\u0301").name == "Zo\u00eb"


def test_what_is_empty_is_nothing(app: Flask) -> None:
    person = create(employee_number=" ", mobile="", email="  ")

    assert (person.employee_number, person.mobile, person.email) == (None, None, None)
    create(employee_number="", mobile=" ", email="")


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"employee_number": "K" * 41}, "employee_number"),
        ({"mobile": "call me"}, "mobile"),
        ({"email": "lihua"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"email": "a@b.example, c@d.example"}, "email"),
        ({"email": "李@heyuan.example"}, "email"),
    ],
)
def test_what_cannot_be_taken_names_its_field(
    app: Flask, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadValue) as refused:
        create(**values)

    assert refused.value.field == field
    assert refused.value.text


@pytest.mark.parametrize("email", ["lihua@mail.corp.local", "lihua@mailserver"])
@pytest.mark.database("sqlite")
def test_the_companys_own_mail_server_may_have_any_name(app: Flask, email: str) -> None:
    assert create(email=email).email == email


@pytest.mark.parametrize(
    ("field", "same"),
    [
        ("employee_number", "K0207"),
        ("mobile", "+86 138 0000 5521"),
        ("email", "LIHUA@heyuan.example"),
    ],
)
def test_a_second_person_with_the_same_is_refused_and_nothing_else_is_lost(
    lihua: Person, field: str, same: str
) -> None:
    create("周敏", employee_number="K0300")

    with pytest.raises(BadValue) as refused:
        create("王强", **{field: same})

    assert refused.value.field == field
    create("王强", employee_number="K0301")
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Person)) == 3


def test_other_roles_end_every_sign_in(lihua: Person, client: FlaskClient) -> None:
    admin = make_person(roles=(Role.ADMIN,))
    sign_in(client, lihua)

    set_roles(lihua, [Role.LEARNER, Role.SUPERVISOR], now=NOON, by_id=admin.id)

    assert client.get("/awake").status_code == 302
    assert roles_of(lihua) == {"learner", "supervisor"}
    event = db.session.scalars(select(Event)).one()
    assert (event.verb, event.actor_id, event.person_id) == ("changed_roles", admin.id, lihua.id)
    assert event.details == {"before": ["learner"], "after": ["learner", "supervisor"]}


def test_a_role_that_stays_keeps_who_gave_it_and_when(lihua: Person) -> None:
    granted_at = lihua.grants[0].granted_at

    set_roles(lihua, [Role.LEARNER, Role.HR], now=utcnow())

    by_role = {grant.role: grant.granted_at for grant in lihua.grants}
    assert by_role["learner"] == granted_at
    set_roles(lihua, [Role.HR], now=utcnow())
    db.session.expire_all()
    assert roles_of(lihua) == {"hr"}


def test_the_same_roles_again_change_nothing(lihua: Person, client: FlaskClient) -> None:
    sign_in(client, lihua)

    set_roles(lihua, [Role.LEARNER], now=NOON)

    assert client.get("/awake").status_code == 204
    assert db.session.scalars(select(Event)).all() == []


def test_a_new_password_ends_every_sign_in_but_the_named_one(
    app: Flask, lihua: Person, client: FlaskClient
) -> None:
    kept, other = sign_in(client, lihua), app.test_client()
    sign_in(other, lihua)

    set_password(lihua, HASH, now=NOON, but=kept)

    assert client.get("/awake").status_code == 204
    assert other.get("/awake").status_code == 302


def test_sign_ins_of_one_person_end_and_others_stay(
    app: Flask, lihua: Person, client: FlaskClient
) -> None:
    sign_in(client, lihua)
    stays = app.test_client()
    sign_in(stays, make_person())

    assert end_sign_ins(lihua.id) == 1

    assert client.get("/awake").status_code == 302
    assert stays.get("/awake").status_code == 204


def test_the_sweep_removes_sign_ins_that_have_run_out(lihua: Person, client: FlaskClient) -> None:
    sign_in(client, lihua)
    row = db.session.scalars(select(SignIn)).one()
    expires_at = row.expires_at

    assert sweep_sign_ins(utcnow()) == 0
    assert sweep_sign_ins(expires_at) == 1
