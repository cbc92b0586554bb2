"""Who leads whom, and who is an employee."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.models import Person, Unit
from app.accounts.queries import employees, people_led_by
from app.accounts.roles import Role
from app.db import db
from tests.conftest import Statements
from tests.factories import NOON, make_person, make_unit

EVERYBODY = {"董", "韩", "高", "林", "赵", "钱", "孙", "李", "周"}


@pytest.fixture
def cast(app: Flask) -> dict[str, Person]:
    """A company: 董 leads all of it, 高 a branch, 林 a team in it; 赵 supervises 钱, and 钱 孙."""
    company = make_unit(name="和苑物业", kind="group")
    branch = make_unit(name="翠湖花园", kind="branch", parent_id=company.id)
    team = make_unit(name="客服组", kind="team", parent_id=branch.id)
    other = make_unit(name="云山苑", kind="branch", parent_id=company.id)
    people = {
        name: make_person(name=name, unit_id=unit.id, roles=roles)
        for name, unit, roles in [
            ("董", company, (Role.SUPERVISOR,)),
            ("韩", company, (Role.HR,)),
            ("高", branch, (Role.SUPERVISOR, Role.LEARNER)),
            ("林", team, (Role.SUPERVISOR,)),
            ("赵", other, (Role.SUPERVISOR, Role.OBSERVER)),
            ("钱", other, (Role.SUPERVISOR,)),
            ("孙", team, (Role.LEARNER,)),
            ("李", team, (Role.LEARNER, Role.OBSERVER, Role.AUTHOR)),
        ]
    }
    people["周"] = make_person(name="周", roles=(Role.ADMIN,))
    company.leader_id = people["董"].id
    branch.leader_id = people["高"].id
    team.leader_id = people["林"].id
    people["钱"].supervisor_id = people["赵"].id
    people["孙"].supervisor_id = people["钱"].id
    db.session.flush()
    return people


def led_by(person: Person) -> set[str]:
    names = db.session.scalars(people_led_by(person.id).with_only_columns(Person.name)).all()
    assert len(names) == len(set(names))
    return set(names)


@pytest.mark.parametrize(
    ("name", "led"),
    [
        ("董", EVERYBODY - {"周", "董"}),
        ("韩", set()),
        ("周", set()),
        ("高", {"林", "孙", "李"}),
        ("林", {"孙", "李"}),
        ("赵", {"钱", "孙"}),
        ("钱", {"孙"}),
        ("孙", set()),
    ],
)
def test_who_leads_whom(cast: dict[str, Person], name: str, led: set[str]) -> None:
    assert led_by(cast[name]) == led


def test_a_supervisor_who_is_also_hr_leads_only_her_own(cast: dict[str, Person]) -> None:
    cast["李"].supervisor_id = cast["韩"].id
    db.session.flush()

    assert led_by(cast["韩"]) == {"李"}


def test_who_left_and_who_applies_are_led_by_nobody(cast: dict[str, Person]) -> None:
    cast["孙"].deactivated_at = NOON
    make_person(
        name="应", roles=(), is_candidate=True, unit_id=cast["李"].unit_id, employee_number=None
    )

    assert led_by(cast["林"]) == {"李"}


def test_the_people_below_one_who_left_are_still_led_from_above(cast: dict[str, Person]) -> None:
    cast["钱"].deactivated_at = NOON
    db.session.flush()

    assert led_by(cast["赵"]) == {"孙"}


def test_units_that_contain_each_other_come_to_an_end(cast: dict[str, Person]) -> None:
    branch = db.session.get_one(Unit, cast["高"].unit_id)
    branch.parent_id = cast["林"].unit_id
    db.session.flush()

    assert led_by(cast["高"]) == {"林", "孙", "李"}


def test_nobody_leads_herself_not_even_in_a_circle(cast: dict[str, Person]) -> None:
    cast["赵"].supervisor_id = cast["孙"].id
    db.session.flush()

    assert led_by(cast["赵"]) == {"钱", "孙"}


def test_everybody_who_works_or_worked_here_is_an_employee(cast: dict[str, Person]) -> None:
    cast["孙"].deactivated_at = NOON
    make_person(name="应", roles=(), is_candidate=True, employee_number=None)

    assert {each.name for each in db.session.scalars(employees())} == EVERYBODY


def test_the_people_led_are_one_statement_that_can_be_narrowed(
    cast: dict[str, Person], statements: Statements
) -> None:
    narrowed = people_led_by(cast["高"].id).where(Person.name.in_(["孙", "李", "高", "周"]))
    both = narrowed.where(Person.id.in_(people_led_by(cast["赵"].id).with_only_columns(Person.id)))

    assert [each.name for each in db.session.scalars(both.order_by(Person.name))] == ["孙"]
    assert len(statements) == 1
