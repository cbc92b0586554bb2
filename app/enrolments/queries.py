"""Reading enrolments and completions."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, select

from app.db import db
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.progress import Name


def completions_of(person_id: uuid.UUID) -> Select[Completion]:
    """A person's completions, the latest first."""
    return (
        select(Completion)
        .where(Completion.person_id == person_id)
        .order_by(Completion.completed_at.desc(), Completion.id.desc())
    )


def completed_names(person_id: uuid.UUID) -> set[Name]:
    """(kind, slug) of everything that a person has completed, in whatever version."""
    rows = select(Completion.kind, Completion.slug).where(Completion.person_id == person_id)
    return {(kind, slug) for kind, slug in db.session.execute(rows)}


def enrolments_of(person_id: uuid.UUID) -> Select[Enrolment]:
    """A person's enrolments, the earliest due first and those without a due day last."""
    return (
        select(Enrolment)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.due_on.is_(None), Enrolment.due_on, Enrolment.course)
    )


def assignments_of(person_id: uuid.UUID) -> Select[Assignment]:
    """The paths that a person follows, the latest first."""
    return (
        select(Assignment)
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.assigned_at.desc())
    )
