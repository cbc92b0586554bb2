"""Attempts at a quiz and the responses in them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Key, db
from app.quizzes.scoring import reaches


class Attempt(db.Model):
    """One sitting of a quiz, with what was shown and the passing score of that day."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("(submitted_at IS NULL) = (score IS NULL)", name="submitted_has_a_score"),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score_is_a_share"),
        CheckConstraint("passing_score >= 0 AND passing_score <= 1", name="passing_is_a_share"),
        CheckConstraint(
            "submitted_at IS NULL OR submitted_at >= started_at", name="ends_after_its_start"
        ),
        UniqueConstraint("person_id", "quiz", "number"),
        Index(
            "uq_attempt_one_open",
            "person_id",
            "quiz",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    quiz: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"))
    #: 1 for the first attempt of this person at this quiz.
    number: Mapped[int]
    #: What was shown, in its order: [{"item": id, "order": [keys]}].
    shown: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    passing_score: Mapped[float]
    started_at: Mapped[datetime]
    #: When the time is up, for a quiz with a time limit.
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    submitted_at: Mapped[datetime | None]
    score: Mapped[float | None]

    responses: Mapped[list[Response]] = relationship(
        back_populates="attempt",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Response.sequence",
    )

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_passed(self) -> bool:
        return self.score is not None and reaches(self.score, self.passing_score)


class Response(db.Model):
    """What was answered to one item, and its score once the attempt is submitted."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score_is_a_share"),
    )

    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    is_flagged: Mapped[bool] = mapped_column(default=False)
    #: How often it was saved; with the attempt it makes the receipt.
    sequence: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    score: Mapped[float | None]

    attempt: Mapped[Attempt] = relationship(back_populates="responses")
