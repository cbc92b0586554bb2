"""Assignments of paths, enrolments in courses, completions, and when a quiz is open."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Key, db


class Assignment(db.Model):
    """That a person follows a path; due days count from `anchored_on`."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("person_id", "path"),)

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(String(80))
    anchored_on: Mapped[date]
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class Enrolment(db.Model):
    """That a person is to take a course; without a due day it is her own choice."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course"),)

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(80))
    due_on: Mapped[date | None]
    enrolled_at: Mapped[datetime]
    #: The assignment that asks for it.
    assignment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("assignment.id", ondelete="SET NULL"), index=True
    )


class Completion(db.Model):
    """That a person completed a version of a lesson, quiz, course or another document.

    It belongs to no enrolment, so it counts wherever the document is asked for. One that HR has
    withdrawn counts nowhere; it stays, with the reason.
    """

    __tablename__ = "completion"
    __table_args__ = (
        CheckConstraint(
            "kind in ('lesson', 'quiz', 'instrument', 'course', 'checklist', 'policy')",
            name="kind_is_known",
        ),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score_is_a_share"),
        CheckConstraint("minutes >= 0", name="minutes_are_counted"),
        CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_reason <> ''", name="withdrawals_have_a_reason"
        ),
        Index(
            "uq_completion_that_counts",
            "person_id",
            "kind",
            "slug",
            "version_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_completion_person_at", "person_id", "completed_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(160))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"))
    completed_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=0)
    score: Mapped[float | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    withdrawn_reason: Mapped[str] = mapped_column(String(1000), default="")


class QuizOpening(db.Model):
    """That the people of a unit, or one person, are to sit a quiz from one moment to another.

    Without any opening for her a person may sit a quiz whenever she likes.
    """

    __tablename__ = "quiz_opening"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="lasts"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="is_for_a_unit_or_one"),
        Index("ix_quiz_opening_quiz_unit", "quiz", "unit_id"),
        Index("ix_quiz_opening_quiz_person", "quiz", "person_id"),
    )

    id: Mapped[Key]
    quiz: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    opens_at: Mapped[datetime]
    #: None: it stays open.
    closes_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
