"""Reading what waits for a decision about scores: essays without a mark, passes that are held."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, select, tuple_

from app.accounts.models import Person
from app.attempts.models import Attempt, Mark, Rescoring, Response

#: Where one essay stands in the queue: its attempt and item.
Place = tuple[uuid.UUID, str]


def unmarked_essays(
    people: Select[Person], *, hidden: Collection[str] = ()
) -> Select[*tuple[Any, ...]]:
    """The essays of these people that wait for a mark: attempt, item, version and answer.

    Those at `hidden` quizzes are left out.
    """
    # Once it is handed in everything has its score, but what somebody has to read.
    return (
        select(Response.attempt_id, Response.item, Attempt.version_id, Response.answer)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(
            Attempt.submitted_at.is_not(None),
            Attempt.score.is_(None),
            Response.score.is_(None),
            Attempt.person_id.in_(_ids(people)),
            Attempt.quiz.not_in(hidden),
        )
    )


def oldest_first(
    essays: Select[*tuple[Any, ...]], after: Place | None = None
) -> Select[*tuple[Any, ...]]:
    """The same in the order of handing in, beginning behind one of them."""
    place = (Attempt.submitted_at, Response.attempt_id, Response.item)
    if after is not None:
        attempt_id, item = after
        at = select(Attempt.submitted_at).where(Attempt.id == attempt_id).scalar_subquery()
        essays = essays.where(tuple_(*place) > tuple_(at, attempt_id, item))
    return essays.order_by(*place)


def marked_by(marker_id: uuid.UUID, people: Select[Person]) -> Select[*tuple[Any, ...]]:
    """The essays that somebody has marked, the latest first: attempt, item, version and answer."""
    return (
        select(Mark.attempt_id, Mark.item, Attempt.version_id, Response.answer)
        .join(Attempt, Attempt.id == Mark.attempt_id)
        .join(Response, and_(Response.attempt_id == Mark.attempt_id, Response.item == Mark.item))
        .where(Mark.marked_by_id == marker_id, Mark.person_id.in_(_ids(people)))
        .order_by(Mark.marked_at.desc(), Mark.attempt_id, Mark.item)
    )


def held_passes(people: Select[Person]) -> Select[Rescoring]:
    """The new scores that would take a certified pass of these people, the oldest first."""
    return (
        select(Rescoring)
        .where(Rescoring.state == "held", Rescoring.person_id.in_(_ids(people)))
        .order_by(Rescoring.at, Rescoring.id)
    )


def _ids(people: Select[Person]) -> Select[uuid.UUID]:
    return people.with_only_columns(Person.id).order_by(None)
