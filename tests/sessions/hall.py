"""What tests of sessions send to the pages, and what they read on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Person, Unit
from app.db import db, new_id, utcnow
from app.sessions.models import Attendance, TrainingSession

ZONE = ZoneInfo("Asia/Shanghai")


def words(answer: TestResponse) -> str:
    """The page as text without markup, so that a sentence is found across its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def given(
    unit: Unit | None = None,
    present: Iterable[Person] = (),
    *,
    starts_in: float = -40,
    minutes: int = 30,
    **fields: Any,
) -> dict[str, Any]:
    """What the form sends: a weekly half hour that began so many minutes ago, unless said so."""
    begin = (utcnow() + timedelta(minutes=starts_in)).astimezone(ZONE)
    end = begin + timedelta(minutes=minutes)
    ids = [str(person.id) for person in present]
    return {
        "id": str(new_id()),
        "act": "save",
        "kind": "weekly",
        "level": "",
        "topic": "电话沟通",
        "unit_id": str(unit.id) if unit else "",
        "day": begin.strftime("%Y-%m-%d"),
        "begins": begin.strftime("%H:%M"),
        "ends": end.strftime("%H:%M"),
        "place": "",
        "trainer": "李主管",
        "note": "",
        "present": ids,
        "shown": ids,
    } | fields


def held(**values: Any) -> TrainingSession:
    """A session that was kept; a weekly half hour that ended just now, unless said otherwise."""
    now = utcnow()
    defaults = {
        "kind": "weekly",
        "topic": "电话沟通",
        "starts_at": now - timedelta(minutes=35),
        "ends_at": now - timedelta(minutes=5),
        "trainer_name": "李主管",
        "created_at": now,
    }
    session = TrainingSession(**defaults | values)
    db.session.add(session)
    db.session.flush()
    return session


def tick(session: TrainingSession, person: Person, **values: Any) -> None:
    """Put somebody on the list."""
    defaults = {"came_by": "ticked", "noted_at": utcnow(), "result": "untested"}
    db.session.add(Attendance(session_id=session.id, person_id=person.id, **defaults | values))
    db.session.flush()


def on_list(session_id: UUID | str) -> dict[UUID, tuple[str, str]]:
    """Who is on the list of a session: how she came, and her result."""
    rows = db.session.scalars(
        select(Attendance).where(Attendance.session_id == UUID(str(session_id)))
    )
    return {row.person_id: (row.came_by, row.result) for row in rows}


def shanghai(text: str) -> datetime:
    """A moment as a clock in Shanghai shows it, such as 2026-11-20 09:30."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)
