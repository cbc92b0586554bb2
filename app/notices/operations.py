"""Putting messages into the outbox."""

from __future__ import annotations

import uuid
from datetime import datetime

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
) -> Notice:
    """Owe somebody a mail. It leaves with the transaction that owes it, or not at all: the sweep
    sends it after the commit, and not before `due_at`."""
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
    )
    db.session.add(notice)
    db.session.flush()
    return notice
