"""Makers of rows with sensible defaults: a test names only what matters to it."""

from __future__ import annotations

import itertools
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from app.accounts.models import Company, Person, RoleGrant, SignIn, Unit
from app.accounts.roles import Role
from app.accounts.viewer import hash_token
from app.db import db, utcnow
from app.enrolments.models import Enrolment

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_company(**values: Any) -> Company:
    """The company of this installation."""
    company = Company(**{"id": 1, "name": "和苑物业"} | values)
    db.session.add(company)
    db.session.flush()
    return company


def make_unit(**values: Any) -> Unit:
    """A team."""
    unit = Unit(**{"name": "翠湖花园客服组", "kind": "team"} | values)
    db.session.add(unit)
    db.session.flush()
    return unit


def make_person(*, roles: tuple[Role, ...] = (Role.LEARNER,), **values: Any) -> Person:
    """A learner, unless other roles are named."""
    number = next(_numbers)
    defaults = {
        "name": "陈丽华",
        "employee_number": f"T{number:05d}",
        "created_at": NOON,
        "hired_on": date(2026, 11, 12),
    }
    person = Person(**defaults | values)
    person.grants = [RoleGrant(role=str(role), granted_at=NOON) for role in roles]
    db.session.add(person)
    db.session.flush()
    return person


def make_enrolment(person: Person, course: str, due_on: date | None = None) -> Enrolment:
    """A course that somebody is to take."""
    enrolment = Enrolment(person_id=person.id, course=course, due_on=due_on, enrolled_at=NOON)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def sign_in(client: FlaskClient, person: Person, *, shared: bool = False) -> str:
    """Sign a person in on this client without the form; gives the token in the cookie."""
    token = secrets.token_urlsafe(32)
    now = utcnow()
    db.session.add(
        SignIn(
            token_hash=hash_token(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + timedelta(hours=12),
            is_shared=shared,
        )
    )
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return token
