"""Training sessions and who was there."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Key, db


class TrainingSession(db.Model):
    """One training session of a unit, or one that people went to elsewhere."""

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint(
            "kind in ('onboarding', 'weekly', 'briefing', 'safety', 'fire-drill', 'outside')",
            name="kind_is_known",
        ),
        CheckConstraint("level in ('company', 'project', 'team')", name="level_is_known"),
        CheckConstraint(
            "(kind = 'onboarding') = (level IS NOT NULL)", name="onboarding_has_a_level"
        ),
        CheckConstraint("ends_at > starts_at", name="lasts"),
        CheckConstraint("topic <> ''", name="has_a_topic"),
        CheckConstraint("(code_hash IS NULL) = (code_expires_at IS NULL)", name="codes_run_out"),
        CheckConstraint(
            "(removed_at IS NULL) = (removed_reason = '')", name="removals_have_a_reason"
        ),
        Index("ix_training_session_unit_starts", "unit_id", "starts_at"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(12))
    #: Of training for newcomers: given by the company, the project or the team.
    level: Mapped[str | None] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(200))
    #: The ids of the standards that it was about.
    standards: Mapped[list[str]] = mapped_column(JSON, default=list)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(100), default="")
    #: An employee; a guest has a name only.
    trainer_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    trainer_name: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    #: Of the code by which people say that they are there.
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_expires_at: Mapped[datetime | None]
    #: Recorded by mistake: it counts nowhere, and stays with the reason.
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    removed_reason: Mapped[str] = mapped_column(String(500), default="")

    attendances: Mapped[list[Attendance]] = relationship(
        back_populates="session", cascade="all, delete-orphan", passive_deletes=True
    )


class Attendance(db.Model):
    """That a person was there, who says so, and how she did."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("came_by in ('ticked', 'code')", name="way_is_known"),
        CheckConstraint("result in ('passed', 'failed', 'untested')", name="result_is_known"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    #: Ticked by who keeps the record, or said by herself with the session's code.
    came_by: Mapped[str] = mapped_column(String(10))
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    result: Mapped[str] = mapped_column(String(10), default="untested")

    session: Mapped[TrainingSession] = relationship(back_populates="attendances")
