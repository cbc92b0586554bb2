"""Whose files the reader may see, and how her documents are printed."""

from __future__ import annotations

import uuid

from flask import abort, g
from sqlalchemy import Select

from app.accounts.access import viewer
from app.accounts.models import Person
from app.accounts.queries import employees, people_recorded_by
from app.interface.days import today_here
from app.interface.formats import Reader
from app.training_file.paper import Paper
from app.training_file.person_file import Owner
from app.training_file.person_queries import owner_among


def own_or_404() -> Owner:
    """The reader herself, with all that the head of her file names."""
    return _owner_or_404(employees(), viewer().id)


def recorded_or_404(person_id: uuid.UUID) -> Owner:
    """Somebody whose records the reader keeps; anybody else is not there."""
    return _owner_or_404(people_recorded_by(viewer()), person_id)


def paper() -> Paper:
    """How the reader's documents are printed."""
    return Paper(Reader(g.zone, g.language, g.now), g.house.name)


def _owner_or_404(people: Select[Person], person_id: uuid.UUID) -> Owner:
    return owner_among(people, person_id, today_here()) or abort(404)
