"""Keeping a photo with its record, and taking it away again."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import select

from app.audit.operations import record
from app.db import db
from app.photos.models import Photo
from app.photos.preparing import PreparedPhoto


def keep_photo(
    prepared: PreparedPhoto,
    *,
    now: datetime,
    by_id: uuid.UUID | None,
    delete_after: date,
    session_id: uuid.UUID | None = None,
    certificate_id: uuid.UUID | None = None,
    observation_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
) -> Photo:
    """Keep a photo with its one record; the same photo of the same record is kept once."""
    owner = {
        "session_id": session_id,
        "certificate_id": certificate_id,
        "observation_id": observation_id,
    }
    kept = db.session.scalar(select(Photo).filter_by(digest=prepared.digest, **owner).limit(1))
    if kept is not None:
        return kept
    photo = Photo(
        **owner,
        person_id=person_id,
        width=prepared.width,
        height=prepared.height,
        digest=prepared.digest,
        body=prepared.body,
        created_at=now,
        created_by_id=by_id,
        delete_after=delete_after,
    )
    db.session.add(photo)
    db.session.flush()
    record("added", "photo", photo.id, now=now, actor_id=by_id, person_id=person_id)
    return photo


def remove_photo(photo: Photo, *, now: datetime, by_id: uuid.UUID | None) -> None:
    """Delete a photo for good; its record stays."""
    record("removed", "photo", photo.id, now=now, actor_id=by_id, person_id=photo.person_id)
    db.session.delete(photo)
    db.session.flush()
