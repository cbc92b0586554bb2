"""Reading people and units as an administrator sees them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Tuple, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.accounts.models import Person, RoleGrant, Unit
from app.accounts.queries import employees
from app.admin.finding import Asked
from app.admin.naming import Called
from app.db import db

PAGE = 50
#: So many digits are enough to look for a telephone number.
_ENOUGH_DIGITS = 3


@dataclass(frozen=True)
class PeoplePage:
    """The people of one page of the list, and whether there are others before and after."""

    people: Sequence[Person]
    has_previous: bool
    has_next: bool


def page_of_people(asked: Asked) -> PeoplePage:
    """One page of the people who are asked for, in the order of their numbers."""
    wanted = _with_what_is_shown(people_asked_for(asked))
    key = _key(Person)
    if asked.before:
        backwards = wanted.where(key < _key_of(asked.before)).order_by(*(c.desc() for c in key))
        found = list(db.session.scalars(backwards.limit(PAGE + 1)))
        return PeoplePage(found[:PAGE][::-1], len(found) > PAGE, True)
    if asked.after:
        wanted = wanted.where(key > _key_of(asked.after))
    found = list(db.session.scalars(wanted.order_by(*key).limit(PAGE + 1)))
    return PeoplePage(found[:PAGE], asked.after is not None, len(found) > PAGE)


def people_asked_for(asked: Asked) -> Select[Person]:
    """The employees whom the words and filters leave."""
    wanted = employees()
    if asked.state != "all":
        is_here = Person.deactivated_at.is_(None)
        wanted = wanted.where(is_here if asked.state == "active" else ~is_here)
    if asked.unit_id:
        wanted = wanted.where(Person.unit_id.in_(_units_within(asked.unit_id)))
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


def _key(person: type[Person]) -> Tuple:
    """By number, those without one last; the id makes each place a place of its own."""
    number = person.employee_number
    return tuple_(number.is_(None), func.coalesce(number, ""), person.id)


def _key_of(person_id: uuid.UUID) -> Tuple:
    # The address of a page holds an id only, no name and no number: addresses are kept in many
    # places.
    at = aliased(Person)
    return tuple_(*(select(part).where(at.id == person_id).scalar_subquery() for part in _key(at)))


def _matches(words: str) -> list[ColumnElement[bool]]:
    texts = (Person.name, Person.employee_number, Person.email)
    found: list[ColumnElement[bool]] = [
        column.icontains(words, autoescape=True) for column in texts
    ]
    digits = "".join(c for c in words if c.isascii() and c.isdigit())
    if len(digits) >= _ENOUGH_DIGITS:
        found.append(Person.mobile.contains(digits, autoescape=True))
    return found


def _units_within(unit_id: uuid.UUID) -> Select[uuid.UUID]:
    inside = select(Unit.id.label("id")).where(Unit.id == unit_id).cte("inside", recursive=True)
    inside = inside.union(select(Unit.id).join(inside, Unit.parent_id == inside.c.id))
    return select(inside.c.id)
