"""A supervisor with a team of three, a stranger of another unit, and HR."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.db import db
from app.library.queries import Library
from tests.factories import make_person, make_unit, sign_in

SUPERVISOR = (Role.LEARNER, Role.SUPERVISOR)


@dataclass(frozen=True)
class Cast:
    """Who plays in these tests."""

    supervisor: Person
    team: Unit
    people: list[Person]
    stranger: Person
    other_unit: Unit
    other_supervisor: Person
    hr: Person


@pytest.fixture
def cast(client: FlaskClient, published: Library) -> Cast:
    """The supervisor is signed in; everybody reads English."""
    supervisor = make_person(name="李主管", language="en", roles=SUPERVISOR)
    team = make_unit(name="湖畔前台班", leader_id=supervisor.id)
    people = [make_person(name=name, unit_id=team.id) for name in ("陈丽华", "王芳", "赵桂英")]
    other = make_person(name="徐主管", language="en", roles=SUPERVISOR)
    other_unit = make_unit(name="江岸前台班", leader_id=other.id)
    stranger = make_person(name="吴晓玲", unit_id=other_unit.id, language="en")
    hr = make_person(name="林静", language="en", roles=(Role.LEARNER, Role.HR))
    sign_in(client, supervisor)
    db.session.commit()
    return Cast(supervisor, team, people, stranger, other_unit, other, hr)
