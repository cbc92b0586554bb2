"""Invitations of candidates, and what was decided."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.appraisals.models import Appraisal
from app.attempts.models import Attempt
from app.db import Key, db


class Invitation(db.Model):
    """That a candidate is asked to show, by one link, what she can do for one position.

    Whether it is open follows from its moments: see states.py.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("expires_at > created_at", name="lasts"),
        CheckConstraint("extra_time in (0, 20, 50, 100)", name="extra_time_is_known"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint(
            "consented_at IS NOT NULL OR "
            "(lesson_read_at IS NULL AND attempt_id IS NULL AND appraisal_id IS NULL)",
            name="consent_comes_first",
        ),
    )

    id: Mapped[Key]
    #: The candidate, who stays the same person when she is hired.
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    #: The slug of a position in the library.
    position: Mapped[str] = mapped_column(String(80), index=True)
    #: The link's secret is made of this and the server's key; only its hash is kept. See tokens.py.
    nonce: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    expires_at: Mapped[datetime]
    #: How she is reached. Not on the person: two who apply may share a phone with an employee.
    email: Mapped[str | None] = mapped_column(String(254))
    mobile: Mapped[str | None] = mapped_column(String(20))
    #: Whom she may ask, as she reads it.
    contact: Mapped[str] = mapped_column(String(100), default="")
    #: Per cent more time for the quiz.
    extra_time: Mapped[int] = mapped_column(default=0)
    consented_at: Mapped[datetime | None]
    #: Agreed that her data is kept longer, for other positions.
    agreed_to_more: Mapped[bool] = mapped_column(default=False)
    lesson_read_at: Mapped[datetime | None]
    attempt_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("attempt.id", ondelete="SET NULL"), unique=True
    )
    appraisal_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("appraisal.id", ondelete="SET NULL"), unique=True
    )
    #: Taken back by us, or given up by the candidate.
    revoked_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    hired_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    created_by: Mapped[Person | None] = relationship(foreign_keys=created_by_id)
    attempt: Mapped[Attempt | None] = relationship()
    appraisal: Mapped[Appraisal | None] = relationship()
    #: Every decision with its reason; the last one counts.
    decisions: Mapped[list[Decision]] = relationship(
        back_populates="invitation",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Decision.decided_at",
    )

    @property
    def submitted_at(self) -> datetime | None:
        """When the quiz was handed in."""
        return self.attempt.submitted_at if self.attempt else None

    @property
    def decision(self) -> Decision | None:
        """The decision that counts."""
        return self.decisions[-1] if self.decisions else None

    @property
    def decided_at(self) -> datetime | None:
        return self.decision.decided_at if self.decision else None


class Decision(db.Model):
    """What was decided about a candidate, why, and by whom. The last counts; none is changed."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("outcome in ('accepted', 'declined')", name="outcome_is_known"),
        CheckConstraint("reason <> ''", name="has_a_reason"),
    )

    id: Mapped[Key]
    invitation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(1000))
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )

    invitation: Mapped[Invitation] = relationship(back_populates="decisions")
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)
