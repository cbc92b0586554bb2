"""Taking people in, correcting them, roles, leaving, and a way in: through the front door."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import PasswordCode, Person, SignIn
from app.accounts.roles import Role
from app.audit.models import Event
from app.db import db
from app.enrolments.models import Assignment, Enrolment
from tests.conftest import Statements
from tests.factories import NOON, make_person, make_unit, sign_in

ASSISTANT = "customer-service-assistant"


def filled(**values: str) -> dict[str, str]:
    """The fields of a person as the page sends them."""
    fields = ("employee_number", "mobile", "email", "position", "unit_id", "supervisor_id")
    return {
        **dict.fromkeys(fields, ""),
        "name": "陈丽华",
        "hired_on": "2026-11-12",
        "language": "zh-Hans",
        **values,
    }


def person_named(name: str) -> Person:
    """The one of this name as the database has her now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def fields_of(person: Person, **values: str) -> dict[str, str]:
    """What the page of this person shows, with other values."""
    return filled(name=person.name, employee_number=person.employee_number or "", **values)


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_whoever_is_taken_in_is_a_learner_on_the_plan_of_the_position(
    client: FlaskClient, admin: Person
) -> None:
    unit = make_unit()
    boss = make_person(name="黄志强", employee_number="H0011", roles=(Role.SUPERVISOR,))
    fields = filled(
        employee_number="H0200",
        mobile="138 0000 5501",
        position=ASSISTANT,
        unit_id=str(unit.id),
        supervisor_id="黄志强",
    )

    answer = client.post("/admin/people/new", data=fields)

    person = person_named("陈丽华")
    assert answer.location == f"/admin/people/{person.id}"
    assert (person.mobile, person.unit_id, person.supervisor_id) == (
        "13800005501",
        unit.id,
        boss.id,
    )
    assert [grant.role for grant in person.grants] == ["learner"]
    assignment = db.session.scalars(select(Assignment)).one()
    assert (assignment.person_id, assignment.anchored_on) == (person.id, date(2026, 11, 12))
    assert count(Enrolment) == 2


def test_whoever_brings_no_number_gets_one(client: FlaskClient, admin: Person) -> None:
    client.post("/admin/people/new", data=filled())

    assert re.fullmatch(r"N\d{7}", person_named("陈丽华").employee_number or "")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "Write the name."),
        ({"name": "   "}, "Write the name."),
        ({"name": "x" * 101}, "cannot be longer"),
        ({"employee_number": "H0001"}, "Another person has this employee number."),
        ({"mobile": "telephone"}, "This is not a mobile number."),
        ({"email": "no-address"}, "This is not an e-mail address."),
        ({"position": "pilot"}, "Not a valid choice"),
        ({"unit_id": str(uuid.uuid4())}, "Not a valid choice"),
        ({"supervisor_id": "Nobody"}, "Nobody here is called that."),
        ({"supervisor_id": "王芳"}, "王芳 W1, 王芳 W2"),
        ({"hired_on": "2026-02-30"}, "Not a valid date value"),
        ({"hired_on": "9999-12-31"}, "Look at the year again."),
        ({"language": "tlh"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_keeps_what_was_typed(
    client: FlaskClient, admin: Person, values: dict[str, str], said: str
) -> None:
    make_person(name="王芳", employee_number="W1")
    make_person(name="王芳", employee_number="W2")
    before = count(Person)

    answer = client.post("/admin/people/new", data=filled(email="kept@x.example") | values)

    assert answer.status_code == 200
    assert said in answer.text
    assert values.get("email", "kept@x.example") in answer.text
    assert count(Person) == before
    (field,) = values
    error = rf'name="{field}"[^>]*|id="{field}-error"'
    assert re.search(error, answer.text)
    assert f'id="{field}-error"' in answer.text


def test_a_person_is_corrected(client: FlaskClient, admin: Person) -> None:
    person = make_person(name="陈丽华", employee_number="H0200")

    answer = client.post(
        f"/admin/people/{person.id}", data=fields_of(person, email="Chen@X.example")
    )

    assert answer.status_code == 302
    assert person_named("陈丽华").email == "chen@x.example"


def test_the_page_shows_what_is_known_and_saving_it_changes_nothing(
    client: FlaskClient, admin: Person
) -> None:
    boss = make_person(name="王芳", employee_number="W1")
    make_person(name="王芳", employee_number="W2")
    person = make_person(
        name="陈丽华", employee_number="H0200", supervisor_id=boss.id, position="withdrawn-one"
    )

    page = client.get(f"/admin/people/{person.id}").text

    assert 'value="王芳 W1"' in page
    fields = fields_of(person, supervisor_id="王芳 W1", position="withdrawn-one")
    assert client.post(f"/admin/people/{person.id}", data=fields).status_code == 302
    assert person_named("陈丽华").supervisor_id == boss.id
    assert count(Event) == 1  # the publishing of the library: nothing was changed


def test_a_circle_of_supervisors_is_refused(client: FlaskClient, admin: Person) -> None:
    boss = make_person(name="Boss", employee_number="B1")
    make_person(name="Below", employee_number="B2", supervisor_id=boss.id)

    answer = client.post(f"/admin/people/{boss.id}", data=fields_of(boss, supervisor_id="B2"))

    assert "This would be a circle" in answer.text
    assert 'value="B2"' in answer.text
    assert person_named("Boss").supervisor_id is None


def test_candidates_and_strangers_have_no_page_here(client: FlaskClient, admin: Person) -> None:
    candidate = make_person(employee_number=None, is_candidate=True, roles=())

    for person_id in (candidate.id, uuid.uuid4()):
        assert client.get(f"/admin/people/{person_id}").status_code == 404
        for deed in ("roles", "departure", "return", "plan", "code"):
            assert client.post(f"/admin/people/{person_id}/{deed}").status_code == 404


def test_roles_are_changed_only_after_asking_once(client: FlaskClient, admin: Person) -> None:
    person = make_person(name="陈丽华")
    sign_in(client.application.test_client(), person)
    address, chosen = f"/admin/people/{person.id}/roles", ["learner", "supervisor"]

    asked = client.post(address, data={"roles": chosen})

    assert "signs in anew with these roles" in asked.text
    assert len(person_named("陈丽华").grants) == 1
    client.post(address, data={"roles": chosen, "sure": "yes"})
    assert {grant.role for grant in person_named("陈丽华").grants} == set(chosen)
    assert not db.session.scalars(select(SignIn).where(SignIn.person_id == person.id)).all()


def test_the_same_roles_are_not_asked_for(client: FlaskClient, admin: Person) -> None:
    person = make_person()

    answer = client.post(f"/admin/people/{person.id}/roles", data={"roles": ["learner"]})

    assert answer.status_code == 302


def test_the_last_administrator_stays_one(client: FlaskClient, admin: Person) -> None:
    answer = client.post(f"/admin/people/{admin.id}/roles", data={"roles": [], "sure": "yes"})

    assert "This is the only administrator." in answer.text
    assert [grant.role for grant in person_named(admin.name).grants] == ["admin"]
    gone = client.post(f"/admin/people/{admin.id}/departure", data={"left_on": "2026-11-22"})
    assert "This is the only administrator." in gone.text
    assert person_named(admin.name).deactivated_at is None


@pytest.mark.database("sqlite")
def test_a_role_that_is_none_is_refused(client: FlaskClient, admin: Person) -> None:
    person = make_person()

    answer = client.post(f"/admin/people/{person.id}/roles", data={"roles": ["king"]})

    assert answer.status_code == 200
    assert 'id="roles-error"' in answer.text


def test_whoever_leaves_hands_on_and_may_come_back(client: FlaskClient, admin: Person) -> None:
    boss = make_person(name="Boss", supervisor_id=admin.id)
    below = make_person(name="Below", supervisor_id=boss.id)
    unit = make_unit(name="Team of the boss", leader_id=boss.id)
    page = client.get(f"/admin/people/{boss.id}").text
    assert "1 person below moves up to 周建国." in page
    assert "Team of the boss" in page

    client.post(f"/admin/people/{boss.id}/departure", data={"left_on": "2026-11-22"})

    left = person_named("Boss")
    assert left.left_on == date(2026, 11, 22)
    assert left.deactivated_at is not None
    db.session.refresh(below)
    db.session.refresh(unit)
    assert (below.supervisor_id, unit.leader_id) == (admin.id, None)
    page = client.get(f"/admin/people/{boss.id}").text
    assert "cannot sign in" in page
    assert "Give a one-time code" not in page
    client.post(f"/admin/people/{boss.id}/return")
    assert person_named("Boss").deactivated_at is None


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "2020-01-01", "0001-01-01"])
def test_a_last_day_that_cannot_be_opens_the_question_again(
    client: FlaskClient, admin: Person, day: str
) -> None:
    person = make_person(name="陈丽华")

    answer = client.post(f"/admin/people/{person.id}/departure", data={"left_on": day})

    assert answer.status_code == 200
    assert 'id="left_on-error"' in answer.text
    assert re.search(r'id="leaving".*?<details[^>]* open', answer.text, re.DOTALL)
    assert person_named("陈丽华").deactivated_at is None


def test_a_one_time_code_is_shown_once_and_kept_nowhere(client: FlaskClient, admin: Person) -> None:
    person = make_person(name="陈丽华")

    answer = client.post(f"/admin/people/{person.id}/code")

    code = re.search(r"\b(\d{4}) (\d{4})\b", answer.text)
    assert code
    assert answer.headers["Cache-Control"] == "no-store"
    kept = db.session.scalars(select(PasswordCode)).one()
    assert kept.person_id == person.id
    assert code[1] + code[2] not in kept.code_hash
    assert code[1] + code[2] not in client.get(f"/admin/people/{person.id}").text


def test_leavers_get_no_code(client: FlaskClient, admin: Person) -> None:
    person = make_person(deactivated_at=NOON)

    answer = client.post(f"/admin/people/{person.id}/code")

    assert answer.status_code == 302
    assert "does not work here" in client.get(str(answer.location)).text
    assert count(PasswordCode) == 0


def test_the_plan_of_the_position_is_offered_until_it_is_assigned(
    client: FlaskClient, admin: Person
) -> None:
    person = make_person(position=ASSISTANT)
    assert "Assign the plan" in client.get(f"/admin/people/{person.id}").text

    client.post(f"/admin/people/{person.id}/plan")

    assert "Assign the plan" not in client.get(f"/admin/people/{person.id}").text
    assert db.session.scalars(select(Assignment)).one().anchored_on == person.hired_on


def test_the_page_of_a_person_costs_eight_statements(
    client: FlaskClient, admin: Person, statements: Statements
) -> None:
    unit = make_unit(leader_id=admin.id)
    person = make_person(position=ASSISTANT, supervisor_id=admin.id, unit_id=unit.id)
    client.get(f"/admin/people/{person.id}")
    statements.clear()

    client.get(f"/admin/people/{person.id}")

    assert len(statements) <= 8, statements


def test_all_that_is_wrong_is_said_at_once(client: FlaskClient, admin: Person) -> None:
    wrong = {"mobile": "abc", "email": "none", "supervisor_id": "Nobody", "hired_on": "2026-02-30"}

    answer = client.post("/admin/people/new", data=filled() | wrong)

    assert [f'id="{field}-error"' in answer.text for field in wrong] == [True] * 4
