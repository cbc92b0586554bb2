"""Who asks: everything a request needs to know of the person signed in, read in one statement."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, func, select

from app.accounts.models import DEFAULT_ZONE, Company, Person, RoleGrant, SignIn, Unit
from app.accounts.roles import Permission, Role, permissions_of
from app.db import UtcDateTime, db


@dataclass(frozen=True)
class House:
    """The company's own settings."""

    name: str = ""
    language: str = "zh-Hans"
    zone: str = DEFAULT_ZONE
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Viewer:
    """The person signed in on this device, with roles and time zone. Flask-Login's current user."""

    person: Person
    sign_in: SignIn
    token: str
    roles: frozenset[Role]
    zone: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The random id that the cookie holds."""
        return self.token

    @property
    def id(self) -> uuid.UUID:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def initial(self) -> str:
        return self.person.name[:1]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles)


def hash_token(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


# Roles come as one text, so that the whole viewer is one row whatever the number of roles.
_ROLES = (
    select(func.aggregate_strings(RoleGrant.role, ","))
    .where(RoleGrant.person_id == Person.id)
    .scalar_subquery()
)
_HOUSE = (Company.name, Company.language, Company.zone, Company.figures)
#: One row for a sign-in that is still good: what `viewer_from` reads, and what is added. It is put
#: together once, because every request asks it.
VIEWER_ROW = (
    select(SignIn, Person, _ROLES, Unit.zone, *_HOUSE)
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .outerjoin(Company, Company.id == 1)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.expires_at > bindparam("now", type_=UtcDateTime),
        Person.deactivated_at.is_(None),
    )
)


def viewer_values(token: str, *, now: datetime) -> dict[str, Any]:
    """The values that VIEWER_ROW asks for."""
    return {"token_hash": hash_token(token), "now": now}


def viewer_from(row: Sequence[Any], token: str) -> tuple[Viewer, House]:
    """The viewer and the company's settings from a row of VIEWER_ROW."""
    sign_in, person, roles, zone, *company = row[: 4 + len(_HOUSE)]
    house = House(*company) if company[0] is not None else House()
    viewer = Viewer(
        person=person,
        sign_in=sign_in,
        token=token,
        roles=frozenset(Role(role) for role in roles.split(",")) if roles else frozenset(),
        zone=zone or house.zone,
    )
    return viewer, house


def load_house() -> House:
    """The company's settings, or sensible ones before there is a company."""
    found = db.session.execute(select(*_HOUSE).where(Company.id == 1)).first()
    return House(*found) if found is not None else House()
