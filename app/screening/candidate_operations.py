"""What a candidate does by her link: agree, read, begin, withdraw. Done twice changes nothing."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import update

from app.appraisals.operations import start_appraisal
from app.attempts.models import Attempt
from app.attempts.queries import attempts_at, attempts_visible_to, locked
from app.attempts.scoring import submit_attempt
from app.attempts.starting import start_attempt
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import complete_lesson
from app.library.queries import Library, Published
from app.screening.models import Invitation


def consent(invitation: Invitation, *, agreed_to_more: bool, now: datetime) -> None:
    """Agree to what the page says about one's data, and perhaps to being kept in mind."""
    if invitation.consented_at is not None:
        return
    invitation.consented_at = now
    invitation.agreed_to_more = agreed_to_more
    _record("consented", invitation, now=now)
    db.session.flush()


def read_lesson(
    invitation: Invitation, lesson: Published, library: Library, *, now: datetime
) -> None:
    """Finish the lesson: it counts for the candidate as it does for an employee."""
    if invitation.lesson_read_at is not None:
        return
    invitation.lesson_read_at = now
    complete_lesson(invitation.person_id, lesson, library, now=now)
    db.session.flush()


def begin_quiz(
    invitation: Invitation, quiz: Published, library: Library, *, now: datetime
) -> uuid.UUID:
    """Begin the quiz, once for an invitation; gives the attempt that belongs to it."""
    if invitation.attempt_id is None:
        _hand_in_older(invitation.person_id, quiz, library, now=now)
        attempt = start_attempt(
            invitation.person_id, quiz, now=now, extra_time=invitation.extra_time
        )
        invitation.attempt_id = attempt.id
        db.session.flush()
    return invitation.attempt_id


def begin_self(invitation: Invitation, instrument: Published, *, now: datetime) -> uuid.UUID:
    """Begin to rate oneself, once for an invitation; gives the appraisal that belongs to it."""
    if invitation.appraisal_id is None:
        person_id = invitation.person_id
        appraisal = start_appraisal(instrument, person_id=person_id, rater_id=person_id, now=now)
        # One that was left open under an older invitation is gone on with, and moves here.
        db.session.execute(
            update(Invitation)
            .where(Invitation.appraisal_id == appraisal.id)
            .values(appraisal_id=None)
        )
        invitation.appraisal_id = appraisal.id
        db.session.flush()
    return invitation.appraisal_id


def withdraw(invitation: Invitation, *, now: datetime) -> None:
    """Give up the application: the link ends, and the data is deleted soon."""
    if invitation.withdrawn_at is not None:
        return
    invitation.withdrawn_at = now
    _record("withdrawn", invitation, now=now)
    db.session.flush()


def _hand_in_older(
    person_id: uuid.UUID, quiz: Published, library: Library, *, now: datetime
) -> None:
    """An attempt that was left open under an older invitation counts there, as it stands."""
    older = attempts_at(attempts_visible_to(person_id), quiz.slug).where(
        Attempt.submitted_at.is_(None)
    )
    for attempt in db.session.scalars(locked(older)).all():
        submit_attempt(attempt, library, now=now)


def _record(verb: str, invitation: Invitation, *, now: datetime) -> None:
    person_id = invitation.person_id
    record(verb, "invitation", invitation.id, now=now, actor_id=person_id, person_id=person_id)
