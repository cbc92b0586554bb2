"""Reading sessions for the list: searched and narrowed, a page at a time, with how many came."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, Tuple, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Company, Person, Unit
from app.accounts.queries import WORKS_HERE, units_within
from app.db import db
from app.interface.paging import Page, page_beside
from app.sessions.asked import Asked
from app.sessions.models import Attendance, TrainingSession
from app.sessions.timing import minutes_between

PAGE = 30
_AT_A_TIME = 500


@dataclass(frozen=True)
class Listed:
    """A session as the list shows it."""

    session: TrainingSession
    unit: str
    people: int

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return minutes_between(self.session.starts_at, self.session.ends_at)


def found_in(sessions: Select[TrainingSession], asked: Asked) -> Select[TrainingSession]:
    """Those of them that the words and filters leave."""
    if asked.kind:
        sessions = sessions.where(TrainingSession.kind == asked.kind)
    if asked.unit_id:
        sessions = sessions.where(TrainingSession.unit_id.in_(units_within(asked.unit_id)))
    for word in asked.words.split():
        texts = (TrainingSession.topic, TrainingSession.trainer_name, TrainingSession.place)
        sessions = sessions.where(or_(*(each.icontains(word, autoescape=True) for each in texts)))
    return sessions


def page_of(
    sessions: Select[TrainingSession],
    *,
    before: uuid.UUID | None = None,
    after: uuid.UUID | None = None,
) -> Page[Listed]:
    """The latest of these sessions, or those that were before or after one. One statement."""
    # The latest stands first: what was before it comes after it in the list.
    return page_beside(
        lambda wanted: map(_listed, db.session.execute(wanted)),
        _with_what_is_shown(sessions),
        _order(TrainingSession),
        size=PAGE,
        after=_place_of(before),
        before=_place_of(after),
        latest_first=True,
    )


def all_of(sessions: Select[TrainingSession]) -> Iterator[Listed]:
    """All of these sessions, the latest first, a few hundred in memory at a time."""
    wanted = _with_what_is_shown(sessions).order_by(
        *(part.desc() for part in _order(TrainingSession))
    )
    for row in db.session.execute(wanted.execution_options(yield_per=_AT_A_TIME)):
        yield _listed(row)


def people_of_units(unit_ids: list[uuid.UUID]) -> list[Row[uuid.UUID, str, str | None]]:
    """Who works in these units: id, name and number."""
    wanted = (
        select(Person.id, Person.name, Person.employee_number)
        .where(Person.unit_id.in_(unit_ids), *WORKS_HERE)
        .order_by(Person.name, Person.id)
    )
    return list(db.session.execute(wanted).all())


def safety_asked() -> int | None:
    """The minutes of safety training that everybody is to have in a year, if the company says."""
    return db.session.scalar(select(Company.safety_minutes).where(Company.id == 1))


def count_present() -> ScalarSelect[int]:
    """How many are on the list of the session of the row."""
    return (
        select(func.count())
        .select_from(Attendance)
        .where(Attendance.session_id == TrainingSession.id)
        .correlate(TrainingSession)
        .scalar_subquery()
    )


def _with_what_is_shown(sessions: Select[TrainingSession]) -> Select:
    return sessions.add_columns(Unit.name, count_present()).outerjoin(
        Unit, Unit.id == TrainingSession.unit_id
    )


def _listed(row: Row) -> Listed:
    session, unit, people = row
    return Listed(session, unit or "", people)


def _order(session: type[TrainingSession]) -> tuple[Any, ...]:
    return session.starts_at, session.id


def _place_of(session_id: uuid.UUID | None) -> Tuple | None:
    if session_id is None:
        return None
    # The address of a page holds an id only; the moment is looked up by it.
    at = aliased(TrainingSession)
    parts = (select(part).where(at.id == session_id).scalar_subquery() for part in _order(at))
    return tuple_(*parts)
