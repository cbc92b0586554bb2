"""Reading openings, and the units and people for whom somebody may open a quiz."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, or_, select

from app.accounts.models import Person, Unit
from app.accounts.queries import employees_examined_by, units_led_by
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.enrolments.models import QuizOpening

#: More than this are not listed; the latest are.
MOST = 200


@dataclass(frozen=True)
class Scope:
    """For whom somebody may open a quiz."""

    people: Select[Person]
    units: Select[Unit]


def scope_of(viewer: Viewer) -> Scope:
    """HR opens quizzes for everybody, a supervisor for the people and units below her."""
    units = select(Unit)
    if Role.HR not in viewer.roles:
        units = units.where(Unit.id.in_(units_led_by(viewer.id)))
    return Scope(employees_examined_by(viewer), units)


def units_in(scope: Scope) -> Sequence[Unit]:
    """The units of a scope by their names."""
    return db.session.scalars(scope.units.order_by(Unit.name, Unit.id)).all()


def openings_in(scope: Scope, quiz: str) -> Sequence[Row[QuizOpening, str | None, str | None]]:
    """The openings of a quiz in a scope with the unit's or person's name, the latest first."""
    chosen = _visible(scope).where(QuizOpening.quiz == quiz)
    rows = (
        chosen.add_columns(Unit.name, Person.name)
        .outerjoin(Unit, Unit.id == QuizOpening.unit_id)
        .outerjoin(Person, Person.id == QuizOpening.person_id)
        .order_by(QuizOpening.opens_at.desc(), QuizOpening.id.desc())
        .limit(MOST)
    )
    return db.session.execute(rows).all()


def opening_in(scope: Scope, quiz: str, opening_id: uuid.UUID) -> QuizOpening | None:
    """One opening, if it is of this quiz and in the scope."""
    wanted = _visible(scope).where(QuizOpening.quiz == quiz, QuizOpening.id == opening_id)
    return db.session.scalar(wanted.with_for_update(of=QuizOpening))


def _visible(scope: Scope) -> Select[QuizOpening]:
    people = scope.people.with_only_columns(Person.id)
    units = scope.units.with_only_columns(Unit.id)
    return select(QuizOpening).where(
        or_(QuizOpening.person_id.in_(people), QuizOpening.unit_id.in_(units))
    )
