"""The demonstration company: who is in it, that they can sign in, and what they did so far."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from app.accounts.models import Company, Person, RoleGrant, SignIn, Unit
from app.accounts.queries import people_led_by
from app.accounts.roles import Role
from app.attempts.models import Attempt
from app.db import Base, UtcDateTime, db, utcnow
from app.demo.cast import PersonEntry, read_cast
from app.demo.commands import load_demo
from app.demo.history import SLACK, live
from app.demo.operations import SomebodyIsHere
from app.enrolments.models import Completion
from app.library.queries import Library
from tests.conftest import Statements
from tests.factories import make_person

PATH = "customer-service-assistant"
SIGN_INS = {
    "admin@demo.example": Role.ADMIN,
    "hr@demo.example": Role.HR,
    "author@demo.example": Role.AUTHOR,
    "supervisor@demo.example": Role.SUPERVISOR,
    "learner@demo.example": Role.LEARNER,
}


def person_with(email: str) -> Person:
    """Somebody by e-mail address."""
    return db.session.scalars(select(Person).where(Person.email == email)).one()


def rows(model: type) -> int:
    """How many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


# Loading.


def test_the_command_loads_it_once(published: Library, runner: FlaskCliRunner) -> None:
    first = runner.invoke(args=["demo", "load"])
    people, completions = rows(Person), rows(Completion)
    again = runner.invoke(args=["demo", "load"])

    assert first.exit_code == 0
    assert first.output == f"{people} people of the demonstration company are here.\n"
    assert again.exit_code == 1
    assert "this database has people already" in again.output
    assert "Traceback" not in again.output
    assert (rows(Person), rows(Completion)) == (people, completions)


def test_it_goes_into_no_database_that_has_people(published: Library) -> None:
    make_person()
    db.session.commit()

    with pytest.raises(SomebodyIsHere):
        load_demo()

    db.session.rollback()
    assert (rows(Person), rows(Company)) == (1, 0)


@pytest.mark.database("sqlite")
def test_loading_asks_the_database_a_bounded_number_of_times(
    published: Library, statements: Statements
) -> None:
    load_demo()

    assert len(statements) <= 3_000


# Who is there.


def test_every_fixed_sign_in_opens_the_door(app: Flask, demo: int) -> None:
    password = app.config["DEMO_PASSWORD"]
    for email, role in SIGN_INS.items():
        client = app.test_client()

        answer = client.post("/login", data={"identifier": email, "password": password})

        assert (answer.status_code, answer.location) == (302, "/"), email
        assert client.get("/").status_code == 200, email
        assert {grant.role for grant in person_with(email).grants} == {role}
    assert rows(SignIn) == len(SIGN_INS)


def test_each_may_sign_in_by_number_and_mobile_too(app: Flask, demo: int) -> None:
    password = app.config["DEMO_PASSWORD"]
    for identifier in ("H0128", "138 0000 5521", "h0011"):
        answer = app.test_client().post(
            "/login", data={"identifier": identifier, "password": password}
        )
        assert answer.status_code == 302, identifier


@pytest.mark.database("sqlite")
def test_another_demonstration_password_is_taken_from_the_settings(
    app: Flask, published: Library
) -> None:
    app.config["DEMO_PASSWORD"] = "quite-another"
    load_demo()

    def try_with(password: str) -> int:
        data = {"identifier": "learner@demo.example", "password": password}
        return app.test_client().post("/login", data=data).status_code

    assert try_with("quite-another") == 302
    assert try_with("touchpoint-demo") == 200


def test_the_supervisor_leads_the_learner(demo: int) -> None:
    supervisor, learner = (
        person_with("supervisor@demo.example"),
        person_with("learner@demo.example"),
    )
    assert learner.supervisor_id == supervisor.id
    assert learner.unit is not None
    assert learner.unit.leader_id == supervisor.id

    team = set(db.session.scalars(people_led_by(supervisor.id)))
    assert learner in team
    assert len(team) < demo


def test_nobody_supervises_herself_and_every_team_has_a_leader(demo: int) -> None:
    assert all(each.supervisor_id != each.id for each in db.session.scalars(select(Person)))
    teams = db.session.scalars(select(Unit).where(Unit.kind == "team")).all()
    assert teams
    assert all(team.leader_id for team in teams)


def test_names_are_as_awkward_as_in_life(demo: int) -> None:
    people = db.session.scalars(select(Person)).all()
    assert len(people) == demo == len(read_cast().people)

    namesakes = [each for each in people if each.name == "王芳"]
    assert len(namesakes) == 2
    assert len({each.unit_id for each in namesakes}) == 1
    assert any("𬍛" in each.name for each in people)
    assert any("䶮" in each.name for each in people)
    assert any(len(each.name) == 12 for each in people)
    assert any("'" in each.name for each in people)
    assert {each.language for each in people} == {"zh-Hans", "zh-Hant", "en"}
    assert rows(RoleGrant) >= demo


def test_the_company_has_its_sites_and_teams(demo: int) -> None:
    kinds = [unit.kind for unit in db.session.scalars(select(Unit))]

    assert (kinds.count("group"), kinds.count("site")) == (1, 3)
    assert db.session.get_one(Company, 1).name == read_cast().name


# What they did.


#: What may lie ahead: until when something holds, and the sessions that are announced.
AHEAD = ("expires_at", "due_at", "starts_at", "ends_at")


def test_all_of_it_lies_in_the_past(demo: int) -> None:
    now = utcnow()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, UtcDateTime) and column.name not in AHEAD:
                latest = db.session.scalar(select(func.max(column)))
                assert latest is None or latest <= now, f"{table.name}.{column.name}"


def test_nobody_learned_before_her_first_day(demo: int) -> None:
    rows_of = select(Person, Completion).join(Completion, Completion.person_id == Person.id)
    for person, completion in db.session.execute(rows_of):
        assert person.hired_on is not None
        assert completion.completed_at.date() >= person.hired_on


def test_there_is_something_of_everything_to_look_at(demo: int) -> None:
    learners = db.session.scalars(select(Person).where(Person.position == PATH)).all()
    done = {
        person: set(
            db.session.scalars(select(Completion.kind).where(Completion.person_id == person.id))
        )
        for person in learners
    }
    assert any("course" in kinds for kinds in done.values())
    assert any(not kinds for kinds in done.values())
    attempts = db.session.scalars(select(Attempt)).all()
    assert {each.is_passed for each in attempts} == {True, False}
    assert all(each.is_submitted for each in attempts)


def test_a_step_of_the_last_minutes_does_not_end_in_the_future(published: Library) -> None:
    path = published.get("path", PATH)
    assert path is not None
    entry = PersonEntry("somebody", "甲", "H1", "team", hired=10, pace=0.5)
    hired_at = utcnow() - timedelta(days=10)

    def latest_when(now: datetime) -> datetime:
        person = make_person(hired_on=date(2026, 11, 1))
        live(entry, person.id, path.body, published, hired_at=hired_at, now=now)
        ends = select(func.max(Attempt.submitted_at)).where(Attempt.person_id == person.id)
        return db.session.scalar(ends) or hired_at

    ended_at = latest_when(utcnow())
    assert ended_at > hired_at
    for minutes in (1, 3, 5):
        now = ended_at - timedelta(minutes=minutes)
        assert latest_when(now) <= now
    assert latest_when(ended_at + SLACK) == ended_at


def test_the_pages_of_the_learner_open(app: Flask, client: FlaskClient, demo: int) -> None:
    password = app.config["DEMO_PASSWORD"]
    client.post("/login", data={"identifier": "learner@demo.example", "password": password})

    for path in ("/", "/courses", "/courses/telephone", "/standards", "/record"):
        assert client.get(path).status_code == 200, path
