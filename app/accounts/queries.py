"""Reading people: who signs in with what, who sees whom, and where somebody is signed in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Select, case, or_, select

from app.accounts.identifiers import identifier_from
from app.accounts.models import PasswordReset, Person, SignIn, Unit
from app.accounts.roles import Role
from app.accounts.viewer import Viewer, hash_token


def person_who_signs_in_as(typed: str) -> Select[uuid.UUID, str | None]:
    """Id and kept password of the active person with this number, mobile or e-mail address.

    An employee number goes before a mobile that reads the same: the company hands out the numbers.
    """
    identifier = identifier_from(typed)
    number = Person.employee_number == identifier.numbers[0]
    similar = Person.employee_number.in_(identifier.numbers)
    mobile = Person.mobile == (identifier.mobile or "")
    email = Person.email == (identifier.email or "")
    return (
        select(Person.id, Person.password_hash)
        .where(or_(similar, mobile, email), Person.deactivated_at.is_(None))
        .order_by(case((number, 0), (similar, 1), (mobile, 2), else_=3), Person.id)
        .limit(1)
    )


def people_visible_to(viewer: Viewer) -> Select[Person]:
    """Herself; for a supervisor also everybody below her and in the units she leads; for HR all."""
    if viewer.roles & {Role.HR, Role.ADMIN}:
        return select(Person)
    herself = Person.id == viewer.id
    if Role.SUPERVISOR not in viewer.roles:
        return select(Person).where(herself)
    return select(Person).where(
        or_(
            herself,
            Person.id.in_(_people_below(viewer.id)),
            Person.unit_id.in_(_units_led_by(viewer.id)),
        )
    )


def sign_ins_of(person_id: uuid.UUID, *, now: datetime) -> Select[SignIn]:
    """Where a person is signed in, the latest first."""
    return (
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.expires_at > now)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )


def person_of_reset(token: str, *, now: datetime) -> Select[Person]:
    """The active person for whom a link for a new password is still good."""
    return (
        select(Person)
        .join(PasswordReset, PasswordReset.person_id == Person.id)
        .where(
            PasswordReset.token_hash == hash_token(token),
            PasswordReset.expires_at > now,
            Person.deactivated_at.is_(None),
        )
    )


def _people_below(person_id: uuid.UUID) -> Select[uuid.UUID]:
    below = (
        select(Person.id.label("id"))
        .where(Person.supervisor_id == person_id)
        .cte("below", recursive=True)
    )
    # UNION, not UNION ALL: two who supervise each other would otherwise never end.
    below = below.union(select(Person.id).join(below, Person.supervisor_id == below.c.id))
    return select(below.c.id)


def _units_led_by(person_id: uuid.UUID) -> Select[uuid.UUID]:
    led = select(Unit.id.label("id")).where(Unit.leader_id == person_id).cte("led", recursive=True)
    led = led.union(select(Unit.id).join(led, Unit.parent_id == led.c.id))
    return select(led.c.id)
