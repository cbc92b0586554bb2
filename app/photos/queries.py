"""Reading photos: which a record has, one of them to show, and for how long they are kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from app.accounts.models import Company
from app.db import db
from app.photos.models import Photo

#: For so many days photos are kept where no company says otherwise.
USUAL_DAYS = 1095


@dataclass(frozen=True)
class PhotoInfo:
    """What a page needs to know of a photo; the photo itself comes by its own address."""

    id: uuid.UUID
    width: int
    height: int
    created_at: datetime
    created_by_id: uuid.UUID | None
    delete_after: date


def photos_of(
    *,
    session_id: uuid.UUID | None = None,
    certificate_id: uuid.UUID | None = None,
    observation_id: uuid.UUID | None = None,
) -> list[PhotoInfo]:
    """The photos of one record, in the order in which they were sent."""
    rows = db.session.execute(
        select(*columns_of_info())
        .filter_by(
            session_id=session_id, certificate_id=certificate_id, observation_id=observation_id
        )
        .order_by(Photo.created_at, Photo.id)
    )
    return [PhotoInfo(*row) for row in rows]


def columns_of_info() -> list[Any]:
    """The columns that a PhotoInfo is made of, for features that read many records at once."""
    return [getattr(Photo, name) for name in PhotoInfo.__dataclass_fields__]


def photo_with_body(photo_id: uuid.UUID) -> Select[Photo]:
    """One photo to show or to take away. Whoever asks narrows it to records that the viewer may
    see, such as `.where(Photo.session_id == session.id)`: by itself it knows nobody's rights."""
    return select(Photo).where(Photo.id == photo_id).options(undefer(Photo.body))


def last_day_of_photo(day: date) -> date:
    """Until when a photo of a record of this day is kept, as the company has settled."""
    days = db.session.scalar(select(Company.photo_days).where(Company.id == 1)) or USUAL_DAYS
    return day + timedelta(days=days)
