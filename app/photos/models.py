"""The table of photos."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Key, db

#: A photo that was made anew is never larger, in bytes.
MOST_BYTES = 600_000


class Photo(db.Model):
    """A photo of a signed sheet, of a certificate, or of what was observed.

    It stands in the database, so that it is written, kept, copied and deleted with its record.
    """

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN session_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN certificate_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN observation_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="belongs_to_one_record",
        ),
        CheckConstraint(f"length(body) <= {MOST_BYTES}", name="is_not_too_large"),
        CheckConstraint("width >= 1 AND height >= 1", name="has_a_size"),
    )

    id: Mapped[Key]
    #: Whom it is about; a sheet is about everybody on it.
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    session_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), index=True
    )
    certificate_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("outside_certificate.id", ondelete="CASCADE"), index=True
    )
    observation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), index=True
    )
    #: In pixels.
    width: Mapped[int]
    height: Mapped[int]
    #: SHA-256 of the body: the same photo sent twice is there once.
    digest: Mapped[str] = mapped_column(String(64))
    #: A JPEG, made anew by the server.
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    #: The day after which the sweep deletes it.
    delete_after: Mapped[date] = mapped_column(index=True)
