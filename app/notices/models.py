"""The outbox of messages."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Key, db


class Notice(db.Model):
    """One message owed to one person by one channel; `sent_at` says that it was delivered."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("channel in ('mail')", name="channel_is_known"),
        CheckConstraint("tries >= 0", name="tries_are_counted"),
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="sent_or_failed"),
        Index("ix_notice_waiting", "sent_at", "failed_at", "due_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str] = mapped_column(String(20), default="mail")
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    #: A name by which it is known that it was owed before, where it is owed once only.
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    #: Taken by a sweep until this moment; a sweep that died leaves it to the next one.
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(200))
