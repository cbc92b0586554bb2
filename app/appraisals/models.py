"""Appraisals and their ratings."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Key, db


class Appraisal(db.Model):
    """One person's ratings of one person on one instrument; rater and subject may be the same."""

    __tablename__ = "appraisal"
    __table_args__ = (
        Index(
            "uq_appraisal_one_open",
            "instrument",
            "person_id",
            "rater_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        CheckConstraint("occasion in ('own', 'probation', 'yearly')", name="occasion_is_known"),
        CheckConstraint("submitted_at IS NOT NULL OR total IS NULL", name="total_when_submitted"),
        Index("ix_appraisal_person_instrument", "person_id", "instrument"),
    )

    id: Mapped[Key]
    instrument: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"))
    #: Whom it is about.
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    rater_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    #: Why it was made: of one's own will, before the probation review, or once a year.
    occasion: Mapped[str] = mapped_column(String(10), default="own")
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    #: Sum of the ratings; none when one was answered "cannot say".
    total: Mapped[int | None]

    ratings: Mapped[list[Rating]] = relationship(
        back_populates="appraisal", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def values(self) -> dict[str, int | None]:
        """What was chosen so far, by statement; none stands for "cannot say"."""
        return {rating.statement: rating.value for rating in self.ratings}


class Rating(db.Model):
    """The value given to one statement; no value means "cannot say"."""

    __tablename__ = "rating"
    __table_args__ = (CheckConstraint("value IS NULL OR value >= 0", name="value_is_counted"),)

    appraisal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("appraisal.id", ondelete="CASCADE"), primary_key=True
    )
    statement: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[int | None]
    saved_at: Mapped[datetime]

    appraisal: Mapped[Appraisal] = relationship(back_populates="ratings")
