"""Writing evidence. The features above tell what happened; nothing here asks them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.evidence.models import Evidence
from app.standards.model import Standard


def record_learned(
    person_id: uuid.UUID, standards: Iterable[Standard], *, version_id: uuid.UUID, now: datetime
) -> None:
    """Note that a person has read the lesson version that teaches these standards.

    A lesson that is read again counts again for a standard that has a new revision.
    """
    sources = {standard: f"{version_id}:{standard.revision}" for standard in standards}
    values = dict.fromkeys(sources, 1.0)
    _record(person_id, "learned", values, "lesson", sources, version_id, now)


def record_answers(
    person_id: uuid.UUID,
    scores: Mapping[Standard, float],
    *,
    attempt_id: uuid.UUID,
    version_id: uuid.UUID,
    now: datetime,
) -> None:
    """Note how well a person answered on each standard (0–1) in one attempt."""
    sources = dict.fromkeys(scores, str(attempt_id))
    _record(person_id, "answered", scores, "attempt", sources, version_id, now)


def _record(
    person_id: uuid.UUID,
    kind: str,
    values: Mapping[Standard, float],
    source: str,
    source_ids: Mapping[Standard, str],
    version_id: uuid.UUID,
    now: datetime,
) -> None:
    rows = select(Evidence.standard_id, Evidence.source_id).where(
        Evidence.person_id == person_id,
        Evidence.kind == kind,
        Evidence.source == source,
        Evidence.source_id.in_(set(source_ids.values())),
    )
    there = {(row.standard_id, row.source_id) for row in db.session.execute(rows)}
    db.session.add_all(
        Evidence(
            person_id=person_id,
            standard_id=standard.id,
            standard_revision=standard.revision,
            kind=kind,
            value=value,
            at=now,
            source=source,
            source_id=source_ids[standard],
            version_id=version_id,
        )
        for standard, value in values.items()
        if (standard.id, source_ids[standard]) not in there
    )
    db.session.flush()
