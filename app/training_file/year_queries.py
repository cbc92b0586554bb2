"""Reading what a unit planned for a year, and what was done."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from app.accounts.models import Company, Person, Unit
from app.accounts.queries import employees, units_within
from app.courses.policies import slug_and_edition
from app.db import db
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.progress import Name
from app.enrolments.queries import COUNTS
from app.interface.days import local_day
from app.library.positions import position_of
from app.library.queries import Library
from app.outside_certificates.queries import readiness_of
from app.outside_certificates.readiness import Readiness
from app.sessions import queries as sessions
from app.sessions.models import Attendance, TrainingSession
from app.sessions.timing import year_span
from app.sessions.wording import KINDS as SESSION_KINDS
from app.training_file.year import (
    KINDS,
    Done,
    Followed,
    MonthLine,
    PersonLine,
    PlanLine,
    Planned,
    Present,
    SessionLine,
    months_of_completions,
    months_of_sessions,
    names_of,
    once,
    person_lines,
    plan_lines,
    planned_by_plans,
    session_lines,
)


@dataclass(frozen=True)
class Someone:
    """One of the people of a list."""

    id: uuid.UUID
    name: str
    employee_number: str | None
    position: str | None


@dataclass(frozen=True)
class UnitYear:
    """The yearly list of a unit and of those below it."""

    unit: Unit
    year: int
    today: date
    people: Sequence[Someone]
    #: Whether those are among them who left in the year.
    has_leavers: bool
    plan: Sequence[PlanLine]
    sessions: Sequence[SessionLine]
    months_of_sessions: MonthLine
    months_of_completions: MonthLine
    persons: dict[uuid.UUID, PersonLine]
    readiness: dict[uuid.UUID, Readiness]
    safety_minutes: int | None


def year_of(
    unit: Unit, year: int, library: Library, *, now: datetime, with_leavers: bool
) -> UnitYear:
    """Plan and done of a unit in a year; whoever left it in the year is named where asked for."""
    read = _Year(unit, year, with_leavers)
    people, safety_minutes = read.people()
    today = local_day(now, unit.zone)
    planned = once([*read.enrolments(), *planned_by_plans(read.followed(library), year)])
    done = read.done(planned)
    within_year = [each for each in done if each.on.year == year]
    present = read.present()
    ids = [each.id for each in people]
    return UnitYear(
        unit=unit,
        year=year,
        today=today,
        people=people,
        has_leavers=with_leavers,
        plan=plan_lines(planned, done, _order(library), today),
        sessions=session_lines(present, SESSION_KINDS),
        months_of_sessions=months_of_sessions(present, unit.zone),
        months_of_completions=months_of_completions(within_year),
        persons=person_lines(ids, within_year, present),
        readiness=readiness_of(
            {each.id: position_of(each.position, library) for each in people}, today
        ),
        safety_minutes=safety_minutes,
    )


class _Year:
    """One statement for each kind of record, whatever the number of people."""

    def __init__(self, unit: Unit, year: int, with_leavers: bool) -> None:
        self.zone, self.year = unit.zone, year
        self.begin, self.end = year_span(year, unit.zone)
        here = Person.deactivated_at.is_(None)
        left = or_(
            Person.left_on >= date(year, 1, 1),
            and_(Person.left_on.is_(None), Person.deactivated_at >= self.begin),
        )
        self._people = employees().where(
            Person.unit_id.in_(units_within(unit.id)),
            or_(here, left) if with_leavers else here,
            or_(Person.hired_on.is_(None), Person.hired_on <= date(year, 12, 31)),
        )
        self._ids = self._people.with_only_columns(Person.id)

    def people(self) -> tuple[list[Someone], int | None]:
        """Who counts, by name, and the safety minutes that the company asks for."""
        rows = db.session.execute(
            self._people.with_only_columns(
                Person.id,
                Person.name,
                Person.employee_number,
                Person.position,
                select(Company.safety_minutes).scalar_subquery().label("safety_minutes"),
            ).order_by(Person.employee_number.is_(None), Person.employee_number, Person.id)
        ).all()
        people = [Someone(*row[:4]) for row in rows]
        return people, rows[0].safety_minutes if rows else None

    def enrolments(self) -> list[Planned]:
        """The courses that somebody is to take until a day of the year."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        rows = db.session.execute(
            select(Enrolment.person_id, Enrolment.course, Enrolment.due_on).where(
                Enrolment.person_id.in_(self._ids), Enrolment.due_on.between(first, last)
            )
        )
        return [Planned(person_id, ("course", slug), day) for person_id, slug, day in rows if day]

    def followed(self, library: Library) -> list[Followed]:
        """The plans that somebody follows, of those that are published."""
        rows = db.session.execute(
            select(
                Assignment.person_id,
                Assignment.path,
                Assignment.anchored_on,
                Person.probation_ends_on,
            )
            .join(Person, Person.id == Assignment.person_id)
            .where(Assignment.person_id.in_(self._ids))
        )
        paths = {path.slug: path.body for path in library.all("path")}
        return [
            Followed(row.person_id, paths[row.path], row.anchored_on, row.probation_ends_on)
            for row in rows
            if row.path in paths
        ]

    def done(self, planned: Collection[Planned]) -> list[Done]:
        """What was completed of the plan whenever it was, and everything of the year."""
        rows = db.session.execute(_completions(self._ids, names_of(planned), self.begin, self.end))
        return [
            Done(row.person_id, _name(row.kind, row.slug), self._day(row.completed_at), row.minutes)
            for row in rows
        ]

    def present(self) -> list[Present]:
        """Who was at which session of the year."""
        rows = db.session.execute(
            select(
                Attendance.person_id,
                TrainingSession.id,
                TrainingSession.kind,
                TrainingSession.starts_at,
                TrainingSession.ends_at,
            )
            .join(TrainingSession, TrainingSession.id == Attendance.session_id)
            .where(
                Attendance.person_id.in_(self._ids),
                TrainingSession.starts_at >= self.begin,
                TrainingSession.starts_at < self.end,
                sessions.COUNTS,
            )
        )
        return [Present(*row) for row in rows]

    def _day(self, moment: datetime) -> date:
        return local_day(moment, self.zone)


def _completions(
    people: Select[Any], names: Collection[Name], begin: datetime, end: datetime
) -> Select[*tuple[Any, ...]]:
    of_the_plan = or_(
        *(
            and_(
                Completion.kind == kind,
                Completion.slug.in_([slug for each, slug in names if each == kind]),
            )
            for kind in KINDS
            if kind != "policy"
        ),
        # The name of what was signed holds the edition as well.
        Completion.kind == "policy",
    )
    of_the_year = and_(Completion.completed_at >= begin, Completion.completed_at < end)
    return select(
        Completion.person_id,
        Completion.kind,
        Completion.slug,
        Completion.completed_at,
        Completion.minutes,
    ).where(Completion.person_id.in_(people), COUNTS, or_(of_the_plan, of_the_year))


def _name(kind: str, slug: str) -> Name:
    return (kind, slug_and_edition(slug)[0]) if kind == "policy" else (kind, slug)


def _order(library: Library) -> list[Name]:
    return [(kind, each.slug) for kind in KINDS for each in library.all(kind)]
