"""Reading a team: a fixed number of statements, however many people it has."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, String, and_, case, func, literal, null, select, union_all
from sqlalchemy import cast as as_type

from app.accounts.models import Person, Unit
from app.attempts.models import Attempt, Response
from app.db import db
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.queries import COUNTS
from app.learning.standing import Done, Standing
from app.teams.overview import QuizRecord, Record

#: The same rounding as in `reaches`: two thirds reach a passing score of 2 / 3.
_ROUNDING = 0.0000005


def records_of(people: Select[Person]) -> list[Record]:
    """What is known of these people. Four statements."""
    ids = people.with_only_columns(Person.id).order_by(None)
    known: dict[uuid.UUID, _Known] = defaultdict(_Known)
    _read_asked(ids, known)
    _read_done(ids, known)
    _read_quizzes(ids, known)
    return [_record(row, known[row.id]) for row in db.session.execute(_people(ids))]


@dataclass
class _Known:
    """What the statements bring of one person, gathered."""

    enrolled: dict[str, Any] = field(default_factory=dict)
    paths: dict[str, Any] = field(default_factory=dict)
    done: str = ""
    quizzes: dict[str, QuizRecord] = field(default_factory=dict)
    active_at: list[datetime] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        """Her standing; when each thing was done does not matter here, only that it was."""
        at = max(self.active_at, default=None)
        names = (name.split(":", 1) for name in self.done.split(",") if name)
        done = tuple(Done((kind, slug), at) for kind, slug in names) if at else ()
        return Standing(done, self.enrolled, self.paths)


def _people(ids: Select[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    # Columns, not whole people: a large team is read in a fraction of the time.
    return (
        select(
            Person.id,
            Person.name,
            Person.employee_number,
            Person.position,
            Person.unit_id,
            Unit.name.label("unit"),
            Person.hired_on,
            Person.probation_ends_on,
        )
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.id.in_(ids))
    )


def _read_asked(ids: Select[uuid.UUID], known: dict[uuid.UUID, _Known]) -> None:
    """Courses with their due days, and plans with the day from which they count."""
    rows = db.session.execute(union_all(_enrolments(ids), _assignments(ids))).all()
    for row in sorted(rows, key=lambda row: row.at, reverse=True):
        of = known[row.person_id]
        (of.enrolled if row.kind == "course" else of.paths)[row.slug] = row.day
        of.asked_at.append(row.at)


def _enrolments(ids: Select[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    return select(
        Enrolment.person_id,
        literal("course").label("kind"),
        Enrolment.course.label("slug"),
        Enrolment.due_on.label("day"),
        Enrolment.enrolled_at.label("at"),
    ).where(Enrolment.person_id.in_(ids))


def _assignments(ids: Select[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    return select(
        Assignment.person_id,
        literal("path"),
        Assignment.path,
        Assignment.anchored_on,
        Assignment.assigned_at,
    ).where(Assignment.person_id.in_(ids))


def _read_done(ids: Select[uuid.UUID], known: dict[uuid.UUID, _Known]) -> None:
    """What each has completed, as one text a person, and the last answers kept."""
    completions = (
        select(
            Completion.person_id,
            func.aggregate_strings(Completion.kind + ":" + Completion.slug, ",").label("done"),
            func.max(Completion.completed_at).label("at"),
        )
        .where(Completion.person_id.in_(ids), COUNTS)
        .group_by(Completion.person_id)
    )
    answers = (
        select(Attempt.person_id, as_type(null(), String), func.max(Response.saved_at))
        .join(Response, Response.attempt_id == Attempt.id)
        .where(Attempt.person_id.in_(ids), Attempt.submitted_at.is_(None))
        .group_by(Attempt.person_id)
    )
    for row in db.session.execute(union_all(completions, answers)):
        known[row.person_id].done += row.done or ""
        known[row.person_id].active_at.append(row.at)


def _read_quizzes(ids: Select[uuid.UUID], known: dict[uuid.UUID, _Known]) -> None:
    """Scores of the attempts handed in; attempts are counted from 1, so those failed since the
    last that passed are those with a higher number."""
    passed = Attempt.score >= Attempt.passing_score - _ROUNDING
    attempts = (
        select(
            Attempt.person_id,
            Attempt.quiz,
            func.max(Attempt.score).label("best"),
            # One that waits for its mark is neither passed nor failed.
            func.max(case((Attempt.score.is_not(None), Attempt.number), else_=0)).label("last"),
            func.max(case((passed, Attempt.number), else_=0)).label("passed"),
            func.max(Attempt.submitted_at).label("at"),
        )
        .where(and_(Attempt.person_id.in_(ids), Attempt.submitted_at.is_not(None)))
        .group_by(Attempt.person_id, Attempt.quiz)
    )
    for row in db.session.execute(attempts):
        of = known[row.person_id]
        if row.best is not None:
            of.quizzes[row.quiz] = QuizRecord(row.best, row.last - row.passed)
        of.active_at.append(row.at)


def _record(row: Row[Any], known: _Known) -> Record:
    return Record(
        id=row.id,
        name=row.name,
        number=row.employee_number or "",
        position=row.position,
        unit_id=row.unit_id,
        unit=row.unit or "",
        hired_on=row.hired_on,
        standing=replace(known.standing, probation_ends_on=row.probation_ends_on),
        quizzes=known.quizzes,
        active_at=_latest(known.active_at),
        asked_at=_latest(known.asked_at),
    )


def _latest(moments: Iterable[datetime]) -> datetime | None:
    return max(moments, default=None)
