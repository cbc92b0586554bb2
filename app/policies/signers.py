"""Reading who has signed a policy and who has not, among the people whose records one keeps."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, func, select

from app.accounts.models import Person, Unit
from app.accounts.queries import found_by, people_recorded_by, units_within
from app.accounts.viewer import Viewer
from app.courses.policies import Policy, any_edition, slug_and_edition
from app.db import db
from app.enrolments.models import Assignment, Completion
from app.enrolments.queries import COUNTS
from app.policies.asked import State
from app.policies.queries import KIND
from app.policies.unsigned import Asked


@dataclass(frozen=True)
class Signer:
    """One person, and the last edition that she signed."""

    id: uuid.UUID
    number: str
    name: str
    unit: str
    position: str
    state: State
    #: The last edition signed, and when; empty where none is.
    edition: str
    signed_at: datetime | None

    @property
    def initial(self) -> str:
        return self.name[:1]


@dataclass(frozen=True)
class UnitCount:
    """How many of a unit's people have signed the present edition."""

    id: uuid.UUID | None
    name: str
    signed: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.signed


def people_concerned(viewer: Viewer, plans: Collection[str]) -> Select[Person]:
    """The people whose records somebody keeps, as far as they work here and a policy is for them:
    those who follow one of its plans, or everybody where there is none."""
    people = people_recorded_by(viewer).where(Person.deactivated_at.is_(None))
    if not plans:
        return people
    follow = select(Assignment.person_id).where(Assignment.path.in_(plans))
    return people.where(Person.id.in_(follow))


def counts_of_units(people: Select[Person], policy: Policy) -> list[UnitCount]:
    """How many have signed, unit by unit, those with most missing first. One statement."""
    signed = func.count(_at(Completion.slug == policy.signed_as))
    rows = db.session.execute(
        people.outerjoin(Unit, Unit.id == Person.unit_id)
        .with_only_columns(Unit.id, Unit.name, signed.label("signed"), func.count(Person.id))
        .group_by(Unit.id, Unit.name)
    )
    counts = [UnitCount(row[0], row[1] or "", row[2], row[3]) for row in rows]
    return sorted(counts, key=lambda each: (-each.missing, each.name, str(each.id)))


def signers(
    people: Select[Person], policy: Policy, asked: Asked, *, limit: int | None = None
) -> list[Signer]:
    """Those who are asked for, unit by unit. One statement."""
    found = _narrowed(_rows(people, policy), policy, asked)
    if limit is not None:
        found = found.limit(limit).offset(asked.offset)
    return [_signer(row, policy) for row in db.session.execute(found)]


def _rows(people: Select[Person], policy: Policy) -> Select[*tuple[Any, ...]]:
    last = (
        _signatures()
        .with_only_columns(Completion.slug)
        .order_by(Completion.completed_at.desc())
        .where(Completion.slug.startswith(any_edition(policy.slug), autoescape=True))
        .limit(1)
        .scalar_subquery()
    )
    older = Completion.slug.startswith(any_edition(policy.slug), autoescape=True)
    return (
        people.outerjoin(Unit, Unit.id == Person.unit_id)
        .with_only_columns(
            Person.id,
            Person.employee_number,
            Person.name,
            Unit.name.label("unit"),
            Person.position,
            _at(Completion.slug == policy.signed_as).label("present_at"),
            last.label("last_as"),
            _at(older).label("last_at"),
        )
        .order_by(Unit.name, Unit.id, Person.name, Person.id)
    )


def _narrowed(
    rows: Select[*tuple[Any, ...]], policy: Policy, asked: Asked
) -> Select[*tuple[Any, ...]]:
    present_at = _at(Completion.slug == policy.signed_as)
    if asked.show == "unsigned":
        rows = rows.where(present_at.is_(None))
    elif asked.show == "signed":
        rows = rows.where(present_at.is_not(None))
    if asked.unit is not None:
        rows = rows.where(Person.unit_id.in_(units_within(asked.unit)))
    return found_by(rows, asked.words)


def _signatures() -> Select[Completion]:
    """The signatures of the person in the statement around it."""
    return (
        select(Completion)
        .where(Completion.person_id == Person.id, Completion.kind == KIND, COUNTS)
        .correlate(Person)
    )


def _at(condition: Any) -> ScalarSelect[datetime]:
    """When the person in the statement around it signed last, below such an edition."""
    at = func.max(Completion.completed_at)
    return _signatures().with_only_columns(at).where(condition).scalar_subquery()


def _signer(row: Row[Any], policy: Policy) -> Signer:
    is_signed = row.present_at is not None
    state: State = "signed" if is_signed else "again" if row.last_as else "open"
    return Signer(
        id=row.id,
        number=row.employee_number or "",
        name=row.name,
        unit=row.unit or "",
        position=row.position or "",
        state=state,
        edition=policy.edition if is_signed else slug_and_edition(row.last_as or "")[1],
        signed_at=row.present_at or row.last_at,
    )
