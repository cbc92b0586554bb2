"""What the pages of papers are about, looked for among what the viewer may see."""

from __future__ import annotations

import uuid

from flask import abort

from app.accounts.access import viewer
from app.accounts.models import Person
from app.accounts.queries import employees_examined_by
from app.db import db
from app.library.queries import Published
from app.library.reading import document_or_404, library


def quiz_or_404(slug: str) -> Published:
    """A quiz that the staff sit."""
    return abort(404) if slug in library().screening_quizzes else document_or_404("quiz", slug)


def examined_or_404(person_id: uuid.UUID) -> Person:
    """Somebody whose papers the viewer may enter; anybody else is not there."""
    people = employees_examined_by(viewer())
    return db.session.scalar(people.where(Person.id == person_id)) or abort(404)
