"""Making and changing units: no circles, and no two sisters of one name."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.details import BadValue
from app.accounts.models import Unit
from app.accounts.units import create_unit, update_unit
from app.audit.models import Event
from app.db import db
from tests.factories import NOON, make_person, make_unit
from tests.together import run_together


def make(name: str = "客服组", **values: Any) -> Unit:
    return create_unit(name, **{"kind": "team", "now": NOON, "by_id": None} | values)


def change(unit: Unit, **values: Any) -> None:
    update_unit(unit, now=NOON, by_id=None, **values)


def tree(*names: str) -> list[Unit]:
    """Units of which each contains the next."""
    units: list[Unit] = []
    for name in names:
        units.append(make_unit(name=name, parent_id=units[-1].id if units else None))
    return units


def test_a_unit_is_made_where_it_belongs(app: Flask) -> None:
    leader, parent = make_person(), make(" 翠湖花园 ", kind="branch")

    unit = make(parent_id=parent.id, leader_id=leader.id, zone="Asia/Urumqi")
    db.session.commit()
    db.session.expire_all()

    assert (parent.name, parent.parent_id) == ("翠湖花园", None)
    assert (unit.kind, unit.parent_id, unit.leader_id) == ("team", parent.id, leader.id)
    assert (unit.zone, parent.zone) == ("Asia/Urumqi", "Asia/Shanghai")
    assert list(db.session.scalars(select(Event.verb))) == ["created", "created"]


def test_what_is_named_changes_and_the_rest_stays(app: Flask) -> None:
    parent, admin = make_unit(name="翠湖花园"), make_person()
    unit = make_unit(name="客服组", zone="Asia/Urumqi")

    update_unit(unit, now=NOON, by_id=admin.id, name="客服一组", parent_id=parent.id)
    change(unit, name="客服一组")

    assert (unit.name, unit.parent_id, unit.zone) == ("客服一组", parent.id, "Asia/Urumqi")
    event = db.session.scalars(select(Event)).one()
    assert (event.verb, event.object_id, event.actor_id) == ("changed", str(unit.id), admin.id)
    assert event.details == {"fields": ["name", "parent_id"]}


def test_a_leader_comes_and_goes(app: Flask) -> None:
    unit, leader = make_unit(), make_person()

    update_unit(unit, leader_id=leader.id, now=NOON, by_id=None)
    assert unit.leader_id == leader.id
    update_unit(unit, leader_id=None, now=NOON, by_id=None)
    assert unit.leader_id is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "维修组"}, "name"),
        ({"kind": "shed"}, "kind"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"parent_id": uuid.UUID(int=7)}, "parent_id"),
        ({"leader_id": uuid.UUID(int=7)}, "leader_id"),
    ],
)
def test_what_cannot_be_taken_names_its_field(
    app: Flask, values: dict[str, Any], field: str
) -> None:
    make_unit(name="维修组")
    unit = make_unit(name="客服组")

    with pytest.raises(BadValue) as changed:
        change(unit, **values)
    with pytest.raises(BadValue) as made:
        make(**{"name": "大堂"} | values)

    assert (changed.value.field, made.value.field) == (field, field)
    assert (unit.name, unit.kind, unit.parent_id) == ("客服组", "team", None)


def test_units_in_different_places_may_have_one_name(app: Flask) -> None:
    lake, river = make_unit(name="翠湖花园"), make_unit(name="江畔国际")
    make(parent_id=lake.id)
    there = make(parent_id=river.id)

    with pytest.raises(BadValue) as refused:
        change(there, parent_id=lake.id)

    assert refused.value.field == "name"


@pytest.mark.parametrize("values", [{"is_candidate": True}, {"deactivated_at": NOON}])
def test_who_does_not_work_here_leads_no_unit(app: Flask, values: dict[str, Any]) -> None:
    stranger = make_person(roles=(), **values)

    with pytest.raises(BadValue) as refused:
        update_unit(make_unit(), leader_id=stranger.id, now=NOON, by_id=None)

    assert refused.value.field == "leader_id"


def test_no_unit_belongs_to_itself_or_to_what_is_below_it(app: Flask) -> None:
    top, middle, bottom = tree("甲", "乙", "丙")

    for below in (top, middle, bottom):
        with pytest.raises(BadValue) as refused:
            change(top, parent_id=below.id)
        assert refused.value.field == "parent_id"
    change(bottom, parent_id=top.id)
    change(middle, parent_id=bottom.id)


def test_two_requests_cannot_close_a_circle_together(app: Flask) -> None:
    (first, second), (third, fourth) = tree("甲", "乙"), tree("丙", "丁")
    moves = [(first.id, fourth.id), (third.id, second.id)]
    said: list[str] = []

    def move(unit_id: uuid.UUID, below: uuid.UUID) -> None:
        try:
            change(db.session.get_one(Unit, unit_id), parent_id=below)
            db.session.commit()
        except BadValue as refused:
            said.append(refused.field)

    run_together(app, [lambda pair=pair: move(*pair) for pair in moves])  # type: ignore[misc]

    assert said == ["parent_id"]
