"""Reading outside certificates: of one person, of a team, and the kinds that are registered."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import DEFAULT_ZONE, Company, Person, Unit
from app.accounts.queries import people_recorded_by
from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.courses.model import Position
from app.db import db, utcnow
from app.interface.days import local_day
from app.outside_certificates.kinds import Kinds, kinds_from, name_of
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.numbers import masked
from app.outside_certificates.readiness import (
    Expiring,
    Held,
    Lack,
    Readiness,
    expiring_of,
    lacks_of,
    state_of,
)

_SETTLED = select(Company.certificate_kinds).where(Company.id == 1).scalar_subquery()


def kinds() -> Kinds:
    """The kinds of certificates that the company registers."""
    return kinds_from(db.session.scalar(select(_SETTLED)))


def recorded_people(viewer: Viewer) -> Select[Person]:
    """Whose certificates somebody may record and check: never her own, and nobody's without the
    permission, whoever names her as supervisor."""
    people = people_recorded_by(viewer)
    return people if Permission.TRAIN in viewer.permissions else people.where(literal(False))


def certificates_in(people: Select[Person]) -> Select[OutsideCertificate]:
    """The certificates of these people, removed ones too."""
    return select(OutsideCertificate).where(
        OutsideCertificate.person_id.in_(people.with_only_columns(Person.id))
    )


def certificates_seen_by(viewer: Viewer) -> Select[OutsideCertificate]:
    """Whose paper somebody may look at: her own, and those of the people she keeps records of."""
    recorded = recorded_people(viewer).with_only_columns(Person.id)
    return select(OutsideCertificate).where(
        or_(OutsideCertificate.person_id == viewer.id, OutsideCertificate.person_id.in_(recorded))
    )


def is_followed(*, only_checked: bool = False) -> ColumnElement[bool]:
    """Whether a newer one of the same kind is good for longer, so that this one is history."""
    newer = aliased(OutsideCertificate)
    rules = [
        newer.person_id == OutsideCertificate.person_id,
        newer.kind == OutsideCertificate.kind,
        newer.removed_at.is_(None),
        newer.issued_on > OutsideCertificate.issued_on,
        or_(newer.expires_on.is_(None), newer.expires_on > OutsideCertificate.expires_on),
    ]
    if only_checked:
        rules.append(newer.checked_at.is_not(None))
    return exists().where(*rules)


def expiring_between(first: Any, last: Any) -> Select[OutsideCertificate]:
    """What runs out from one day to another and was not renewed."""
    return select(OutsideCertificate).where(
        OutsideCertificate.removed_at.is_(None),
        OutsideCertificate.expires_on.between(first, last),
        ~is_followed(),
    )


@dataclass(frozen=True)
class Entry:
    """A certificate on its person's page: what is held, and what became of it."""

    held: Held
    recorded_at: datetime
    recorded_by_id: uuid.UUID | None
    checked_at: datetime | None
    removed_at: datetime | None
    removed_reason: str
    #: Whether a newer one that was checked stands in its place.
    is_history: bool


def certificates_of(person_id: uuid.UUID, today: date | None = None) -> list[Held]:
    """What somebody holds that was not removed, the kinds in turn, the latest first."""
    return [each.held for each in entries_of(person_id, today) if each.removed_at is None]


def entries_of(person_id: uuid.UUID, today: date | None = None) -> list[Entry]:
    """Every certificate that was recorded for somebody, also those that were renewed or removed.
    One statement. Without a day it is today where she works."""
    rows = db.session.execute(
        select(
            OutsideCertificate,
            is_followed(only_checked=True),
            _SETTLED,
            Unit.zone,
        )
        .join(Person, Person.id == OutsideCertificate.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(OutsideCertificate.person_id == person_id)
        .order_by(
            OutsideCertificate.kind,
            OutsideCertificate.issued_on.desc(),
            OutsideCertificate.id.desc(),
        )
    )
    return [
        _entry(row, followed, kinds_from(settled), _day(today, zone))
        for row, followed, settled, zone in rows
    ]


def readiness_of(
    people: Mapping[uuid.UUID, Position | None], today: date
) -> dict[uuid.UUID, Readiness]:
    """By person, with the position of each, whether she holds what it needs. One statement, and
    none where no position needs any."""
    asked = {
        key: position for key, position in people.items() if position and position.certificates
    }
    if not asked:
        return {key: Readiness() for key in people}
    names, held = _held_by(set(asked))
    return {key: _readiness(people[key], held[key], names, today) for key in people}


@dataclass(frozen=True)
class _Counts:
    """As much of a certificate as readiness depends on."""

    kind: str
    expires_on: date | None
    checked_by_name: str


def _held_by(people: set[uuid.UUID]) -> tuple[Kinds, dict[uuid.UUID, list[_Counts]]]:
    # One row is there in any case, because the names are needed where nobody holds anything.
    one = select(literal(1).label("one")).subquery()
    rows = db.session.execute(
        select(
            _SETTLED,
            OutsideCertificate.person_id,
            OutsideCertificate.kind,
            OutsideCertificate.expires_on,
            OutsideCertificate.checked_by_name,
        )
        .select_from(one)
        .outerjoin(
            OutsideCertificate,
            and_(
                OutsideCertificate.person_id.in_(people),
                OutsideCertificate.removed_at.is_(None),
            ),
        )
    ).all()
    held: dict[uuid.UUID, list[_Counts]] = defaultdict(list)
    for _settled, person_id, *counts in rows:
        held[person_id].append(_Counts(*counts))
    return kinds_from(rows[0][0]), held


def _readiness(
    position: Position | None, held: list[_Counts], names: Kinds, today: date
) -> Readiness:
    return Readiness(
        tuple(
            Lack(kind, name_of(kind, names), why) for kind, why in lacks_of(position, held, today)
        ),
        tuple(
            Expiring(kind, name_of(kind, names), day)
            for kind, day in expiring_of(position, held, today)
        ),
    )


def _entry(row: OutsideCertificate, is_history: bool, names: Kinds, today: date) -> Entry:
    return Entry(
        Held(
            id=row.id,
            kind=row.kind,
            kind_name=name_of(row.kind, names),
            number_masked=masked(row.number_end),
            issued_on=row.issued_on,
            expires_on=row.expires_on,
            checked_by_name=row.checked_by_name,
            state=state_of(row, today),
            days_left=(row.expires_on - today).days if row.expires_on else None,
        ),
        recorded_at=row.recorded_at,
        recorded_by_id=row.recorded_by_id,
        checked_at=row.checked_at,
        removed_at=row.removed_at,
        removed_reason=row.removed_reason,
        is_history=is_history,
    )


def _day(today: date | None, zone: str | None) -> date:
    return today or local_day(utcnow(), zone or DEFAULT_ZONE)
