"""Reading reviews: who sees which, the list, and who is on probation without one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Tuple,
    and_,
    exists,
    false,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import ObserverAppointment, Person
from app.accounts.queries import (
    WORKS_HERE,
    appointments_good_on,
    found_by,
    people_led_by,
    people_recorded_by,
)
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.enrolments.due import PROBATION_MONTHS
from app.interface.paging import Page, page_beside
from app.probation.dates import DECIDED_BEFORE
from app.probation.finding import Asked
from app.probation.models import ProbationReview
from app.probation.parts import Part

PAGE = 30
#: Of those who have no review yet so many are named; the first to be dealt with come first.
MOST_NEWCOMERS = 50

#: Whether there is, or was, a review of the probation that a person is in now: one that ended
#: before she was hired is of another employment.
IS_ON_RECORD: ColumnElement[bool] = exists().where(
    ProbationReview.person_id == Person.id,
    or_(ProbationReview.decided_at.is_(None), ProbationReview.ends_on >= Person.hired_on),
)


@dataclass(frozen=True)
class Found:
    """A review with the person that it is about, and what the viewer is to her."""

    review: ProbationReview
    person: Person
    part: Part


def reviews_visible_to(
    viewer: Viewer, today: date
) -> Select[ProbationReview, Person, bool, bool, bool, bool]:
    """The reviews that somebody may see on a day of her time zone, each with its person and with
    what she is to her: herself, her mentor, who leads her, or HR."""
    own = ProbationReview.person_id == viewer.id
    mentored = ProbationReview.person_id.in_(people_mentored_by(viewer.id, today))
    led, kept = _is_led(viewer), _is_kept(viewer)
    return (
        select(
            ProbationReview,
            Person,
            own.label("is_own"),
            mentored.label("is_mentor"),
            led.label("leads"),
            kept.label("keeps"),
        )
        .join(Person, Person.id == ProbationReview.person_id)
        .where(or_(own, mentored, led, kept))
    )


def review_seen_by(viewer: Viewer, review_id: uuid.UUID, today: date) -> Found | None:
    """One review with its voices, if the viewer may see it. One statement."""
    wanted = (
        reviews_visible_to(viewer, today)
        .where(ProbationReview.id == review_id)
        .options(joinedload(ProbationReview.opinions), joinedload(Person.unit))
    )
    row = db.session.execute(wanted).unique().first()
    return None if row is None else _found(row)


def reviews_of(person_id: uuid.UUID) -> list[ProbationReview]:
    """All reviews of one person with their voices, the latest first. One statement.

    Whoever shows them asks first who may read what: see `Part`.
    """
    rows = (
        select(ProbationReview)
        .where(ProbationReview.person_id == person_id)
        .options(joinedload(ProbationReview.opinions))
        .order_by(ProbationReview.ends_on.desc(), ProbationReview.id.desc())
    )
    return list(db.session.scalars(rows).unique())


def was_extended(review: ProbationReview) -> Select[uuid.UUID]:
    """The review by whose decision the same probation was extended already, if there is one."""
    return select(ProbationReview.id).where(
        ProbationReview.person_id == review.person_id,
        ProbationReview.id != review.id,
        ProbationReview.decision == "extended",
        ProbationReview.ends_on >= review.begins_on,
    )


def people_mentored_by(person_id: uuid.UUID, today: date) -> Select[uuid.UUID | None]:
    """The ids of those whose mentor somebody is on a day."""
    return (
        appointments_good_on(today)
        .with_only_columns(ObserverAppointment.person_id)
        .where(
            ObserverAppointment.kind == "mentor",
            ObserverAppointment.observer_id == person_id,
            ObserverAppointment.person_id.in_(select(Person.id).where(*WORKS_HERE)),
        )
    )


def mentors_of(person_id: uuid.UUID, today: date) -> Select[str]:
    """The names of a person's mentors on a day."""
    named = appointments_good_on(today).with_only_columns(ObserverAppointment.observer_id)
    ids = named.where(
        ObserverAppointment.kind == "mentor", ObserverAppointment.person_id == person_id
    )
    return select(Person.name).where(*WORKS_HERE, Person.id.in_(ids)).order_by(Person.name)


def page_of_reviews(viewer: Viewer, asked: Asked, today: date) -> Page[Found]:
    """One page of the reviews that are asked for: open ones by their last day, decided ones the
    latest first. One statement."""
    return page_beside(
        lambda wanted: map(_found, db.session.execute(wanted)),
        reviews_asked_for(viewer, asked, today),
        _order(ProbationReview),
        size=PAGE,
        after=_place_of(asked.after),
        before=_place_of(asked.before),
        latest_first=asked.state == "decided",
    )


def reviews_asked_for(
    viewer: Viewer, asked: Asked, today: date
) -> Select[ProbationReview, Person, bool, bool, bool, bool]:
    """The reviews that words and filter leave; open ones of people who left wait for nobody."""
    wanted = reviews_visible_to(viewer, today)
    if asked.state == "decided":
        wanted = wanted.where(ProbationReview.decided_at.is_not(None))
    else:
        wanted = wanted.where(ProbationReview.decided_at.is_(None), *WORKS_HERE)
    if asked.state == "soon":
        wanted = wanted.where(ProbationReview.ends_on.between(today, today + DECIDED_BEFORE))
    if asked.state == "overdue":
        wanted = wanted.where(ProbationReview.ends_on < today)
    return found_by(wanted, asked.words)


def newcomers_of(viewer: Viewer, today: date) -> Select[Person]:
    """Who may be on probation and has no review, among those whose records somebody keeps: those
    whose last day is still to come, and those hired lately of whom no last day is kept."""
    # Nobody's probation is longer, so that whoever was hired before is asked about no more.
    lately = _months_before(today, PROBATION_MONTHS)
    no_end = and_(Person.probation_ends_on.is_(None), Person.hired_on >= lately)
    return (
        _recorded_by(viewer)
        .where(*WORKS_HERE, or_(no_end, Person.probation_ends_on >= today), ~IS_ON_RECORD)
        .options(joinedload(Person.unit))
        .order_by(Person.probation_ends_on.is_not(None), Person.hired_on, Person.id)
    )


def person_recorded_by(viewer: Viewer, person_id: uuid.UUID) -> Select[Person]:
    """One of the people whose records somebody keeps, who works here."""
    one = _recorded_by(viewer).where(*WORKS_HERE, Person.id == person_id)
    return one.options(joinedload(Person.unit))


def open_review_of(person_id: uuid.UUID) -> Select[ProbationReview]:
    """The review of a person that is not decided."""
    return select(ProbationReview).where(
        ProbationReview.person_id == person_id, ProbationReview.decided_at.is_(None)
    )


def _found(row: Row[ProbationReview, Person, bool, bool, bool, bool]) -> Found:
    review, person, is_own, is_mentor, leads, keeps = row
    if is_own:
        return Found(review, person, Part(is_own=True))
    return Found(review, person, Part(False, bool(is_mentor), bool(leads), bool(keeps)))


def _is_led(viewer: Viewer) -> ColumnElement[bool]:
    if Role.SUPERVISOR not in viewer.roles:
        return literal(value=False)
    return ProbationReview.person_id.in_(people_led_by(viewer.id).with_only_columns(Person.id))


def _is_kept(viewer: Viewer) -> ColumnElement[bool]:
    if Role.HR not in viewer.roles:
        return literal(value=False)
    return ProbationReview.person_id != viewer.id


def _recorded_by(viewer: Viewer) -> Select[Person]:
    if viewer.roles.isdisjoint({Role.HR, Role.SUPERVISOR}):
        return select(Person).where(false())
    return people_recorded_by(viewer)


def _order(review: type[ProbationReview]) -> tuple[Any, ...]:
    return review.ends_on, review.id


def _place_of(review_id: uuid.UUID | None) -> Tuple | None:
    if review_id is None:
        return None
    at = aliased(ProbationReview)
    parts = (select(part).where(at.id == review_id).scalar_subquery() for part in _order(at))
    return tuple_(*parts)


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    # The first of the month: a few days more are looked at, and no day is missing in a month.
    return date(count // 12, count % 12 + 1, 1)
