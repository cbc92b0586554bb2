"""Reading people and units as an administrator sees them."""

from __future__ import annotations

import uuid

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.listing import in_order_of_numbers, place_of
from app.accounts.models import Person, RoleGrant, Unit
from app.accounts.queries import employees, units_within
from app.admin.finding import Asked
from app.admin.naming import Called
from app.db import db
from app.interface.paging import Page, page_beside

PAGE = 50
#: So many digits are enough to look for a telephone number.
_ENOUGH_DIGITS = 3


def page_of_people(asked: Asked) -> Page[Person]:
    """One page of the people who are asked for, in the order of their numbers."""
    return page_beside(
        db.session.scalars,
        _with_what_is_shown(people_asked_for(asked)),
        in_order_of_numbers(Person),
        size=PAGE,
        after=place_of(asked.after),
        before=place_of(asked.before),
    )


def people_asked_for(asked: Asked) -> Select[Person]:
    """The employees whom the words and filters leave."""
    wanted = employees()
    if asked.state != "all":
        is_here = Person.deactivated_at.is_(None)
        wanted = wanted.where(is_here if asked.state == "active" else ~is_here)
    if asked.unit_id:
        wanted = wanted.where(Person.unit_id.in_(units_within(asked.unit_id)))
    if asked.role:
        holders = select(RoleGrant.person_id).where(RoleGrant.role == str(asked.role))
        wanted = wanted.where(Person.id.in_(holders))
    return wanted.where(or_(*_matches(asked.words))) if asked.words else wanted


def person_for_page(person_id: uuid.UUID) -> Select[Person]:
    """An employee with unit, supervisor and roles."""
    return _with_what_is_shown(employees().where(Person.id == person_id))


def units_in_order() -> Select[Unit]:
    """All units by their names."""
    return select(Unit).order_by(Unit.name, Unit.id)


def units_with_leaders() -> Select[Unit, str | None]:
    """All units by their names, each with the name of whoever leads it."""
    return (
        select(Unit, Person.name)
        .outerjoin(Person, Person.id == Unit.leader_id)
        .order_by(Unit.name, Unit.id)
    )


def people_in_units() -> Select[uuid.UUID | None, int]:
    """How many work in each unit, not counting the units below it."""
    return (
        employees()
        .with_only_columns(Person.unit_id, func.count())
        .where(Person.deactivated_at.is_(None), Person.unit_id.is_not(None))
        .group_by(Person.unit_id)
    )


def number_of_reports(person_id: uuid.UUID) -> Select[int]:
    """How many have this person as their supervisor."""
    return select(func.count()).where(
        Person.supervisor_id == person_id, Person.deactivated_at.is_(None)
    )


def units_led_directly_by(person_id: uuid.UUID) -> Select[str]:
    """The names of the units that a person leads."""
    return select(Unit.name).where(Unit.leader_id == person_id).order_by(Unit.name)


def people_who_may_be_called(typed: str) -> Select[uuid.UUID, str, str | None]:
    """Whoever works here and answers to a number, a name, or both with a space between."""
    name, _space, number = typed.rpartition(" ")
    spellings = {typed, typed.upper(), typed.lower()}
    return (
        employees()
        .with_only_columns(Person.id, Person.name, Person.employee_number)
        .where(
            Person.deactivated_at.is_(None),
            or_(
                Person.employee_number.in_(spellings),
                Person.name == typed,
                and_(Person.name == name, Person.employee_number == number),
            ),
        )
        .order_by(Person.employee_number, Person.id)
        .limit(20)
    )


def called(person: Person | None) -> str:
    """What to type to mean this person and nobody else."""
    if person is None:
        return ""
    return Called(person.id, person.name, person.employee_number).in_full


def _with_what_is_shown(wanted: Select[Person]) -> Select[Person]:
    return wanted.options(
        joinedload(Person.unit), joinedload(Person.supervisor), selectinload(Person.grants)
    )


def _matches(words: str) -> list[ColumnElement[bool]]:
    texts = (Person.name, Person.employee_number, Person.email)
    found: list[ColumnElement[bool]] = [
        column.icontains(words, autoescape=True) for column in texts
    ]
    digits = "".join(c for c in words if c.isascii() and c.isdigit())
    if len(digits) >= _ENOUGH_DIGITS:
        found.append(Person.mobile.contains(digits, autoescape=True))
    return found
