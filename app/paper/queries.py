"""Reading what papers need: the people examined, and the version that a paper was made from."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.attempts.models import Attempt
from app.attempts.queries import attempts_at, attempts_visible_to
from app.attempts.rules import Window
from app.attempts.starting import windows_of
from app.db import db
from app.enrolments.queries import openings_for
from app.library.models import DocumentVersion
from app.library.queries import version
from app.paper.codes import read_code
from app.paper.sheets import Paper, is_printable


def paper_called(quiz: str, code: str) -> Paper | None:
    """The paper with this code, made again from the version of the quiz that it names."""
    drawn = read_code(quiz, code)
    if drawn is None:
        return None
    wanted = select(DocumentVersion.id).where(
        DocumentVersion.kind == "quiz",
        DocumentVersion.slug == quiz,
        DocumentVersion.number == drawn.version,
    )
    found = db.session.scalar(wanted)
    published = version(found) if found else None
    if published is None or not is_printable(published.body):
        return None
    return Paper(published, drawn.seed)


def attempts_of(person_id: uuid.UUID, quiz: str) -> Sequence[Attempt]:
    """The attempts of one person at one quiz, the latest first."""
    return db.session.scalars(attempts_at(attempts_visible_to(person_id), quiz)).all()


def windows_for(person_id: uuid.UUID, quiz: str) -> list[Window]:
    """When a quiz is open for a person."""
    return windows_of(db.session.scalars(openings_for(person_id, quiz)))
