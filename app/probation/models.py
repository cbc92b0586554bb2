"""Probation reviews and what people say in them."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Key, db


class ProbationReview(db.Model):
    """One person's probation, from the conditions of employment to the decision about her."""

    __tablename__ = "probation_review"
    __table_args__ = (
        Index(
            "uq_probation_review_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        CheckConstraint(
            "decision in ('confirmed', 'extended', 'not-confirmed')", name="decision_is_known"
        ),
        CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name="decisions_have_their_moment"
        ),
        CheckConstraint(
            "decision IS NULL OR decision = 'confirmed' OR reasons <> ''",
            name="decisions_have_reasons",
        ),
        CheckConstraint(
            "extended_until IS NULL OR (decision = 'extended' AND extended_until > ends_on)",
            name="extensions_are_longer",
        ),
        CheckConstraint("decision <> 'extended' OR extended_until IS NOT NULL", name="ends_then"),
        CheckConstraint("decided_by_id <> person_id", name="nobody_decides_on_herself"),
        CheckConstraint(
            "acknowledged_at IS NULL OR decided_at IS NOT NULL", name="told_before_acknowledged"
        ),
        Index("ix_probation_review_ends", "ends_on"),
    )

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    #: The position, and the version of it whose conditions of employment were agreed on.
    position: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"))
    #: The first and the last day of probation.
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    opened_at: Mapped[datetime]
    #: When the person confirmed that she knows the conditions.
    conditions_confirmed_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(15))
    reasons: Mapped[str] = mapped_column(String(2000), default="")
    #: The ids of the conditions that were not fulfilled.
    failed: Mapped[list[str]] = mapped_column(JSON, default=list)
    extended_until: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    #: What was known when it was decided: quiz results, practice seen, sessions, certificates.
    known: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    #: When the person confirmed that she was told, and what she says to it.
    acknowledged_at: Mapped[datetime | None]
    acknowledged_word: Mapped[str] = mapped_column(String(1000), default="")

    opinions: Mapped[list[ProbationOpinion]] = relationship(
        back_populates="review", cascade="all, delete-orphan", passive_deletes=True
    )


class ProbationOpinion(db.Model):
    """What the mentor, the supervisor or the person herself says before the decision."""

    __tablename__ = "probation_opinion"
    __table_args__ = (
        CheckConstraint("voice in ('mentor', 'supervisor', 'self')", name="voice_is_known"),
        CheckConstraint(
            "(voice = 'self') = (by_id IS NOT NULL AND by_id = person_id) OR by_id IS NULL",
            name="own_word_is_her_own",
        ),
        CheckConstraint("words <> ''", name="says_something"),
        CheckConstraint("advice in ('confirm', 'extend', 'not-confirm')", name="advice_is_known"),
        CheckConstraint("voice <> 'self' OR advice IS NULL", name="nobody_advises_on_herself"),
    )

    review_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("probation_review.id", ondelete="CASCADE"), primary_key=True
    )
    voice: Mapped[str] = mapped_column(String(10), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(100))
    words: Mapped[str] = mapped_column(String(2000))
    #: What a mentor or supervisor would decide.
    advice: Mapped[str | None] = mapped_column(String(15))
    said_at: Mapped[datetime]

    review: Mapped[ProbationReview] = relationship(back_populates="opinions")
