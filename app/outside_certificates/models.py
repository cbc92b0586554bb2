"""The register of outside certificates."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Key, db


class OutsideCertificate(db.Model):
    """A certificate that a person holds, who looked at it, and until when it is good.

    The number is never kept whole: on some certificates it is the holder's identity number.
    """

    __tablename__ = "outside_certificate"
    __table_args__ = (
        CheckConstraint("expires_on > issued_on", name="lasts"),
        CheckConstraint(
            "(checked_at IS NULL) = (checked_by_name = '')", name="checked_by_somebody"
        ),
        CheckConstraint("checked_by_id <> person_id", name="nobody_checks_her_own"),
        CheckConstraint(
            "(removed_at IS NULL) = (removed_reason = '')", name="removals_have_a_reason"
        ),
        Index(
            "uq_outside_certificate_that_counts",
            "person_id",
            "kind",
            "number_digest",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_outside_certificate_expires", "expires_on"),
    )

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    #: The slug of a kind that the company registers.
    kind: Mapped[str] = mapped_column(String(40))
    #: The last four characters; nothing else of the number can be read from the table.
    number_end: Mapped[str] = mapped_column(String(4))
    #: Of the whole number, with the installation's key: to know the same one again.
    number_digest: Mapped[str] = mapped_column(String(64))
    issued_on: Mapped[date]
    #: None: it does not run out.
    expires_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    #: When somebody has held the paper against what is recorded here.
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    checked_by_name: Mapped[str] = mapped_column(String(100), default="")
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    removed_reason: Mapped[str] = mapped_column(String(500), default="")
