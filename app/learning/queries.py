"""What the learner's pages read."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Row,
    Select,
    Tuple,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
    tuple_,
    union_all,
)

from app.appraisals.models import Appraisal
from app.attempts.models import Attempt
from app.db import db
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.progress import Name
from app.enrolments.queries import completions_of
from app.learning.standing import Done, Standing
from app.learning.titles import title_in, title_of
from app.library.models import DocumentVersion
from app.library.queries import Library
from app.markup.texts import Text


def standing_of(person_id: uuid.UUID) -> Standing:
    """Completions, enrolments, plans and what is unfinished of one person. One statement."""
    rows = db.session.execute(_standing(), {"person_id": person_id}).all()
    return Standing(
        done=tuple(_done(row) for row in _of(rows, "done")),
        enrolled={row.slug: row.day for row in _of(rows, "enrolled")},
        paths={row.slug: row.day for row in _latest_first(_of(rows, "follows"))},
        unfinished={(row.kind, row.slug): row.id for row in _latest_first(_of(rows, "began"))},
    )


def completions_among(person_id: uuid.UUID, names: Collection[Name]) -> tuple[Done, ...]:
    """What a person has completed of some documents. One statement."""
    values = {"person_id": person_id, "names": list(names)}
    return tuple(_done(row) for row in db.session.execute(_named_completions(), values))


@dataclass(frozen=True)
class RecordPage:
    """Some completions, the latest first, and the ends from which there is more to either side."""

    completions: list[Completion]
    newer_than: uuid.UUID | None = None
    older_than: uuid.UUID | None = None


def record_page(
    person_id: uuid.UUID,
    *,
    before: uuid.UUID | None = None,
    after: uuid.UUID | None = None,
    size: int = 30,
) -> RecordPage:
    """A person's latest completions, or those next to one of them. One statement."""
    if after is not None:
        found = list(db.session.scalars(_newer(person_id, after).limit(size + 1)))
        page = found[:size][::-1]
        has_newer, has_older = len(found) > size, bool(page)
    else:
        found = list(db.session.scalars(_older(person_id, before).limit(size + 1)))
        page = found[:size]
        has_newer, has_older = before is not None and bool(page), len(found) > size
    return RecordPage(
        page,
        newer_than=page[0].id if has_newer else None,
        older_than=page[-1].id if has_older else None,
    )


def titles_of(completions: Iterable[Completion], library: Library) -> dict[uuid.UUID, Text]:
    """What each completed version is called, by its id. One statement, none if all are current."""
    current = {each.version_id: library.get(each.kind, each.slug) for each in completions}
    titles = {
        version_id: title_of(document.body)
        for version_id, document in current.items()
        if document is not None and document.version_id == version_id
    }
    old = current.keys() - titles.keys()
    return titles | (_titles_of_old(old) if old else {})


# Statements that every page asks are put together once; who asks comes as a value.
_PERSON = bindparam("person_id", type_=Uuid())


@cache
def _standing() -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(
        _completions(), _enrolments(), _assignments(), _open_attempts(), _open_appraisals()
    )


@cache
def _named_completions() -> Select[*tuple[Any, ...]]:
    named = tuple_(Completion.kind, Completion.slug).in_(bindparam("names", expanding=True))
    return _completions().where(named)


def _completions() -> Select[*tuple[Any, ...]]:
    return select(
        literal("done").label("what"),
        Completion.kind.label("kind"),
        Completion.slug.label("slug"),
        Completion.version_id.label("id"),
        Completion.completed_at.label("at"),
        cast(null(), Date).label("day"),
        Completion.minutes.label("minutes"),
    ).where(Completion.person_id == _PERSON)


def _enrolments() -> Select[*tuple[Any, ...]]:
    return select(
        literal("enrolled"),
        literal("course"),
        Enrolment.course,
        Enrolment.id,
        Enrolment.enrolled_at,
        Enrolment.due_on,
        literal(0),
    ).where(Enrolment.person_id == _PERSON)


def _assignments() -> Select[*tuple[Any, ...]]:
    return select(
        literal("follows"),
        literal("path"),
        Assignment.path,
        Assignment.id,
        Assignment.assigned_at,
        Assignment.anchored_on,
        literal(0),
    ).where(Assignment.person_id == _PERSON)


def _open_attempts() -> Select[*tuple[Any, ...]]:
    return select(
        literal("began"),
        literal("quiz"),
        Attempt.quiz,
        Attempt.id,
        Attempt.started_at,
        cast(null(), Date),
        literal(0),
    ).where(Attempt.person_id == _PERSON, Attempt.submitted_at.is_(None))


def _open_appraisals() -> Select[*tuple[Any, ...]]:
    return select(
        literal("began"),
        literal("instrument"),
        Appraisal.instrument,
        Appraisal.id,
        Appraisal.started_at,
        cast(null(), Date),
        literal(0),
    ).where(
        Appraisal.person_id == _PERSON,
        Appraisal.rater_id == _PERSON,
        Appraisal.submitted_at.is_(None),
    )


def _of(rows: Sequence[Row[Any]], what: str) -> list[Row[Any]]:
    return [row for row in rows if row.what == what]


def _latest_first(rows: list[Row[Any]]) -> list[Row[Any]]:
    return sorted(rows, key=lambda row: row.at, reverse=True)


def _older(person_id: uuid.UUID, than: uuid.UUID | None) -> Select[Completion]:
    rows = completions_of(person_id)
    return rows if than is None else rows.where(_place() < _place_of(person_id, than))


def _newer(person_id: uuid.UUID, than: uuid.UUID) -> Select[Completion]:
    """Those next to the given one come first, so that the nearest are taken."""
    return (
        select(Completion)
        .where(Completion.person_id == person_id, _place() > _place_of(person_id, than))
        .order_by(Completion.completed_at, Completion.id)
    )


def _done(row: Row[Any]) -> Done:
    return Done((row.kind, row.slug), row.at, row.minutes, row.id)


def _place() -> Tuple:
    return tuple_(Completion.completed_at, Completion.id)


def _place_of(person_id: uuid.UUID, cursor: uuid.UUID) -> Tuple:
    at = (
        select(Completion.completed_at)
        .where(Completion.person_id == person_id, Completion.id == cursor)
        .scalar_subquery()
    )
    return tuple_(at, cursor)


def _titles_of_old(version_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Text]:
    rows = db.session.execute(
        select(DocumentVersion.id, DocumentVersion.kind, DocumentVersion.body).where(
            DocumentVersion.id.in_(version_ids)
        )
    )
    return {row.id: title_in(row.kind, row.body) for row in rows}
