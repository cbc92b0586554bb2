"""Starting an appraisal, rating its statements, handing it in."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.locks import lock_person
from app.appraisals.due import due_for, herself
from app.appraisals.models import Appraisal, Rating
from app.appraisals.queries import both_sides
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import complete
from app.errors import Problem
from app.library.queries import Published, version
from app.quizzes.instruments import total
from app.quizzes.model import Instrument

#: An appraisal that was left open for days is not counted as hours of training.
MOST_MINUTES = 30


class AppraisalClosed(Problem):
    """The appraisal was handed in; its ratings stay as they are."""


class NotOnTheScale(Problem):
    """A statement that the instrument does not have, or a value outside its scale."""

    status = 400


class Unfinished(Problem):
    """So many statements are not rated yet."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} statements are not rated yet")
        self.count = count


def start_appraisal(
    instrument: Published, *, person_id: uuid.UUID, rater_id: uuid.UUID, now: datetime
) -> Appraisal:
    """Begin to rate a person; an appraisal that is still open is gone on with, as it was begun."""
    lock_person(rater_id)
    appraisal = db.session.scalar(
        select(Appraisal).where(
            Appraisal.instrument == instrument.slug,
            Appraisal.person_id == person_id,
            Appraisal.rater_id == rater_id,
            Appraisal.submitted_at.is_(None),
        )
    )
    if appraisal is not None:
        return appraisal
    appraisal = Appraisal(
        instrument=instrument.slug,
        version_id=instrument.version_id,
        person_id=person_id,
        rater_id=rater_id,
        started_at=now,
    )
    db.session.add(appraisal)
    db.session.flush()
    _record("started", appraisal, now=now)
    return appraisal


def rate(appraisal: Appraisal, values: Mapping[str, int | None], *, now: datetime) -> None:
    """Keep the ratings of some statements; the last one of each counts, none is "cannot say".

    Raises AppraisalClosed after handing in, NotOnTheScale for what the instrument does not ask.
    """
    if appraisal.is_submitted:
        raise AppraisalClosed
    _check(version(appraisal.version_id).body, values)
    saved = {rating.statement: rating for rating in appraisal.ratings}
    for statement, value in values.items():
        if statement not in saved:
            appraisal.ratings.append(_rating(appraisal, statement, value, now=now))
        elif saved[statement].value != value:
            saved[statement].value, saved[statement].saved_at = value, now
    db.session.flush()


def submit_appraisal(
    appraisal: Appraisal, instrument: Published, *, now: datetime, today: date | None = None
) -> None:
    """Hand in the ratings: they get their occasion and total, and the instrument is completed.

    `today` is the day where the rater works; without it, the day of UTC.
    Raises AppraisalClosed the second time, Unfinished when a statement is not rated.
    """
    if appraisal.is_submitted:
        raise AppraisalClosed
    ratings = appraisal.values
    missing = sum(statement.id not in ratings for statement in instrument.body.statements)
    if missing:
        raise Unfinished(missing)
    appraisal.occasion = _occasion(appraisal, now=now, today=today or now.date())
    appraisal.total = total(instrument.body, ratings)
    appraisal.submitted_at = now
    db.session.flush()
    _record("submitted", appraisal, now=now)
    if appraisal.rater_id == appraisal.person_id:
        complete(appraisal.person_id, instrument, now=now, minutes=_minutes(appraisal, now))


def _occasion(appraisal: Appraisal, *, now: datetime, today: date) -> str:
    """What the rater was asked for; else that of the rating which this one answers; else her own.

    It is settled when she hands in, so a sheet begun before the day still counts for it.
    """
    asked = due_for(appraisal.rater_id, herself(appraisal.person_id), today=today)
    for row in db.session.execute(asked):
        if row.slug == appraisal.instrument:
            return row.occasion
    sides = both_sides(appraisal.rater_id, appraisal.person_id, appraisal.instrument)
    answered = sides.waiting(now)
    return answered.occasion if answered else "own"


def _record(verb: str, appraisal: Appraisal, *, now: datetime) -> None:
    record(
        verb,
        "appraisal",
        appraisal.id,
        now=now,
        actor_id=appraisal.rater_id,
        person_id=appraisal.person_id,
    )


def _check(instrument: Instrument, values: Mapping[str, int | None]) -> None:
    scales = {statement.id: (statement.low, statement.high) for statement in instrument.statements}
    for statement, value in values.items():
        if statement not in scales:
            raise NotOnTheScale
        low, high = scales[statement]
        if value is not None and not low <= value <= high:
            raise NotOnTheScale


def _rating(appraisal: Appraisal, statement: str, value: int | None, *, now: datetime) -> Rating:
    return Rating(statement=statement, person_id=appraisal.person_id, value=value, saved_at=now)


def _minutes(appraisal: Appraisal, submitted_at: datetime) -> int:
    minutes = math.ceil((submitted_at - appraisal.started_at).total_seconds() / 60)
    return min(max(minutes, 1), MOST_MINUTES)
