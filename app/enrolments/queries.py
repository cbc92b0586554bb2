"""Reading enrolments, completions, and when a quiz is open."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, or_, select

from app.accounts.models import Person, Unit
from app.db import db
from app.enrolments.models import Assignment, Completion, QuizOpening
from app.enrolments.progress import Name

#: One that was withdrawn counts nowhere.
COUNTS = Completion.withdrawn_at.is_(None)


def completions_of(person_id: uuid.UUID) -> Select[Completion]:
    """A person's completions that count, the latest first."""
    return (
        select(Completion)
        .where(Completion.person_id == person_id, COUNTS)
        .order_by(Completion.completed_at.desc(), Completion.id.desc())
    )


def completed_names(person_id: uuid.UUID) -> set[Name]:
    """(kind, slug) of everything that a person has completed, in whatever version."""
    rows = select(Completion.kind, Completion.slug).where(Completion.person_id == person_id, COUNTS)
    return {(kind, slug) for kind, slug in db.session.execute(rows)}


def assignments_of(person_id: uuid.UUID) -> Select[Assignment]:
    """The paths that a person follows, the latest first."""
    return (
        select(Assignment)
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.assigned_at.desc())
    )


def openings_for(person_id: uuid.UUID, quiz: str) -> Select[QuizOpening]:
    """When a quiz is open for a person: by herself, or by her unit and those above it."""
    above = (
        select(Unit.id.label("id"), Unit.parent_id.label("parent_id"))
        .join(Person, Person.unit_id == Unit.id)
        .where(Person.id == person_id)
        .cte(recursive=True)
    )
    # UNION, not UNION ALL: units that would stand below each other must not go on for ever.
    above = above.union(select(Unit.id, Unit.parent_id).join(above, Unit.id == above.c.parent_id))
    return (
        select(QuizOpening)
        .where(
            QuizOpening.quiz == quiz,
            or_(
                QuizOpening.person_id == person_id,
                QuizOpening.unit_id.in_(select(above.c.id)),
            ),
        )
        .order_by(QuizOpening.opens_at, QuizOpening.id)
    )
