"""What all changes of people go through: particulars, roles, and the last administrator."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select

from app.accounts.belonging import check_leader, check_line, check_unit
from app.accounts.details import BadValue
from app.accounts.identity import owning
from app.accounts.locks import lock_house
from app.accounts.models import Person, RoleGrant
from app.accounts.roles import Role
from app.db import db


def write_particulars(person: Person, kept: Mapping[str, Any]) -> None:
    """Write these particulars of a person, all of them or nothing, or raise BadValue."""
    lock_house()
    _check_probation(person, kept)
    check_unit("unit_id", kept.get("unit_id"))
    check_leader("supervisor_id", kept.get("supervisor_id"))
    if person.id is not None:
        check_line(person.id, kept.get("supervisor_id"))
    with owning(kept, person.id):
        for field, value in kept.items():
            setattr(person, field, value)
        db.session.add(person)


def new_grant(role: Role, now: datetime, by_id: uuid.UUID | None) -> RoleGrant:
    """That somebody has this role from now on."""
    return RoleGrant(role=str(role), granted_at=now, granted_by_id=by_id)


def keep_an_administrator(field: str, person: Person) -> None:
    """Refuse, under the lock of the house, what would leave nobody who may keep people."""
    admins = (
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMIN, Person.deactivated_at.is_(None))
    )
    is_one = exists(admins.where(Person.id == person.id))
    has_others = exists(admins.where(Person.id != person.id))
    if db.session.scalar(select(is_one & ~has_others)):
        raise BadValue(
            field,
            _("This is the only administrator. Make somebody else an administrator first."),
        )


def _check_probation(person: Person, kept: Mapping[str, Any]) -> None:
    """Refuse a probation that would end before it begins."""
    hired_on, ends_on = (
        kept.get(field, getattr(person, field)) for field in ("hired_on", "probation_ends_on")
    )
    if hired_on and ends_on and ends_on < hired_on:
        raise BadValue("probation_ends_on", _("Probation cannot end before the first day of work."))
