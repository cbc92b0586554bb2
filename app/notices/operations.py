"""Putting messages into the outbox."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.notices.models import Notice

_LONGEST_SUBJECT = 200


def queue_mail(
    recipient: str,
    subject: str,
    body: str,
    *,
    kind: str,
    now: datetime,
    person_id: uuid.UUID | None = None,
    due_at: datetime | None = None,
    once: str | None = None,
) -> Notice | None:
    """Owe somebody a mail. It leaves with the transaction that owes it, or not at all: the sweep
    sends it after the commit, and not before `due_at`. What has the name `once` is owed a single
    time: None where it was owed before."""
    if once is not None and db.session.scalar(select(Notice.id).where(Notice.once == once)):
        return None
    notice = Notice(
        person_id=person_id,
        channel="mail",
        kind=kind,
        recipient=recipient,
        # A subject is one line, whatever was written into a title or a name.
        subject=" ".join(subject.split())[:_LONGEST_SUBJECT],
        body=body,
        created_at=now,
        due_at=due_at or now,
        once=once,
    )
    db.session.add(notice)
    db.session.flush()
    return notice
