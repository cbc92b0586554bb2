"""For whom it is time to rate again: once before the probation review, and once a year.

Only what a person has rated before is asked for again: the first time belongs to her plan. Once in
the last 30 days of her probation, and once a year after the last time, a round is open until both
sides are in. What somebody rated within 30 days is not asked of her again so soon. Nothing hangs on
any of this; it is a good day to talk.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from app.accounts.models import Person, Unit
from app.accounts.queries import WORKS_HERE
from app.appraisals.models import Appraisal
from app.appraisals.pairing import DAYS
from app.library.models import LibraryEntry

PROBATION, YEARLY = "probation", "yearly"
#: So many days before the end of probation a round begins.
BEFORE_THE_END = 30
A_YEAR = 365
#: So soon nobody is asked for the same again,
_SOON = 30
#: and not twice on one occasion within half a year, even when the other side never answers.
_SAME_OCCASION = 183

#: The published instrument, whom to rate, on which occasion, and when the probation ends.
Due = Select[uuid.UUID, str, uuid.UUID, str | None, date | None]


def due_for(rater_id: uuid.UUID, people: Select[uuid.UUID], *, today: date) -> Due:
    """Whom of these people a rater is asked to rate on a day, and with what."""
    own = _sheets(Appraisal.rater_id == Appraisal.person_id, Appraisal.person_id.in_(people))
    given = _sheets(Appraisal.rater_id == rater_id, Appraisal.person_id.in_(people))
    occasion = _occasion(own, given, today)
    return (
        select(
            LibraryEntry.version_id,
            LibraryEntry.slug,
            Person.id.label("person_id"),
            occasion.label("occasion"),
            Person.probation_ends_on,
        )
        .select_from(Person)
        .join(own, own.c.person_id == Person.id)
        .join(
            LibraryEntry,
            and_(LibraryEntry.kind == "instrument", LibraryEntry.slug == own.c.instrument),
        )
        .outerjoin(
            given,
            and_(given.c.person_id == own.c.person_id, given.c.instrument == own.c.instrument),
        )
        .where(*WORKS_HERE, occasion.is_not(None))
    )


def herself(person_id: uuid.UUID) -> Select[uuid.UUID]:
    """The person alone, as a choice of people."""
    return select(Person.id).where(Person.id == person_id)


def people_directly_led_by(person_id: uuid.UUID) -> Select[uuid.UUID]:
    """Whom somebody works with day by day: others below are their own supervisors' to rate."""
    led = select(Unit.id).where(Unit.leader_id == person_id)
    in_her_units = and_(Person.supervisor_id.is_(None), Person.unit_id.in_(led))
    return select(Person.id).where(
        Person.id != person_id, or_(Person.supervisor_id == person_id, in_her_units)
    )


def _sheets(*which: ColumnElement[bool]) -> Subquery:
    """When each person was last rated on each instrument, at all and on each occasion."""
    return (
        select(
            Appraisal.person_id,
            Appraisal.instrument,
            func.max(Appraisal.submitted_at).label("last"),
            *(_last_on(each).label(each) for each in (PROBATION, YEARLY)),
        )
        .where(Appraisal.submitted_at.is_not(None), *which)
        .group_by(Appraisal.person_id, Appraisal.instrument)
        .subquery()
    )


def _last_on(occasion: str) -> Any:
    return func.max(case((Appraisal.occasion == occasion, Appraisal.submitted_at)))


def _occasion(own: Subquery, given: Subquery, today: date) -> ColumnElement[str | None]:
    """The occasion on which the rater is asked; none when she is not."""
    ends = Person.probation_ends_on.between(today, today + timedelta(days=BEFORE_THE_END))
    asked = {
        PROBATION: and_(
            _is_before(own.c.last, today, _SOON),
            _is_before(own.c[PROBATION], today, _SAME_OCCASION),
        ),
        YEARLY: _is_before(own.c.last, today, A_YEAR),
    }
    open_ = {
        name: or_(asked[name], own.c[name] >= _start(today, DAYS)) for name in (PROBATION, YEARLY)
    }
    open_[PROBATION] = and_(ends, open_[PROBATION])
    return case(*_whens(open_, given, today))


def _whens(
    open_: dict[str, ColumnElement[bool]], given: Subquery, today: date
) -> Iterable[tuple[ColumnElement[bool], str]]:
    rested = _is_before(given.c.last, today, _SOON)
    for name, is_open in open_.items():
        yield and_(is_open, rested, _is_before(given.c[name], today, _SAME_OCCASION)), name


def _is_before(moment: Any, today: date, days: int) -> ColumnElement[bool]:
    """Never, or so many days ago."""
    return or_(moment.is_(None), moment < _start(today, days))


def _start(today: date, days: int) -> datetime:
    # Days, not hours: whose midnight it is makes no difference here.
    return datetime.combine(today - timedelta(days=days), time(), UTC)
