"""Deleting photos whose time is over."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Select, delete, exists, select

from app.audit.operations import record
from app.db import db, reading
from app.photos.models import Photo

#: So many in one transaction, and so many transactions, before other steps have their turn.
AT_ONCE, TURNS = 50, 10


def delete_old_photos(now: datetime) -> int:
    """Delete the photos whose last day is over, a few at a time, and say how many."""
    today = now.date()
    with reading():
        # Most times nothing is due, and nobody needs to wait for that.
        is_due = db.session.scalar(select(exists(_due(today))))
    deleted = 0
    for _turn in range(TURNS if is_due else 0):
        gone = _delete_some(today, now)
        deleted += gone
        if gone < AT_ONCE:
            break
    return deleted


def _due(today: date) -> Select[uuid.UUID, uuid.UUID | None]:
    return select(Photo.id, Photo.person_id).where(Photo.delete_after < today)


def _delete_some(today: date, now: datetime) -> int:
    due = db.session.execute(
        _due(today)
        .order_by(Photo.delete_after, Photo.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    db.session.execute(delete(Photo).where(Photo.id.in_([photo_id for photo_id, _who in due])))
    for photo_id, person_id in due:
        record("expired", "photo", photo_id, now=now, person_id=person_id)
    db.session.commit()
    return len(due)
