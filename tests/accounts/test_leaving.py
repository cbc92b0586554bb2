"""Leaving and coming back, and that somebody may always keep people."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.codes import give_code
from app.accounts.details import BadValue
from app.accounts.models import PasswordCode, PasswordReset, Person
from app.accounts.operations import send_reset, set_roles
from app.accounts.people import deactivate_person, reactivate_person
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from tests.factories import NOON, make_person, make_unit, sign_in
from tests.together import run_together

LAST_DAY = date(2026, 11, 30)


def let_go(person: Person, left_on: date = LAST_DAY) -> None:
    deactivate_person(person, now=NOON, by_id=None, left_on=left_on)


def test_who_leaves_is_signed_out_and_finds_no_way_back_in(
    lihua: Person, client: FlaskClient
) -> None:
    admin = make_person(roles=(Role.ADMIN,))
    sign_in(client, lihua)
    send_reset("lihua@heyuan.example", link=lambda token: token, now=NOON)
    give_code(lihua, now=NOON, by_id=admin.id)

    deactivate_person(lihua, now=NOON, by_id=admin.id, left_on=LAST_DAY)
    db.session.commit()

    assert client.get("/awake").status_code == 302
    assert (lihua.left_on, lihua.deactivated_at) == (LAST_DAY, NOON)
    for model in (PasswordReset, PasswordCode):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    event = db.session.scalars(select(Event).where(Event.verb == "deactivated")).one()
    assert (event.actor_id, event.person_id) == (admin.id, lihua.id)


def test_whom_she_led_moves_up_and_her_units_wait_for_a_leader(app: Flask) -> None:
    chief = make_person(name="韩")
    boss = make_person(name="黄", supervisor_id=chief.id)
    reports = [make_person(supervisor_id=boss.id) for _number in range(3)]
    below = make_person(supervisor_id=reports[0].id)
    led, other = make_unit(leader_id=boss.id), make_unit(leader_id=chief.id)

    let_go(boss)
    db.session.commit()
    db.session.expire_all()

    assert {report.supervisor_id for report in reports} == {chief.id}
    assert below.supervisor_id == reports[0].id
    assert (led.leader_id, other.leader_id) == (None, chief.id)
    assert boss.supervisor_id == chief.id
    event = db.session.scalars(select(Event)).one()
    assert sorted(event.details["reports"]) == sorted(str(report.id) for report in reports)
    assert event.details["units"] == [str(led.id)]


def test_without_anybody_above_her_people_have_no_supervisor(app: Flask) -> None:
    boss = make_person()
    report = make_person(supervisor_id=boss.id)

    let_go(boss)

    assert report.supervisor_id is None


def test_two_who_led_each_other_end_with_nobody_above_themselves(app: Flask) -> None:
    first = make_person()
    second = make_person(supervisor_id=first.id)
    first.supervisor_id = second.id
    db.session.flush()

    let_go(first)

    assert second.supervisor_id is None


def test_the_last_day_is_not_before_the_first(lihua: Person) -> None:
    with pytest.raises(BadValue) as refused:
        let_go(lihua, date(2026, 11, 11))

    assert refused.value.field == "left_on"
    assert lihua.deactivated_at is None


def test_the_last_day_can_be_corrected_and_the_moment_stays(lihua: Person) -> None:
    let_go(lihua)

    deactivate_person(lihua, now=NOON.replace(hour=9), by_id=None, left_on=date(2026, 12, 1))

    assert (lihua.left_on, lihua.deactivated_at) == (date(2026, 12, 1), NOON)


def test_who_comes_back_has_the_roles_of_before(lihua: Person) -> None:
    let_go(lihua)

    reactivate_person(lihua, now=NOON, by_id=None)
    reactivate_person(lihua, now=NOON, by_id=None)
    db.session.commit()

    assert (lihua.left_on, lihua.deactivated_at) == (None, None)
    assert [grant.role for grant in lihua.grants] == ["learner"]
    assert list(db.session.scalars(select(Event.verb).order_by(Event.id))) == [
        "deactivated",
        "reactivated",
    ]


# The last administrator.


def test_the_only_administrator_can_neither_leave_nor_lose_the_role(app: Flask) -> None:
    admin = make_person(roles=(Role.ADMIN,))
    make_person(roles=(Role.ADMIN,), deactivated_at=NOON)

    with pytest.raises(BadValue) as left:
        let_go(admin)
    with pytest.raises(BadValue) as lost:
        set_roles(admin, [Role.HR], now=NOON)

    assert (left.value.field, lost.value.field) == ("person", "roles")
    assert admin.deactivated_at is None
    assert {grant.role for grant in admin.grants} == {"admin"}
    set_roles(admin, [Role.ADMIN, Role.HR], now=NOON)


def test_one_of_two_administrators_can_leave(app: Flask) -> None:
    first, second = (make_person(roles=(Role.ADMIN,)) for _number in range(2))

    let_go(first)

    with pytest.raises(BadValue):
        set_roles(second, [Role.LEARNER], now=NOON)
    set_roles(first, [], now=NOON)


def test_two_administrators_do_not_take_the_role_from_each_other_at_once(app: Flask) -> None:
    pair = [make_person(roles=(Role.ADMIN,)).id for _number in range(2)]
    said: list[str] = []

    def demote(person_id: uuid.UUID) -> None:
        try:
            set_roles(db.session.get_one(Person, person_id), [Role.LEARNER], now=NOON)
            db.session.commit()
        except BadValue as refused:
            said.append(refused.field)

    run_together(app, [lambda each=each: demote(each) for each in pair])  # type: ignore[misc]

    assert said == ["roles"]


def test_the_same_role_given_twice_at_once_is_given_once(app: Flask) -> None:
    person_id = make_person().id

    def promote() -> None:
        person = db.session.get_one(Person, person_id)
        assert person.grants
        set_roles(person, [Role.LEARNER, Role.HR], now=NOON)
        db.session.commit()

    run_together(app, [promote, promote])

    events = select(func.count()).select_from(Event).where(Event.verb == "changed_roles")
    assert db.session.scalar(events) == 1
