"""Keeping the record of a session: what was held, who was there, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.sessions.models import Attendance, TrainingSession
from app.sessions.roll import Roll
from app.sessions.timing import code_end, is_open


class Removed(Problem):
    """What was removed is not changed any more."""


class NotOpenYet(Problem):
    """Nobody can be at a session that is more than half an hour ahead."""


@dataclass(frozen=True)
class Held:
    """What is written down of a session, but for the people."""

    kind: str
    level: str | None
    topic: str
    standards: list[str]
    unit_id: uuid.UUID | None
    starts_at: datetime
    ends_at: datetime
    place: str
    trainer_id: uuid.UUID | None
    trainer_name: str
    note: str


def keep_session(
    session_id: uuid.UUID,
    held: Held,
    present: Mapping[uuid.UUID, str],
    *,
    now: datetime,
    by_id: uuid.UUID,
) -> TrainingSession | None:
    """Write a session down with who was there. The same form sent twice is one session; what is
    another's is None."""
    kept = db.session.get(TrainingSession, session_id)
    if kept is not None:
        return kept if kept.created_by_id == by_id else None
    session = TrainingSession(id=session_id, created_at=now, created_by_id=by_id, **asdict(held))
    try:
        with db.session.begin_nested():
            db.session.add(session)
    except IntegrityError:
        # The same form came twice at once, and the other was first.
        kept = db.session.get(TrainingSession, session_id)
        return kept if kept is not None and kept.created_by_id == by_id else None
    record("noted", "session", session.id, now=now, actor_id=by_id, present=len(present))
    _refuse_early(session, present, now)
    db.session.add_all(_ticked(session.id, present, now, by_id))
    db.session.flush()
    return session


def change_session(
    session: TrainingSession, held: Held, roll: Roll, *, now: datetime, by_id: uuid.UUID
) -> None:
    """Correct what is written down of a session, and who was there of those whom the form showed.

    The session's row is locked by the caller: two who change it come one after the other.
    """
    refuse_removed(session)
    given = asdict(held)
    changed = sorted(name for name in given if getattr(session, name) != given[name])
    for name in changed:
        setattr(session, name, given[name])
    if session.code_hash is not None:
        session.code_expires_at = code_end(session.ends_at)
    if changed:
        record("changed", "session", session.id, now=now, actor_id=by_id, fields=changed)
    _change_list(session, roll, now, by_id)
    db.session.flush()


def untick(
    session: TrainingSession, person_id: uuid.UUID, *, now: datetime, by_id: uuid.UUID
) -> None:
    """Take somebody off the list; who is not on it any more is not missed."""
    refuse_removed(session)
    _take_off(session.id, {person_id} & _on_list(session.id).keys(), now, by_id)
    db.session.flush()


def come_by_code(session: TrainingSession, person_id: uuid.UUID, *, now: datetime) -> Attendance:
    """Say that one is there, with the session's code. Twice is once.

    The session's row is locked by the caller.
    """
    refuse_removed(session)
    if not is_open(session.starts_at, now=now):
        raise NotOpenYet
    kept = db.session.get(Attendance, (session.id, person_id))
    if kept is not None:
        return kept
    here = Attendance(
        session_id=session.id,
        person_id=person_id,
        came_by="code",
        noted_at=now,
        noted_by_id=person_id,
        result="untested",
    )
    db.session.add(here)
    record("came", "session", session.id, now=now, actor_id=person_id, person_id=person_id)
    db.session.flush()
    return here


def remove_session(
    session: TrainingSession, reason: str, *, now: datetime, by_id: uuid.UUID
) -> None:
    """Say that a session was written down by mistake: it stays with the reason and counts nowhere.

    Removing it once more changes nothing.
    """
    if session.removed_at is not None:
        return
    session.removed_at = now
    session.removed_by_id = by_id
    session.removed_reason = reason
    session.code_hash = session.code_expires_at = None
    record("removed", "session", session.id, now=now, actor_id=by_id)
    db.session.flush()


def refuse_removed(session: TrainingSession) -> None:
    """Nothing that belongs to a removed session is changed."""
    if session.removed_at is not None:
        raise Removed


def _change_list(session: TrainingSession, roll: Roll, now: datetime, by_id: uuid.UUID) -> None:
    on_list = _on_list(session.id)
    new = {each: how for each, how in roll.present.items() if each not in on_list}
    _refuse_early(session, new, now)
    _take_off(session.id, roll.absent & on_list.keys(), now, by_id)
    db.session.add_all(_ticked(session.id, new, now, by_id))
    for each in new:
        record("ticked", "session", session.id, now=now, actor_id=by_id, person_id=each)
    for each, kept in on_list.items():
        result = roll.present.get(each, kept.result)
        if result != kept.result:
            kept.result = result
            record("graded", "session", session.id, now=now, actor_id=by_id, person_id=each)


def _take_off(
    session_id: uuid.UUID, people: Collection[uuid.UUID], now: datetime, by_id: uuid.UUID
) -> None:
    if not people:
        return
    db.session.execute(
        delete(Attendance)
        .where(Attendance.session_id == session_id, Attendance.person_id.in_(list(people)))
        .execution_options(synchronize_session="fetch")
    )
    for each in people:
        record("unticked", "session", session_id, now=now, actor_id=by_id, person_id=each)


def _on_list(session_id: uuid.UUID) -> dict[uuid.UUID, Attendance]:
    found = db.session.scalars(select(Attendance).where(Attendance.session_id == session_id))
    return {each.person_id: each for each in found}


def _ticked(
    session_id: uuid.UUID, present: Mapping[uuid.UUID, str], now: datetime, by_id: uuid.UUID
) -> list[Attendance]:
    return [
        Attendance(
            session_id=session_id,
            person_id=person_id,
            came_by="ticked",
            noted_at=now,
            noted_by_id=by_id,
            result=result,
        )
        for person_id, result in present.items()
    ]


def _refuse_early(session: TrainingSession, people: Mapping[uuid.UUID, str], now: datetime) -> None:
    if people and not is_open(session.starts_at, now=now):
        raise NotOpenYet
