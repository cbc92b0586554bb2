"""Observations and their marks."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Key, db


class Observation(db.Model):
    """One person seen at work with one checklist (conduct), or a round that she walked (round).

    An observation of conduct is confirmed by the person or objected to; a round is confirmed by
    somebody who may observe her. Once confirmed it is never changed: a correction is a new one
    that points to the old one.
    """

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint("kind in ('conduct', 'round')", name="kind_is_known"),
        CheckConstraint("verdict in ('competent', 'not-yet')", name="verdict_is_known"),
        CheckConstraint("kind = 'conduct' OR verdict IS NULL", name="rounds_judge_nobody"),
        CheckConstraint(
            "kind = 'round' OR observer_id <> person_id", name="nobody_observes_herself"
        ),
        CheckConstraint(
            "confirmed_at IS NULL OR objected_at IS NULL", name="confirmed_or_objected_to"
        ),
        CheckConstraint("objected_at IS NULL OR word <> ''", name="objections_have_a_reason"),
        CheckConstraint("corrects_id <> id", name="corrects_another"),
        Index("ix_observation_person_seen", "person_id", "seen_on"),
        Index("ix_observation_observer", "observer_id"),
    )

    id: Mapped[Key]
    #: The slug of the checklist, and the version whose lines were marked.
    checklist: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"))
    kind: Mapped[str] = mapped_column(String(10))
    #: Whom it is about; of a round, who walked it.
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    #: Who saw it and wrote it down. Her name stays when she is erased.
    observer_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    observer_name: Mapped[str] = mapped_column(String(100))
    #: The unit that the person belonged to on that day.
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="SET NULL"))
    place: Mapped[str] = mapped_column(String(100), default="")
    #: A day of the person's unit; `recorded_at` shows when it was written down.
    seen_on: Mapped[date]
    recorded_at: Mapped[datetime]
    #: What the observer says of the whole, apart from the lines; none where only lines were seen.
    verdict: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(2000), default="")
    #: When it is to be looked at again.
    recheck_on: Mapped[date | None]
    #: Those that were recorded together, after a drill.
    batch_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    #: The one that this one stands for; each is corrected once at most.
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), unique=True
    )
    confirmed_at: Mapped[datetime | None]
    #: None where nobody answered in time.
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    objected_at: Mapped[datetime | None]
    #: The person's own word: what she adds, or why she objects.
    word: Mapped[str] = mapped_column(String(1000), default="")
    #: Who was asked to look again after an objection.
    asked_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    asked_at: Mapped[datetime | None]

    marks: Mapped[list[ObservationMark]] = relationship(
        back_populates="observation", cascade="all, delete-orphan", passive_deletes=True
    )


class ObservationMark(db.Model):
    """What was seen of one line: met, not met, or not seen, which is never a failure."""

    __tablename__ = "observation_mark"
    __table_args__ = (CheckConstraint("mark in ('met', 'not-met', 'not-seen')", name="is_known"),)

    observation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    mark: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(500), default="")

    observation: Mapped[Observation] = relationship(back_populates="marks")
