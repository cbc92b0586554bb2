"""Who asks: everything a request needs to know of the person signed in, read in one statement."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Date, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import (
    DEFAULT_ZONE,
    Company,
    ObserverAppointment,
    Person,
    RoleGrant,
    SignIn,
    Unit,
)
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
    """The person signed in on this device, with roles and time zone. Flask-Login's current user.

    It holds what every page needs to know of her; the rows themselves are fetched where asked for.
    """

    id: uuid.UUID
    name: str
    token: str
    roles: frozenset[Role]
    zone: str = DEFAULT_ZONE
    language: str = "zh-Hans"
    theme: str = "light"
    text_size: str = "standard"
    position: str | None = None
    hired_on: date | None = None
    extra_time: int = 0
    #: Whether she is named to see the practice of somebody, about now.
    is_named_observer: bool = False
    sign_in_id: uuid.UUID | None = None
    is_shared: bool = False
    locked_at: datetime | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The random id that the cookie holds."""
        return self.token

    @property
    def initial(self) -> str:
        return self.name[:1]

    @cached_property
    def person(self) -> Person:
        """All that is kept of her, and her unit. One statement, once a request."""
        return db.session.get_one(Person, self.id, options=[joinedload(Person.unit)])

    @cached_property
    def sign_in(self) -> SignIn:
        """The row of this device. One statement, once a request."""
        return db.session.get_one(SignIn, self.sign_in_id)

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        named = {Permission.OBSERVE} if self.is_named_observer else frozenset()
        return permissions_of(self.roles) | named


def hash_token(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


# Every request asks this, so it is put together once, of the tables' own columns: no objects are
# made of them, which takes longer than all the rest.
_sign_in, _person, _unit = SignIn.__table__, Person.__table__, Unit.__table__
_grant, _company = RoleGrant.__table__, Company.__table__
_appointment = ObserverAppointment.__table__

# Roles come as one text, so that the whole viewer is one row whatever the number of roles.
_ROLES = (
    select(func.aggregate_strings(_grant.c.role, ","))
    .where(_grant.c.person_id == _person.c.id)
    .scalar_subquery()
)
# Her own time zone is not known yet: a day before and after does no harm, because whoever asks for
# records asks `people_observed_by` for the exact days.
_IS_NAMED = (
    select(_appointment.c.id)
    .where(
        _appointment.c.observer_id == _person.c.id,
        _appointment.c.ended_at.is_(None),
        _appointment.c.starts_on <= bindparam("tomorrow", type_=Date()),
        or_(
            _appointment.c.ends_on.is_(None),
            _appointment.c.ends_on >= bindparam("yesterday", type_=Date()),
        ),
    )
    .exists()
    .label("is_named_observer")
)
_HER = (
    *(_person.c[name] for name in ("id", "name", "language", "theme", "text_size")),
    *(_person.c[name] for name in ("position", "hired_on", "extra_time")),
    _IS_NAMED,
)
_DEVICE = (_sign_in.c.id.label("sign_in_id"), _sign_in.c.is_shared, _sign_in.c.locked_at)
_HOUSE = tuple(_company.c[name] for name in ("name", "language", "zone", "figures"))
#: One row for a sign-in that is still good: what `viewer_from` reads, and what is added.
VIEWER_ROW = (
    select(_ROLES, _unit.c.zone, *_HOUSE, *_HER, *_DEVICE)
    .join_from(_sign_in, _person, _person.c.id == _sign_in.c.person_id)
    .outerjoin(_unit, _unit.c.id == _person.c.unit_id)
    .outerjoin(_company, _company.c.id == 1)
    .where(
        _sign_in.c.token_hash == bindparam("token_hash"),
        _sign_in.c.expires_at > bindparam("now", type_=UtcDateTime),
        _person.c.deactivated_at.is_(None),
    )
)
_THE_HOUSE = select(*_HOUSE).where(_company.c.id == 1)


def viewer_values(token: str, *, now: datetime) -> dict[str, Any]:
    """The values that VIEWER_ROW asks for."""
    day = timedelta(days=1)
    return {
        "token_hash": hash_token(token),
        "now": now,
        "tomorrow": (now + day).date(),
        "yesterday": (now - day).date(),
    }


def viewer_from(row: Sequence[Any], token: str) -> tuple[Viewer, House]:
    """The viewer and the company's settings from a row of VIEWER_ROW."""
    roles, zone, *rest = row
    company, rest = rest[: len(_HOUSE)], rest[len(_HOUSE) :]
    person_id, name, *others = rest[: len(_HER) + len(_DEVICE)]
    house = House(*company) if company[0] is not None else House()
    viewer = Viewer(person_id, name, token, _roles(roles), zone or house.zone, *others)
    return viewer, house


def load_house() -> House:
    """The company's settings, or sensible ones before there is a company."""
    found = db.session.execute(_THE_HOUSE).first()
    return House(*found) if found is not None else House()


@lru_cache
def _roles(names: str | None) -> frozenset[Role]:
    return frozenset(Role(name) for name in names.split(",")) if names else frozenset()
