"""Naming observers and mentors: for whom, on which days, and what it gives."""

from __future__ import annotations

from contextvars import Context
from datetime import date, timedelta

import pytest
from flask import Flask, render_template_string
from sqlalchemy import select

from app.accounts.models import ObserverAppointment, Person
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from app.library.queries import Library
from app.notices.models import Notice
from app.observations.appointments import Days
from tests.conftest import Statements
from tests.factories import make_person, make_unit
from tests.observations.scenes import Scene, day, make_scene

pytestmark = pytest.mark.database("sqlite")
WHERE = "/team/observers"


@pytest.fixture
def scene(app: Flask, published: Library) -> Scene:
    """The people, with the small library."""
    return make_scene(app, published)


def form(who: Person, **values: object) -> dict[str, str]:
    """What is sent to name somebody as an observer from today."""
    typed = {
        "observer": who.employee_number,
        "kind": "observer",
        "unit_id": "",
        "person": "",
        "starts_on": day().isoformat(),
        "ends_on": "",
    } | values
    return {name: str(value) for name, value in typed.items()}


def appointments(observer: Person) -> list[ObserverAppointment]:
    """What somebody is named for, ended or not."""
    db.session.expire_all()
    found = select(ObserverAppointment).where(ObserverAppointment.observer_id == observer.id)
    return list(db.session.scalars(found.order_by(ObserverAppointment.id)))


def test_a_supervisor_names_somebody_for_her_unit_who_is_told(scene: Scene) -> None:
    named = make_person(name="班长", email="shift@example.com", language="en")
    leader = scene.browser(scene.leader)
    assert scene.browser(named).get("/practice").status_code == 403

    ends_on = day(-9)
    answer = leader.post(WHERE, data=form(named, unit_id=scene.unit.id, ends_on=ends_on))

    assert answer.status_code == 302
    (made,) = appointments(named)
    assert (made.unit_id, made.ends_on, made.created_by_id) == (
        scene.unit.id,
        ends_on,
        scene.leader.id,
    )
    assert "班长" in leader.get(WHERE).text
    assert scene.browser(named).get("/practice").status_code == 200
    mail = db.session.scalars(select(Notice)).one()
    assert (mail.recipient, mail.kind) == ("shift@example.com", "appointment")
    assert scene.unit.name in mail.body
    event = db.session.scalars(select(Event).where(Event.verb == "appointed")).one()
    assert (event.object_id, event.person_id) == (str(made.id), named.id)


def test_who_has_no_address_is_named_without_a_mail(scene: Scene) -> None:
    named = make_person(name="没有邮箱")

    scene.browser(scene.leader).post(WHERE, data=form(named, person=scene.person.employee_number))

    assert [each.person_id for each in appointments(named)] == [scene.person.id]
    assert db.session.scalars(select(Notice)).all() == []


def test_what_makes_no_sense_is_told_at_its_field_and_keeps_what_was_typed(scene: Scene) -> None:
    named, twin = (make_person(name="王芳") for _each in range(2))
    left = make_person(name="走了", deactivated_at=scene.person.created_at)
    leader, unit = scene.browser(scene.leader), scene.unit.id
    for typed, told in [
        (form(named), "one of the two"),
        (form(named, unit_id=unit, person=scene.person.name), "one of the two"),
        (form(named, observer="王芳", unit_id=unit), f"王芳 ({twin.employee_number})"),
        (form(named, observer="王", unit_id=unit), "Do you mean one of these?"),
        (form(named, observer="没有这个人", unit_id=unit), "Nobody has this name or number"),
        (form(left, unit_id=unit), "Nobody has this name or number"),
        (form(named, observer="", unit_id=unit), "Write a name or a number."),
        (form(named, unit_id=unit, ends_on=day(1)), "The last day is earlier than the first."),
        (
            form(named, unit_id=unit, starts_on=day(9), ends_on=day(1)),
            "This day is over: choose today or a later one.",
        ),
        (form(named, unit_id=unit, starts_on="0202-11-01"), "Look at the year again."),
        (form(named, unit_id=unit, starts_on="soon"), "is-invalid"),
        (form(named, unit_id=unit, kind="mentor"), "A mentor is named for one person: write who."),
        (form(named, unit_id=unit, kind="king"), "is-invalid"),
        (
            form(scene.person, person=scene.person.employee_number),
            "Nobody observes their own practice",
        ),
    ]:
        page = leader.post(WHERE, data=typed)
        assert page.status_code == 422, typed
        assert told in page.text, typed
        assert f'value="{typed["observer"]}"' in page.text
    assert appointments(named) == []


def test_nobody_is_named_for_another_team(scene: Scene) -> None:
    named, other = make_person(), make_unit(name="别人的", leader_id=scene.stranger.id)
    stranger = make_person(name="别人的人", unit_id=other.id)
    leader = scene.browser(scene.leader)

    for typed in (
        form(named, unit_id=other.id),
        form(named, person=stranger.employee_number),
        form(named, person=scene.leader.employee_number),
    ):
        assert leader.post(WHERE, data=typed).status_code == 422
    mentor = {"observer": named.employee_number, "starts_on": day().isoformat()}
    assert leader.post(f"/team/{stranger.id}/mentor", data=mentor).status_code == 404
    assert leader.post(f"/team/{scene.leader.id}/mentor", data=mentor).status_code == 404
    for other_one in (scene.person, scene.observer):
        browser = scene.browser(other_one)
        assert browser.get(WHERE).status_code == 403
        assert browser.post(WHERE, data=form(named, unit_id=scene.unit.id)).status_code == 403
        assert browser.post(f"/team/{scene.person.id}/mentor", data=mentor).status_code == 403
    assert appointments(named) == []
    assert "师傅甲" not in scene.browser(scene.stranger).get(WHERE).text


def test_an_appointment_is_ended_by_who_may_and_nobody_else(scene: Scene) -> None:
    (held,) = appointments(scene.observer)
    end = f"{WHERE}/{held.id}/end"
    assert scene.browser(scene.observer).get("/practice").status_code == 200

    assert scene.browser(scene.stranger).post(end).status_code == 404
    assert scene.browser(scene.observer).post(end).status_code == 403
    assert scene.browser(scene.leader).get(end).status_code == 405
    assert appointments(scene.observer)[0].ended_at is None
    leader = scene.browser(scene.leader)
    assert [leader.post(end).status_code for _twice in range(2)] == [302, 404]

    assert appointments(scene.observer)[0].ended_at is not None
    assert scene.browser(scene.observer).get("/practice").status_code == 403
    assert "师傅甲" not in leader.get(WHERE).text


def test_the_same_is_named_once_for_the_same_days(scene: Scene) -> None:
    leader, unit = scene.browser(scene.leader), scene.unit.id

    again = leader.post(WHERE, data=form(scene.observer, unit_id=unit, ends_on=day(-3)))

    assert again.status_code == 422
    assert "named for these days already" in again.text
    for_one = form(scene.observer, person=scene.person.employee_number)
    assert leader.post(WHERE, data=for_one).status_code == 302
    assert len(appointments(scene.observer)) == 2


def test_a_new_mentor_takes_the_place_of_the_old_one(scene: Scene) -> None:
    first, second = make_person(name="老师傅"), make_person(name="新师傅")
    leader, where = scene.browser(scene.leader), f"/team/{scene.person.id}/mentor"

    for mentor in (first, second):
        typed = {"observer": mentor.name, "starts_on": day().isoformat()}
        answer = leader.post(where, data=typed)
        assert answer.status_code == 302
        assert answer.location == f"/team/{scene.person.id}"

    assert [each.ended_at is None for each in appointments(first)] == [False]
    page = scene.browser(scene.person).get("/my-practice").text
    assert ("新师傅" in page, "老师傅" in page) == (True, False)
    refused = leader.post(where, data={"observer": "张晓雯", "starts_on": day().isoformat()})
    assert refused.status_code == 422
    assert "Nobody observes their own practice" in refused.text


def test_the_part_of_a_persons_page_names_the_mentor_and_sends_what_the_view_reads(
    scene: Scene,
) -> None:
    part = "{% from 'observations/mentor.html' import mentor %}{{ mentor(person, others, today) }}"

    def draw() -> str:
        with scene.app.test_request_context("/"):
            values = {"person": scene.person, "others": [scene.observer], "today": day()}
            return render_template_string(part, **values)

    # Apart from the test: what renders a page only reads from then on.
    page = Context().run(draw)

    assert f'action="/team/{scene.person.id}/mentor"' in page
    assert "师傅甲" in page
    assert all(f'name="{name}"' in page for name in ("observer", "starts_on", "ends_on"))


def test_hr_names_for_everybody(scene: Scene) -> None:
    hr, named = make_person(roles=(Role.HR,), language="en"), make_person()
    browser = scene.browser(hr)
    typed = {"observer": named.employee_number, "starts_on": day().isoformat()}

    assert browser.post(f"/team/{scene.person.id}/mentor", data=typed).location == WHERE
    assert browser.post(WHERE, data=form(named, unit_id=scene.unit.id)).status_code == 302

    assert {each.kind for each in appointments(named)} == {"mentor", "observer"}


def test_the_list_of_observers_costs_the_same_for_many(
    scene: Scene, statements: Statements
) -> None:
    leader = scene.browser(scene.leader)
    leader.get(WHERE)
    statements.clear()
    leader.get(WHERE)
    few = len(statements)
    for number in range(6):
        scene.appoint(make_person(name=f"师傅{number}"))
    statements.clear()
    leader.get(WHERE)

    assert len(statements) == few <= 4


@pytest.mark.parametrize(
    ("starts", "ends", "overlaps"),
    [(0, None, True), (0, 1, False), (0, 2, True), (5, 9, True), (6, None, False), (2, 5, True)],
)
def test_days_overlap_when_both_hold_on_one_of_them(
    starts: int, ends: int | None, overlaps: bool
) -> None:
    first = date(2026, 11, 1)
    there = ObserverAppointment(
        starts_on=first + timedelta(days=2), ends_on=first + timedelta(days=5)
    )
    last = None if ends is None else first + timedelta(days=ends)

    assert Days(first + timedelta(days=starts), last).overlap(there) is overlaps
