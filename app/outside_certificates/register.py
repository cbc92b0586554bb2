"""The register: every certificate of some people, and those that their positions need and lack."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)

from app.accounts.models import Person, Unit
from app.accounts.queries import found_by
from app.courses.model import Position
from app.db import db
from app.interface.paging import Page, page_beside
from app.outside_certificates.asking import STATES, Asked, Place, State
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.queries import is_followed
from app.outside_certificates.readiness import SOON

PAGE = 50
#: Of what a list is handed out, in lines; more is no list that anybody reads.
MOST_LINES = 20_000
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Line:
    """One line of the register."""

    row_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    employee_number: str | None
    position: str | None
    unit: str | None
    kind: str
    #: None where the certificate is missing.
    number_end: str | None
    issued_on: date | None
    expires_on: date | None
    checked_by_name: str
    state: State
    days_left: int | None

    @property
    def place(self) -> Place:
        return Place(self.row_id, self.kind)


class Register:
    """The register of these people on a day; `positions` say what is needed."""

    def __init__(self, people: Select[Person], positions: Iterable[Position], today: date) -> None:
        self._today = today
        here = people.where(Person.deactivated_at.is_(None)).with_only_columns(Person.id)
        parts = [_held(here, today), *_missing(here, positions, today)]
        self._rows = union_all(*parts).subquery("register")

    def counts(self) -> dict[State, int]:
        """How many lines there are in each state. One statement."""
        rows = self._rows
        found = db.session.execute(select(rows.c.rank, func.count()).group_by(rows.c.rank))
        by_rank: dict[int, int] = {row[0]: row[1] for row in found}
        return {state: by_rank.get(rank, 0) for rank, state in enumerate(STATES)}

    def units(self) -> list[tuple[uuid.UUID, str]]:
        """The units of the people in the register, by name. One statement."""
        found = (
            select(Unit.id, Unit.name)
            .where(Unit.id.in_(self._with_people(Person.unit_id)))
            .order_by(Unit.name, Unit.id)
        )
        return [(unit_id, name) for unit_id, name in db.session.execute(found)]

    def page(self, asked: Asked) -> Page[Line]:
        """One page of the lines that are asked for, the most pressing first. One statement."""
        return page_beside(
            self._lines,
            self._wanted(asked),
            self._order(),
            size=PAGE,
            after=self._place_of(asked.after),
            before=self._place_of(asked.before),
        )

    def lines(self, asked: Asked) -> list[Line]:
        """All lines that are asked for, for a file."""
        return self._lines(self._wanted(asked).order_by(*self._order()).limit(MOST_LINES))

    def _wanted(self, asked: Asked) -> Select[*tuple[Any, ...]]:
        rows = self._rows
        wanted = self._with_people(
            rows, Person.name, Person.employee_number, Person.position, Unit.name.label("unit")
        )
        if asked.state:
            wanted = wanted.where(rows.c.rank == STATES.index(asked.state))
        if asked.kind:
            wanted = wanted.where(rows.c.kind == asked.kind)
        if asked.unit_id:
            wanted = wanted.where(Person.unit_id == asked.unit_id)
        return found_by(wanted, asked.words)

    def _with_people(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        return (
            select(*columns)
            .select_from(self._rows)
            .join(Person, Person.id == self._rows.c.person_id)
            .outerjoin(Unit, Unit.id == Person.unit_id)
        )

    def _order(self) -> tuple[Any, ...]:
        rows = self._rows
        return rows.c.rank, rows.c.last_day, Person.name, rows.c.kind, rows.c.row_id

    def _place_of(self, place: Place | None) -> Any:
        if place is None:
            return None
        # The rows once more under another name: those of the page are narrowed, this one is not.
        rows, person = self._rows.alias("turned"), Person.__table__.alias("turned_person")
        return (
            select(rows.c.rank, rows.c.last_day, person.c.name, rows.c.kind, rows.c.row_id)
            .join_from(rows, person, person.c.id == rows.c.person_id)
            .where(rows.c.row_id == place.row_id, rows.c.kind == place.kind)
            .scalar_subquery()
        )

    def _lines(self, wanted: Select[*tuple[Any, ...]]) -> list[Line]:
        return [_line(row, self._today) for row in db.session.execute(wanted)]


def _held(people: Select[uuid.UUID], today: date) -> Select[*tuple[Any, ...]]:
    """Certificates that were neither removed nor renewed."""
    held = OutsideCertificate
    return select(
        held.id.label("row_id"),
        held.person_id.label("person_id"),
        held.kind.label("kind"),
        held.number_end.label("number_end"),
        held.issued_on.label("issued_on"),
        held.expires_on.label("expires_on"),
        held.checked_by_name.label("checked_by_name"),
        _rank(today).label("rank"),
        func.coalesce(held.expires_on, literal(_NEVER, Date())).label("last_day"),
    ).where(held.person_id.in_(people), held.removed_at.is_(None), ~is_followed(only_checked=True))


def _missing(
    people: Select[uuid.UUID], positions: Iterable[Position], today: date
) -> list[Select[*tuple[Any, ...]]]:
    """What positions need and their people hold in no state: a select for each kind."""
    wanting: dict[str, list[str]] = {}
    for position in positions:
        for kind in position.certificates:
            wanting.setdefault(kind, []).append(position.slug)
    return [_missing_of(kind, slugs, people) for kind, slugs in wanting.items()]


def _missing_of(kind: str, slugs: list[str], people: Select[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    holds = exists().where(
        OutsideCertificate.person_id == Person.id,
        OutsideCertificate.kind == kind,
        OutsideCertificate.removed_at.is_(None),
    )
    return select(
        Person.id.label("row_id"),
        Person.id.label("person_id"),
        literal(kind, String(40)).label("kind"),
        cast(null(), String(4)).label("number_end"),
        cast(null(), Date()).label("issued_on"),
        cast(null(), Date()).label("expires_on"),
        literal("", String(100)).label("checked_by_name"),
        literal(STATES.index("missing")).label("rank"),
        literal(_NEVER, Date()).label("last_day"),
    ).where(Person.id.in_(people), Person.position.in_(slugs), ~holds)


def _rank(today: date) -> ColumnElement[int]:
    """The place of a state among STATES; as `readiness.state_of` says."""
    held = OutsideCertificate
    return case(
        (held.expires_on < today, STATES.index("expired")),
        (held.checked_at.is_(None), STATES.index("unchecked")),
        (held.expires_on <= today + SOON, STATES.index("expiring")),
        else_=STATES.index("good"),
    )


def _line(row: Any, today: date) -> Line:
    return Line(
        row_id=row.row_id,
        person_id=row.person_id,
        name=row.name,
        employee_number=row.employee_number,
        position=row.position,
        unit=row.unit,
        kind=row.kind,
        number_end=row.number_end,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        checked_by_name=row.checked_by_name,
        state=STATES[row.rank],
        days_left=(row.expires_on - today).days if row.expires_on else None,
    )
