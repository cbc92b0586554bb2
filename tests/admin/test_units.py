"""Units: the tree, adding, renaming, moving, leaders, and the clock by which a unit works."""

from __future__ import annotations

import re
import uuid
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Person, Unit
from app.admin.unit_tree import tree_of, within
from app.admin.wording import ZONES
from app.db import db
from tests.conftest import Statements
from tests.factories import make_person, make_unit


def filled(**values: str) -> dict[str, str]:
    """The fields of a unit as the page sends them."""
    return {
        "name": "Team",
        "kind": "team",
        "parent_id": "",
        "leader_id": "",
        "zone": "Asia/Shanghai",
        **values,
    }


def unit_named(name: str) -> Unit:
    """The unit as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


def test_the_tree_shows_what_belongs_where_with_leaders_and_people(
    client: FlaskClient, admin: Person
) -> None:
    group = make_unit(name="Group", kind="group")
    make_unit(name="Beta", kind="site", parent_id=group.id)
    alpha = make_unit(name="Alpha", kind="site", parent_id=group.id, leader_id=admin.id)
    make_unit(name="Desk", parent_id=alpha.id)
    make_person(unit_id=alpha.id)
    make_person(unit_id=alpha.id, is_candidate=True, employee_number=None, roles=())

    text = client.get("/admin/units").text

    assert re.findall(r'href="/admin/units/[^"]+">.*?<b>\s*(\w+)</b>', text, re.DOTALL) == [
        "Group",
        "Alpha",
        "Desk",
        "Beta",
    ]
    assert re.search(r"Site · 周建国 · 1 person\b", text)


def test_a_unit_is_added(client: FlaskClient, admin: Person) -> None:
    group = make_unit(name="Group", kind="group")

    client.post(
        "/admin/units",
        data=filled(parent_id=str(group.id), leader_id="H0001", zone="Asia/Urumqi"),
    )

    unit = unit_named("Team")
    assert (unit.parent_id, unit.leader_id, unit.zone) == (group.id, admin.id, "Asia/Urumqi")


def test_a_unit_is_renamed_moved_and_led(client: FlaskClient, admin: Person) -> None:
    group, unit = make_unit(name="Group", kind="group"), make_unit(name="Old")

    client.post(
        f"/admin/units/{unit.id}",
        data=filled(name="New", parent_id=str(group.id), leader_id="周建国"),
    )

    assert (unit_named("New").parent_id, unit_named("New").leader_id) == (group.id, admin.id)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "Write the name."),
        ({"name": "Desk"}, "There is a unit of this name already."),
        ({"kind": "planet"}, "Not a valid choice"),
        ({"parent_id": str(uuid.uuid4())}, "Not a valid choice"),
        ({"leader_id": "Nobody"}, "Nobody here is called that."),
        ({"zone": "Mars/Olympus"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    client: FlaskClient, admin: Person, values: dict[str, str], said: str
) -> None:
    make_unit(name="Desk")
    unit = make_unit(name="Team")

    for address, named in (("/admin/units", "Another"), (f"/admin/units/{unit.id}", "Team")):
        answer = client.post(address, data=filled(name=named) | values)

        (field,) = values
        assert said in answer.text
        assert f'id="{field}-error"' in answer.text
    assert db.session.scalars(select(Unit.name).order_by(Unit.name)).all() == ["Desk", "Team"]


def test_a_unit_cannot_be_moved_below_itself(client: FlaskClient, admin: Person) -> None:
    group = make_unit(name="Group")
    below = make_unit(name="Below", parent_id=group.id)

    answer = client.post(
        f"/admin/units/{group.id}", data=filled(name="Group", parent_id=str(below.id))
    )

    assert 'id="parent_id-error"' in answer.text
    assert f'value="{below.id}"' not in client.get(f"/admin/units/{group.id}").text
    assert unit_named("Group").parent_id is None


def test_a_zone_that_is_not_offered_stays(client: FlaskClient, admin: Person) -> None:
    unit = make_unit(name="Team", zone="Africa/Nairobi")

    client.post(f"/admin/units/{unit.id}", data=filled(zone="Africa/Nairobi"))

    assert unit_named("Team").zone == "Africa/Nairobi"


def test_an_unknown_unit_has_no_page(client: FlaskClient, admin: Person) -> None:
    assert client.get(f"/admin/units/{uuid.uuid4()}").status_code == 404


def test_all_zones_that_are_offered_exist() -> None:
    assert [ZoneInfo(zone).key for zone in ZONES] == list(ZONES)


@pytest.mark.parametrize("count", [2, 40])
def test_the_tree_costs_the_same_for_few_and_many(
    client: FlaskClient, admin: Person, statements: Statements, count: int
) -> None:
    for number in range(count):
        make_unit(name=f"U{number}", leader_id=admin.id)
    client.get("/admin/units")
    statements.clear()

    client.get("/admin/units")

    assert len(statements) <= 4, statements


def test_units_in_a_circle_are_shown_all_the_same() -> None:
    one, two, three = (Unit(id=uuid.UUID(int=n), name=str(n)) for n in (1, 2, 3))
    one.parent_id, two.parent_id = two.id, one.id

    branches = tree_of([one, two, three])

    assert [(branch.unit.name, branch.depth) for branch in branches] == [
        ("3", 0),
        ("1", 0),
        ("2", 0),
    ]


def test_everything_below_is_within() -> None:
    top, middle, low = (Unit(id=uuid.UUID(int=n), name=str(n)) for n in (1, 2, 3))
    middle.parent_id, low.parent_id = top.id, middle.id
    branches = tree_of([low, middle, top])

    assert within(middle.id, branches) == {middle.id, low.id}
    assert [branch.depth for branch in branches] == [0, 1, 2]
