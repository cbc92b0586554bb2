"""Rows of evidence."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Key, db


class Evidence(db.Model):
    """That a person learned, answered or showed a standard: when, how well, from what."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("kind in ('learned', 'answered', 'shown')", name="kind_is_known"),
        CheckConstraint("value >= 0 AND value <= 1", name="value_is_a_share"),
        CheckConstraint("standard_revision >= 1", name="revisions_begin_at_one"),
        # The same lesson, answer or observation counts once, however often it is sent.
        UniqueConstraint("person_id", "standard_id", "kind", "source", "source_id"),
        Index("ix_evidence_person_standard", "person_id", "standard_id"),
    )

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    standard_id: Mapped[str] = mapped_column(String(120))
    standard_revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    #: 1 for learned or met, 0 for not met; for an answer its score.
    value: Mapped[float]
    at: Mapped[datetime]
    #: What it comes from: 'lesson', 'attempt' or 'observation', and which.
    source: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str] = mapped_column(String(250))
    version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document_version.id"))
