"""Opening a review for everybody on probation, and letting it follow what HR changes."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Select, and_, exists, or_, select

from app.accounts.locks import lock_house, lock_person
from app.accounts.models import Person
from app.accounts.people import update_person
from app.accounts.queries import WORKS_HERE
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import move_probation_end
from app.errors import Problem
from app.library.queries import Library, Published, current_library
from app.probation.models import ProbationReview
from app.probation.queries import IS_ON_RECORD

Lack = Literal["first-day", "end", "position", "conditions"]


class CannotOpen(Problem):
    """There can be no review yet; `lack` says what is missing."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(f"no review without {lack}")
        self.lack = lack


def lack_of(person: Person, library: Library) -> Lack | None:
    """What is missing for a review of a person; None when there can be one."""
    if person.hired_on is None:
        return "first-day"
    if person.probation_ends_on is None:
        return "end"
    position = library.get("position", person.position or "")
    if position is None:
        return "position"
    return None if position.body.conditions else "conditions"


def open_review(
    person: Person, library: Library, *, now: datetime, by_id: uuid.UUID | None = None
) -> ProbationReview:
    """Open the review of a person's probation; the one that is open already stays, as it is.

    Raises CannotOpen where something is missing.
    """
    lock_person(person.id)
    there = db.session.scalar(_open_of(person.id))
    if there is not None:
        return there
    lack = lack_of(person, library)
    if lack is not None:
        raise CannotOpen(lack)
    review = _new(person, _position(person, library), now=now)
    db.session.add(review)
    db.session.flush()
    _record("opened", review, now, by_id)
    return review


def open_reviews(now: datetime) -> int:
    """Open what is missing, and let the open reviews follow what was changed about their people;
    says how many it was. For the sweep."""
    library = current_library()
    positions = [each.slug for each in library.all("position") if each.body.conditions]
    newcomers = db.session.scalars(_newcomers(positions, now)).all()
    for person in newcomers:
        open_review(person, library, now=now)
    moved = db.session.scalars(_moved(positions)).all()
    for person in moved:
        follow(person, library, now=now)
    return len(newcomers) + len(moved)


def keep_probation_end(
    person: Person, library: Library, *, ends_on: date, now: datetime, by_id: uuid.UUID
) -> None:
    """Keep the last day of a person's probation: her plans and her open review follow.

    Raises BadValue for a day that cannot be.
    """
    update_person(person, now=now, by_id=by_id, probation_ends_on=ends_on)
    follow(person, library, now=now, by_id=by_id)


def follow(
    person: Person, library: Library, *, now: datetime, by_id: uuid.UUID | None = None
) -> None:
    """Let plans and the open review follow what was changed about a person.

    The conditions are confirmed again only where the position is another one.
    """
    # The decision locks the review before the person: this keeps the two from meeting.
    lock_house()
    move_probation_end(person.id, person.probation_ends_on, library)
    review = db.session.scalar(_open_of(person.id).with_for_update())
    if review is None or not (
        _takes_days(review, person) | _takes_position(review, person, library)
    ):
        return
    db.session.flush()
    _record("changed", review, now, by_id)


def _takes_days(review: ProbationReview, person: Person) -> bool:
    begins_on = person.hired_on or review.begins_on
    ends_on = person.probation_ends_on or review.ends_on
    if (begins_on, ends_on) == (review.begins_on, review.ends_on) or ends_on < begins_on:
        return False
    review.begins_on, review.ends_on = begins_on, ends_on
    return True


def _takes_position(review: ProbationReview, person: Person, library: Library) -> bool:
    position = library.get("position", person.position or "")
    if position is None or position.slug == review.position or not position.body.conditions:
        return False
    review.position, review.version_id = position.slug, position.version_id
    review.conditions_confirmed_at = None
    return True


def _new(person: Person, position: Published, *, now: datetime) -> ProbationReview:
    return ProbationReview(
        person_id=person.id,
        position=position.slug,
        version_id=position.version_id,
        begins_on=person.hired_on,
        ends_on=person.probation_ends_on,
        opened_at=now,
    )


def _position(person: Person, library: Library) -> Published:
    position = library.get("position", person.position or "")
    assert position is not None, "it was looked for what is missing"
    return position


def _open_of(person_id: uuid.UUID) -> Select[ProbationReview]:
    return select(ProbationReview).where(
        ProbationReview.person_id == person_id, ProbationReview.decided_at.is_(None)
    )


def _newcomers(positions: Collection[str], now: datetime) -> Select[Person]:
    """Who is on probation about now and has no review; a day more or less does no harm."""
    day = timedelta(days=1)
    return select(Person).where(
        *WORKS_HERE,
        Person.hired_on <= (now + day).date(),
        Person.probation_ends_on >= (now - day).date(),
        Person.position.in_(positions),
        ~IS_ON_RECORD,
    )


def _moved(positions: Collection[str]) -> Select[Person]:
    """Whose open review says something else than what is kept of her."""
    other_position = and_(
        Person.position != ProbationReview.position, Person.position.in_(positions)
    )
    other_days = and_(
        Person.probation_ends_on >= Person.hired_on,
        or_(
            Person.probation_ends_on != ProbationReview.ends_on,
            Person.hired_on != ProbationReview.begins_on,
        ),
    )
    differs = exists().where(
        ProbationReview.person_id == Person.id,
        ProbationReview.decided_at.is_(None),
        or_(other_position, other_days),
    )
    return select(Person).where(*WORKS_HERE, differs)


def _record(verb: str, review: ProbationReview, now: datetime, by_id: uuid.UUID | None) -> None:
    record(verb, "probation_review", review.id, now=now, actor_id=by_id, person_id=review.person_id)
    db.session.flush()
