"""What was tried against the program by hand, and got somewhere once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person, RoleGrant
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db, utcnow
from app.notices.delivery import deliver_notices
from app.screening.lines import Wrong, read_lines
from app.screening.models import Decision, Invitation
from tests.content_tree import ContentTree
from tests.factories import make_person, sign_in
from tests.screening.desk import REASON, address
from tests.together import run_together
from tests.walk_world import World, make_world


@pytest.fixture
def world(app: Flask, content: ContentTree) -> World:
    """Two teams, the offices, and candidates in every state."""
    return make_world(app, content)


def press(
    app: Flask, person: Person, place: str, data: dict[str, str], answers: Counter[int]
) -> Callable[[], None]:
    """Somebody who presses a button on a device of her own."""
    client = app.test_client()
    sign_in(client, person)

    def deed() -> None:
        answers[client.post(place, data=data).status_code] += 1

    return deed


def test_signs_that_nobody_sees_are_not_kept(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, world.people["hr"])
    terms = {"position": "customer-service-assistant", "days": "7", "extra_time": "0"}
    contact = "Lin\0 Jing\r\nBcc: x@y.cn \u202e021"

    invited = client.post(
        "/screening/invitations", data=terms | {"who": "one", "name": "n", "contact": contact}
    )
    decided = client.post(
        address(world.invitations["finished"], "decisions"),
        data={"outcome": "declined", "reason": f"\0{REASON}\u2028"},
    )

    assert (invited.status_code, decided.status_code) == (302, 302)
    kept = db.session.scalars(select(Invitation.contact).order_by(Invitation.id.desc()))
    assert kept.first() == "Lin Jing Bcc: x@y.cn 021"
    wanted = select(Decision.reason).where(Decision.outcome == "declined")
    assert db.session.scalars(wanted).all() == [REASON]


@pytest.mark.database("sqlite")
def test_nobody_is_hired_in_another_century(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, world.people["hr"])
    form = {"unit_id": str(world.units["b"].id), "supervisor_id": ""}

    for day in ("9999-12-31", "0001-01-01", "2100-01-01"):
        place = address(world.invitations["accepted"], "hiring")
        answer = client.post(place, data=form | {"hired_on": day})
        assert answer.status_code == 422, day
        assert "Look at the year again." in answer.text
        assert f'value="{day}"' in answer.text


def test_a_line_without_end_is_refused_before_it_is_taken_apart() -> None:
    endless = "a" + "1 " * 9990 + "x"

    faults = read_lines(f"周玉兰 13800005561\n{endless}").faults

    assert [(fault.line, fault.wrong) for fault in faults] == [(2, Wrong.TOO_MUCH)]


@pytest.mark.parametrize("email", ["a..b@x.cn", '"<x>"@x.cn', "张@x.cn", "a@-x.cn", "a@x..cn"])
def test_an_address_to_which_no_mail_goes_is_refused_in_a_line_too(email: str) -> None:
    faults = read_lines(f"周玉兰 {email}").faults

    assert [fault.wrong for fault in faults] == [Wrong.BAD_EMAIL]


@pytest.mark.database("sqlite")
def test_no_table_holds_the_key_of_a_link_that_was_sent(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, world.people["hr"])
    assert client.post(address(world.invitations["invited"], "mails")).status_code == 302

    assert deliver_notices(utcnow()) == 1

    rows = [
        str(tuple(row))
        for table in db.metadata.sorted_tables
        for row in db.session.execute(select(table))
    ]
    assert not [row for row in rows if world.tokens["invited"] in row]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("path", ["/i//x", "//evil.example/team", "/static//theme.css"])
def test_no_answer_sends_to_the_host_that_was_named(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, headers={"Host": "evil.example"})

    assert "evil.example" not in answer.headers.get("Location", "")


def test_who_is_hired_by_three_at_once_is_hired_once(app: Flask, world: World) -> None:
    form = {"hired_on": "2026-12-01", "unit_id": str(world.units["b"].id), "supervisor_id": ""}
    place, answers = address(world.invitations["accepted"], "hiring"), Counter[int]()
    officers = [make_person(roles=(Role.HR,)) for _ in range(3)]

    run_together(app, [press(app, each, place, form, answers) for each in officers])

    assert answers == {200: 1, 302: 2}
    hired = select(Event).where(
        Event.verb == "hired", Event.person_id == world.people["accepted"].id
    )
    assert len(db.session.scalars(hired).all()) == 1


def test_two_who_dismiss_each_other_leave_an_administrator(app: Flask, world: World) -> None:
    one, other = world.people["admin"], make_person(roles=(Role.ADMIN,))
    form, answers = {"left_on": "2026-12-01"}, Counter[int]()

    run_together(
        app,
        [
            press(app, one, f"/admin/people/{other.id}/departure", form, answers),
            press(app, other, f"/admin/people/{one.id}/departure", form, answers),
        ],
    )

    left = (
        select(func.count())
        .select_from(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == str(Role.ADMIN), Person.deactivated_at.is_(None))
    )
    assert db.session.scalar(left) == 1
    assert 500 not in answers
