"""Whose observations the viewer's pages are about, on a day of her time zone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from flask import abort
from sqlalchemy import Select

from app.accounts.access import viewer
from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.db import db
from app.errors import NotYours
from app.interface.days import today_here
from app.observations.models import Observation
from app.observations.queries import visible_observations


def observation_or_404(
    observation_id: uuid.UUID,
    among: Callable[[Viewer, date], Select[Observation]] = visible_observations,
    *,
    but: Callable[[Select[Observation]], Select[Observation]] = lambda found: found,
) -> Observation:
    """One observation of those that are the viewer's, such as those that she may read or answer;
    anything else is not there. `but` says how it is loaded."""
    found = among(viewer(), today_here()).where(Observation.id == observation_id)
    return db.session.scalar(but(found)) or abort(404)


def demand(*permissions: Permission) -> None:
    """Let those use a page who have one of these permissions; the others are told."""
    if not viewer().permissions.intersection(permissions):
        raise NotYours
