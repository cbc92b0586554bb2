"""Recording events."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from app.audit.models import Event
from app.db import db


def record(
    verb: str,
    object_kind: str,
    object_id: object,
    *,
    now: datetime,
    actor_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
    **details: Any,
) -> Event:
    """Note that `actor_id` did `verb` to an object; no detail holds a secret or an answer."""
    event = Event(
        at=now,
        actor_id=actor_id,
        person_id=person_id,
        verb=verb,
        object_kind=object_kind,
        object_id=str(object_id),
        details=details,
    )
    db.session.add(event)
    return event
