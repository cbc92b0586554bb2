"""Attempts at a quiz: what was shown, every answer that arrived, what it is worth."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Key, db
from app.quizzes.scoring import reaches


class Attempt(db.Model):
    """One sitting of a quiz, with what was shown and the passing score of that day."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint(
            "score IS NULL OR submitted_at IS NOT NULL", name="score_comes_after_handing_in"
        ),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score_is_a_share"),
        CheckConstraint("passing_score >= 0 AND passing_score <= 1", name="passing_is_a_share"),
        CheckConstraint(
            "submitted_at IS NULL OR submitted_at >= started_at", name="ends_after_its_start"
        ),
        CheckConstraint("extra_time in (0, 20, 50, 100)", name="extra_time_is_known"),
        CheckConstraint("mode in ('screen', 'paper')", name="mode_is_known"),
        CheckConstraint("entered_by_id IS NULL OR mode = 'paper'", name="only_paper_is_entered"),
        CheckConstraint("help_kind in ('read', 'tapped')", name="help_kind_is_known"),
        CheckConstraint(
            "(helper_name IS NULL) = (help_kind IS NULL)", name="helper_is_named_with_the_help"
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
    #: What the draw and the orders were made from; with the version it makes the same again.
    seed: Mapped[int | None] = mapped_column(BigInteger)
    #: What was shown, in its order: [{"item": id, "order": [keys]}].
    shown: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    passing_score: Mapped[float]
    started_at: Mapped[datetime]
    #: When the time is up, for a quiz with a time limit.
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    #: So many per cent more than the time limit, as it was when she began.
    extra_time: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    #: From 0 to 1; none while it is open, and while an essay waits for its mark.
    score: Mapped[float | None]
    #: The version whose key made the score, where it is not the one that was sat.
    key_version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document_version.id"))
    #: Answered on the screen, or on paper and entered by somebody.
    mode: Mapped[str] = mapped_column(String(10), default="screen")
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    #: Who read aloud or tapped for her.
    helper_name: Mapped[str | None] = mapped_column(String(80))
    help_kind: Mapped[str | None] = mapped_column(String(10))

    responses: Mapped[list[Response]] = relationship(
        back_populates="attempt",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Response.receipt",
    )

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def awaits_mark(self) -> bool:
        """Whether it is handed in and somebody still has to mark an essay in it."""
        return self.is_submitted and self.score is None

    @property
    def is_passed(self) -> bool:
        return self.score is not None and reaches(self.score, self.passing_score)


class Response(db.Model):
    """What counts as the answer to one item, and its score once the attempt is submitted."""

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
    #: The number of the receipt that holds; with the attempt a person can read it out.
    receipt: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    score: Mapped[float | None]

    attempt: Mapped[Attempt] = relationship(back_populates="responses")


class Receipt(db.Model):
    """One answer as it arrived, kept for ever as it was: what was acknowledged is not lost.

    Within one client (a browser) its sequence decides, between clients the order of arrival.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        CheckConstraint("number >= 1", name="numbers_begin_at_one"),
        CheckConstraint(
            "state in ('kept', 'superseded', 'late', 'admitted', 'dismissed')",
            name="state_is_known",
        ),
        CheckConstraint("(client IS NULL) = (sequence IS NULL)", name="clients_count"),
        # The same answer of a client counts once, however often it is sent.
        UniqueConstraint("attempt_id", "client", "sequence"),
    )

    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    #: 1, 2, 3 … in the order of arrival in this attempt.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    item: Mapped[str] = mapped_column(String(80))
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    is_flagged: Mapped[bool] = mapped_column(default=False)
    #: A browser's own random name, and its count; none for a form that was sent without script.
    client: Mapped[uuid.UUID | None]
    sequence: Mapped[int | None] = mapped_column(BigInteger)
    #: The receipt that its sender believed to replace, and the one that it really replaced.
    replaces: Mapped[int | None]
    replaced: Mapped[int | None]
    arrived_at: Mapped[datetime]
    #: What the sender's clock said. It may be wrong by days, so nothing is decided by it.
    given_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(12), default="kept")


class Mark(db.Model):
    """What a person who read an essay gave it, by the criteria of its rubric."""

    __tablename__ = "mark"
    __table_args__ = (CheckConstraint("score >= 0 AND score <= 1", name="score_is_a_share"),)

    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    #: The level chosen for each criterion: {"criterion": level}.
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(String(2000), default="")
    score: Mapped[float]
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class Rescoring(db.Model):
    """That a score was made anew: why, from what to what, and what became of a pass it takes."""

    __tablename__ = "rescoring"
    __table_args__ = (
        CheckConstraint("cause in ('regrade', 'late', 'mark')", name="cause_is_known"),
        CheckConstraint("state in ('applied', 'held', 'taken', 'spared')", name="state_is_known"),
        CheckConstraint(
            "(state in ('taken', 'spared')) = (decided_at IS NOT NULL)",
            name="decisions_have_their_day",
        ),
        CheckConstraint("decided_at IS NULL OR reason <> ''", name="decisions_have_a_reason"),
        Index(
            "uq_rescoring_one_held",
            "attempt_id",
            unique=True,
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
    )

    id: Mapped[Key]
    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    cause: Mapped[str] = mapped_column(String(10))
    #: The version whose key made the new score.
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"))
    old_score: Mapped[float | None]
    new_score: Mapped[float]
    was_passed: Mapped[bool]
    is_passed: Mapped[bool]
    #: Held: it would take a certified pass, and HR has not decided yet whether it may.
    state: Mapped[str] = mapped_column(String(10), default="applied")
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    reason: Mapped[str] = mapped_column(String(1000), default="")
