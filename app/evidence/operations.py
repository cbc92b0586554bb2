"""Writing evidence. The features above tell what happened; nothing here asks them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, delete, select

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


def record_shown(
    person_id: uuid.UUID,
    marks: Iterable[tuple[Standard, str, bool]],
    *,
    observation_id: uuid.UUID,
    version_id: uuid.UUID,
    at: datetime,
) -> None:
    """Note what a person was seen to do on site: for a standard and the line of the checklist in
    which it was looked at, whether it was met. What was not seen is no mark; twice counts once."""
    rows = _shown_in(observation_id, person_id).with_only_columns(
        Evidence.standard_id, Evidence.source_id
    )
    there = {(row.standard_id, row.source_id) for row in db.session.execute(rows)}
    for standard, line, is_met in marks:
        source = {standard: f"{observation_id}:{line}"}
        if (standard.id, source[standard]) not in there:
            values = {standard: float(is_met)}
            db.session.add_all(
                _rows(person_id, "shown", values, "observation", source, version_id, at)
            )
    db.session.flush()


def forget_shown(observation_id: uuid.UUID, *, person_id: uuid.UUID) -> None:
    """Take back what an observation of a person said: a corrected one has taken its place."""
    found = _shown_in(observation_id, person_id).with_only_columns(Evidence.id)
    db.session.execute(delete(Evidence).where(Evidence.id.in_(found)))


class Answered(NamedTuple):
    """How well the standards were answered in one attempt, once it was scored anew."""

    person_id: uuid.UUID
    attempt_id: uuid.UUID
    version_id: uuid.UUID
    #: When it was handed in: a correction is no newer proof.
    at: datetime
    scores: Mapping[Standard, float]


def correct_answers(answered: Iterable[Answered]) -> None:
    """Put right what is known from attempts, and add the standards that were not known of yet."""
    wanted = {str(each.attempt_id): each for each in answered}
    rows = db.session.scalars(
        select(Evidence).where(
            Evidence.source_id.in_(wanted),
            Evidence.person_id.in_({each.person_id for each in wanted.values()}),
            Evidence.source == "attempt",
            Evidence.kind == "answered",
        )
    )
    there = {(row.source_id, row.standard_id): row for row in rows}
    for source_id, each in wanted.items():
        for standard, score in each.scores.items():
            row = there.get((source_id, standard.id))
            if row is not None:
                row.value = score
        new = {one: s for one, s in each.scores.items() if (source_id, one.id) not in there}
        sources = dict.fromkeys(new, source_id)
        db.session.add_all(
            _rows(each.person_id, "answered", new, "attempt", sources, each.version_id, each.at)
        )
    db.session.flush()


def _shown_in(observation_id: uuid.UUID, person_id: uuid.UUID) -> Select[Evidence]:
    return select(Evidence).where(
        Evidence.person_id == person_id,
        Evidence.source == "observation",
        Evidence.source_id.startswith(f"{observation_id}:"),
    )


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
    new = {
        standard: value
        for standard, value in values.items()
        if (standard.id, source_ids[standard]) not in there
    }
    db.session.add_all(_rows(person_id, kind, new, source, source_ids, version_id, now))
    db.session.flush()


def _rows(
    person_id: uuid.UUID,
    kind: str,
    values: Mapping[Standard, float],
    source: str,
    source_ids: Mapping[Standard, str],
    version_id: uuid.UUID,
    at: datetime,
) -> list[Evidence]:
    return [
        Evidence(
            person_id=person_id,
            standard_id=standard.id,
            standard_revision=standard.revision,
            kind=kind,
            value=value,
            at=at,
            source=source,
            source_id=source_ids[standard],
            version_id=version_id,
        )
        for standard, value in values.items()
    ]
