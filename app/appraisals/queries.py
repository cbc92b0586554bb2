"""Reading appraisals: those one gives oneself, and the other side's once both are in."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person, RoleGrant
from app.appraisals.due import Due
from app.appraisals.models import Appraisal
from app.appraisals.pairing import (
    HandedIn,
    RatingState,
    rounds_of,
    scales_of,
    state_of,
    unanswered,
)
from app.db import db
from app.library.queries import version


def ratings_by(rater_id: uuid.UUID, person_id: uuid.UUID, instrument: str) -> Select[Appraisal]:
    """What one rater gave one person on an instrument, the latest first."""
    return (
        select(Appraisal)
        .where(
            Appraisal.person_id == person_id,
            Appraisal.rater_id == rater_id,
            Appraisal.instrument == instrument,
        )
        .order_by(Appraisal.started_at.desc(), Appraisal.id.desc())
    )


def with_ratings(appraisals: Select[Appraisal]) -> Select[Appraisal]:
    """The same appraisals with their ratings, in one more statement."""
    # A second statement sees what another request saved while this one waited for the row's lock.
    return appraisals.options(selectinload(Appraisal.ratings))


@dataclass(frozen=True)
class Side:
    """A rating of the other side, with the name of who gave it."""

    appraisal: Appraisal
    rater: str


@dataclass(frozen=True)
class Sides:
    """What one rater may know of the other side's ratings."""

    #: Beside each of her own ratings that has one: the other side's.
    pairs: Mapping[uuid.UUID, Side]
    #: Those of her own beside which one may stand, today or later.
    pairable: frozenset[uuid.UUID]
    #: Those of her own, the earliest first.
    given: tuple[Appraisal, ...]
    handed_in: tuple[HandedIn, ...]
    others: tuple[HandedIn, ...]

    def waiting(self, now: datetime) -> HandedIn | None:
        """The other side's rating that waits for hers, and that nobody sees."""
        return unanswered(self.handed_in, self.others, now=now)

    def waiting_since(self, now: datetime) -> datetime | None:
        """Since when it waits."""
        waiting = self.waiting(now)
        return waiting.at if waiting else None


def both_sides(rater_id: uuid.UUID, person_id: uuid.UUID, instrument: str) -> Sides:
    """What a rater gave a person, and what of the other side's stands beside it. One statement.

    The other side is oneself for whoever rates another, and everybody else for oneself.
    """
    found_rows = db.session.execute(_both_sides(rater_id, person_id, instrument)).unique()
    sides = {each.id: Side(each, name) for each, name in found_rows}
    rows = [side.appraisal for side in sides.values()]
    given = tuple(each for each in rows if each.rater_id == rater_id)
    handed_in = tuple(handed_in_as(each) for each in given)
    theirs = tuple(handed_in_as(each) for each in rows if each.rater_id != rater_id)
    beside = rounds_of(handed_in, theirs).beside
    return Sides(
        pairs={own_id: sides[other.id] for own_id, other in beside.items()},
        pairable=frozenset(each.id for each in given),
        given=given,
        handed_in=handed_in,
        others=theirs,
    )


def rating_states(
    person_ids: Collection[uuid.UUID], instrument: str, rater_id: uuid.UUID
) -> dict[uuid.UUID, RatingState]:
    """How far a rater is with each of these people on an instrument. One statement."""
    rows = db.session.execute(
        select(
            Appraisal.person_id,
            Appraisal.rater_id,
            Appraisal.id,
            Appraisal.version_id,
            Appraisal.submitted_at,
            Appraisal.occasion,
        )
        .where(
            Appraisal.person_id.in_(person_ids),
            Appraisal.instrument == instrument,
            or_(
                Appraisal.rater_id == rater_id,
                and_(Appraisal.rater_id == Appraisal.person_id, may_be_paired()),
            ),
        )
        .order_by(Appraisal.person_id)
    )
    found = {
        person_id: _state(tuple(group), rater_id)
        for person_id, group in groupby(rows, key=lambda row: row.person_id)
    }
    return {each: found.get(each, RatingState.NONE) for each in person_ids}


def last_own_ratings(person_id: uuid.UUID) -> Select[str, datetime | None]:
    """When somebody last handed in a rating of herself, for each instrument."""
    return (
        select(Appraisal.instrument, func.max(Appraisal.submitted_at))
        .where(
            Appraisal.person_id == person_id,
            Appraisal.rater_id == person_id,
            Appraisal.submitted_at.is_not(None),
        )
        .group_by(Appraisal.instrument)
    )


def due_with_names(due: Due) -> Select[*tuple[Any, ...]]:
    """The same people with their names, in order of these."""
    return due.add_columns(Person.name, Person.position).order_by(Person.name, Person.id)


def handed_in_as(row: Any) -> HandedIn:
    """What pairing knows of an appraisal, or of a row with the columns of one."""
    return HandedIn(
        id=row.id,
        at=row.submitted_at,
        scales=scales_of(version(row.version_id).body),
        rater_id=row.rater_id,
        occasion=row.occasion,
    )


def may_be_paired() -> ColumnElement[bool]:
    """Handed in, and for a rating of oneself: as an employee.

    A candidate was told who reads her answers, and a supervisor was not among them. Her roles begin
    when she is employed.
    """
    first_role = (
        select(func.min(RoleGrant.granted_at))
        .where(RoleGrant.person_id == Appraisal.person_id)
        .scalar_subquery()
    )
    return and_(
        Appraisal.submitted_at.is_not(None),
        or_(Appraisal.rater_id != Appraisal.person_id, Appraisal.submitted_at >= first_role),
    )


def _both_sides(
    rater_id: uuid.UUID, person_id: uuid.UUID, instrument: str
) -> Select[Appraisal, str]:
    rows = (
        select(Appraisal, Person.name)
        .join(Person, Person.id == Appraisal.rater_id)
        .where(
            Appraisal.person_id == person_id, Appraisal.instrument == instrument, may_be_paired()
        )
        .options(joinedload(Appraisal.ratings))
        .order_by(Appraisal.submitted_at, Appraisal.id)
    )
    if rater_id == person_id:
        return rows
    # One who rates another never meets what a third one gave.
    return rows.where(Appraisal.rater_id.in_((rater_id, person_id)))


def _state(rows: Sequence[Any], rater_id: uuid.UUID) -> RatingState:
    given = [row for row in rows if row.rater_id == rater_id]
    return state_of(
        [handed_in_as(row) for row in given if row.submitted_at],
        [handed_in_as(row) for row in rows if row.rater_id != rater_id],
        is_begun=any(row.submitted_at is None for row in given),
    )
