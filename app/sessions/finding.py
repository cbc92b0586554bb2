"""A session among those that the viewer may see, or the page that says it is not there."""

from __future__ import annotations

import uuid

from flask import abort, g

from app.accounts.access import viewer
from app.db import db
from app.library.reading import library
from app.sessions.models import TrainingSession
from app.sessions.roll_queries import Present, present_at
from app.sessions.scope import sessions_visible_to


def session_or_404(session_id: uuid.UUID, *, lock: bool = False) -> TrainingSession:
    """A session that the viewer may see; locked, to be changed."""
    wanted = sessions_visible_to(viewer()).where(TrainingSession.id == session_id)
    if lock:
        wanted = wanted.with_for_update(of=TrainingSession).execution_options(
            populate_existing=True
        )
    return db.session.scalar(wanted) or abort(404)


def list_of(session: TrainingSession) -> list[Present]:
    """Who is on its list, as the viewer reads it."""
    return present_at(session.id, library(), g.language)
