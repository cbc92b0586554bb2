"""Reading all sheets of an instrument, for figures in which nobody is named."""

from __future__ import annotations

import uuid
from collections import defaultdict

from sqlalchemy import ColumnElement, and_, select

from app.accounts.models import Person
from app.appraisals.models import Appraisal, Rating
from app.appraisals.queries import handed_in_as, may_be_paired
from app.appraisals.report import Rated
from app.db import db


def sheets_on(instrument: str) -> list[Rated]:
    """What employees and those who lead them handed in on an instrument. Two statements.

    What somebody said as a candidate is left out: that was asked for another purpose.
    """
    ratings: dict[uuid.UUID, dict[str, int | None]] = defaultdict(dict)
    given = (
        select(Rating.appraisal_id, Rating.statement, Rating.value)
        .join(Appraisal, Appraisal.id == Rating.appraisal_id)
        .join(Person, Person.id == Appraisal.person_id)
        .where(_is_counted(instrument))
    )
    for appraisal_id, statement, value in db.session.execute(given):
        ratings[appraisal_id][statement] = value
    sheets = (
        select(
            Appraisal.id,
            Appraisal.person_id,
            Appraisal.rater_id,
            Appraisal.version_id,
            Appraisal.submitted_at,
            Appraisal.occasion,
        )
        .join(Person, Person.id == Appraisal.person_id)
        .where(_is_counted(instrument))
    )
    return [
        Rated(handed_in_as(row), row.person_id, ratings[row.id])
        for row in db.session.execute(sheets)
    ]


def _is_counted(instrument: str) -> ColumnElement[bool]:
    return and_(Appraisal.instrument == instrument, Person.is_candidate.is_(False), may_be_paired())
