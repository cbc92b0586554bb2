"""Whom a supervisor's pages are about: her own people, and nobody else."""

from __future__ import annotations

import uuid

from flask import abort

from app.accounts.access import viewer
from app.accounts.models import Person
from app.db import db
from app.teams.person_queries import person_led_by, with_roles


def led_or_404(person_id: uuid.UUID, *, roles: bool = False) -> Person:
    """One of the viewer's own people, with her roles if asked; anybody else is not there."""
    wanted = person_led_by(viewer().id, person_id)
    return db.session.scalar(with_roles(wanted) if roles else wanted) or abort(404)
