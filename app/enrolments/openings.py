"""Opening quizzes for people: from when until when somebody may sit one."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import gettext as _

from app.accounts.details import BadValue
from app.audit.operations import record
from app.db import db
from app.enrolments.models import QuizOpening


def open_quiz(
    quiz: str,
    *,
    opens_at: datetime,
    closes_at: datetime | None,
    unit_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
    now: datetime,
    by_id: uuid.UUID,
) -> QuizOpening:
    """Let the people of a unit and of those below it, or one person, sit a quiz in this time only.

    Raises BadValue when the end is not after the beginning, or is past already.
    """
    _check(opens_at, closes_at, now)
    opening = QuizOpening(
        quiz=quiz,
        unit_id=unit_id,
        person_id=person_id,
        opens_at=opens_at,
        closes_at=closes_at,
        created_at=now,
        created_by_id=by_id,
    )
    db.session.add(opening)
    db.session.flush()
    record("opened", "quiz", quiz, now=now, actor_id=by_id, person_id=person_id)
    return opening


def move_end(
    opening: QuizOpening, closes_at: datetime | None, *, now: datetime, by_id: uuid.UUID
) -> None:
    """Let a quiz close at another moment, or never. Attempts that are going on keep their time.

    Raises BadValue when the end is not after the beginning, or is past already.
    """
    _check(opening.opens_at, closes_at, now)
    opening.closes_at = closes_at
    db.session.flush()
    _record("changed", opening, now, by_id)


def remove_opening(opening: QuizOpening, *, now: datetime, by_id: uuid.UUID) -> None:
    """Take an opening away: without any other the quiz may be sat whenever one likes."""
    _record("removed", opening, now, by_id)
    db.session.delete(opening)
    db.session.flush()


def _check(opens_at: datetime, closes_at: datetime | None, now: datetime) -> None:
    if closes_at is not None and closes_at <= opens_at:
        raise BadValue("closes_at", _("The end must be later than the beginning."))
    if closes_at is not None and closes_at <= now:
        raise BadValue("closes_at", _("This end is past already: choose a later one."))


def _record(verb: str, opening: QuizOpening, now: datetime, by_id: uuid.UUID) -> None:
    record(verb, "opening", opening.id, now=now, actor_id=by_id, person_id=opening.person_id)
