"""What others ask about sessions: where somebody was, and how many minutes that makes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from app.accounts.models import DEFAULT_ZONE, Person
from app.accounts.queries import WORKS_HERE
from app.db import db
from app.interface.days import local_day
from app.sessions.models import Attendance, TrainingSession
from app.sessions.timing import day_begins, minutes_between, year_span
from app.sessions.weekly import Trained, Week, first_monday, weeks_of

#: The kinds whose minutes count as training on safety.
SAFETY = ("safety", "fire-drill")
#: What was removed counts nowhere.
COUNTS = TrainingSession.removed_at.is_(None)


@dataclass(frozen=True)
class Attended:
    """A session at which somebody was."""

    session_id: uuid.UUID
    kind: str
    level: str | None
    topic: str
    starts_at: datetime
    minutes: int
    place: str
    trainer_name: str
    result: str
    came_by: str
    #: What it was about. Being there is no evidence of knowing it.
    standards: tuple[str, ...]


@dataclass(frozen=True)
class SessionMinutes:
    """The whole minutes that somebody spent in sessions, and those on safety among them."""

    total: int = 0
    safety: int = 0


def sessions_of(
    person_id: uuid.UUID, *, since: date | None = None, zone: str = DEFAULT_ZONE
) -> list[Attended]:
    """The sessions at which a person was, the latest first. What was removed is not among them."""
    wanted = (
        select(TrainingSession, Attendance.result, Attendance.came_by)
        .join(Attendance, Attendance.session_id == TrainingSession.id)
        .where(Attendance.person_id == person_id, COUNTS)
        .order_by(TrainingSession.starts_at.desc(), TrainingSession.id.desc())
    )
    if since is not None:
        wanted = wanted.where(TrainingSession.starts_at >= day_begins(since, zone))
    return [_attended(*row) for row in db.session.execute(wanted)]


def minutes_of(
    people: Collection[uuid.UUID], year: int, zone: str
) -> dict[uuid.UUID, SessionMinutes]:
    """How long each of these people was in sessions that began in a year; everybody is named."""
    begin, end = year_span(year, zone)
    wanted = (
        select(
            Attendance.person_id,
            TrainingSession.starts_at,
            TrainingSession.ends_at,
            TrainingSession.kind,
        )
        .join(TrainingSession, TrainingSession.id == Attendance.session_id)
        .where(
            COUNTS,
            Attendance.person_id.in_(list(people)),
            TrainingSession.starts_at >= begin,
            TrainingSession.starts_at < end,
        )
    )
    total: dict[uuid.UUID, int] = defaultdict(int)
    safety: dict[uuid.UUID, int] = defaultdict(int)
    for person_id, starts_at, ends_at, kind in db.session.execute(wanted):
        minutes = minutes_between(starts_at, ends_at)
        total[person_id] += minutes
        safety[person_id] += minutes if kind in SAFETY else 0
    return {each: SessionMinutes(total[each], safety[each]) for each in people}


def weekly_minutes(
    units: Collection[uuid.UUID], *, now: datetime, zone: str
) -> dict[uuid.UUID, list[Week]]:
    """How the handbook's weekly half hour stood in each of these units in the last eight weeks,
    the present one last. Who is in a unit below counts there."""
    today = local_day(now, zone)
    there = and_(
        Attendance.session_id == TrainingSession.id,
        COUNTS,
        TrainingSession.starts_at >= day_begins(first_monday(today), zone),
    )
    present = (
        select(Attendance.person_id, TrainingSession.starts_at, TrainingSession.ends_at)
        .join(TrainingSession, there)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Person.unit_id,
            Person.id,
            Person.hired_on,
            present.c.starts_at,
            present.c.ends_at,
        )
        .outerjoin(present, present.c.person_id == Person.id)
        .where(Person.unit_id.in_(list(units)), *WORKS_HERE)
    )
    return weeks_of((Trained(*row) for row in rows), today, zone)


def _attended(held: TrainingSession, result: str, came_by: str) -> Attended:
    return Attended(
        session_id=held.id,
        kind=held.kind,
        level=held.level,
        topic=held.topic,
        starts_at=held.starts_at,
        minutes=minutes_between(held.starts_at, held.ends_at),
        place=held.place,
        trainer_name=held.trainer_name,
        result=result,
        came_by=came_by,
        standards=tuple(held.standards),
    )
