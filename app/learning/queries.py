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
    or_,
    select,
    tuple_,
    union_all,
)

from app.accounts.models import Person
from app.appraisals.models import Appraisal
from app.attempts.models import Attempt
from app.attempts.queries import attempts_at, attempts_visible_to
from app.courses.model import Course
from app.courses.policies import slug_and_edition
from app.db import db
from app.enrolments.models import Assignment, Completion, Enrolment
from app.enrolments.queries import COUNTS, completions_of
from app.learning.standing import Done, Standing, names_in
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
        probation_ends_on=next((row.day for row in _of(rows, "ends")), None),
    )


def completions_in(person_id: uuid.UUID, course: Course) -> tuple[Done, ...]:
    """What a person has completed of a course, the course itself included. One statement."""
    values = {"course": course.slug, "lessons": f"{course.slug}/%", "quiz": course.quiz}
    rows = db.session.execute(_completions_near(), {"person_id": person_id} | values)
    names = frozenset(names_in(course))
    return tuple(done for done in map(_done, rows) if done.name in names)


def attempts_of(person_id: uuid.UUID, quiz: str) -> Sequence[Attempt]:
    """A person's attempts at a quiz, the latest first. One statement."""
    return db.session.scalars(_attempts(), {"person_id": person_id, "quiz": quiz}).all()


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
    current = {
        each.version_id: library.get(each.kind, slug_and_edition(each.slug)[0])
        for each in completions
    }
    titles = {
        version_id: title_of(document.outline)
        for version_id, document in current.items()
        if document is not None and document.version_id == version_id
    }
    old = current.keys() - titles.keys()
    return titles | (_titles_of_old(old) if old else {})


# Statements that every page asks are put together once; who asks comes as a value. They are made of
# the tables' own columns: as columns of the classes they would take twice as long to read.
_completion, _enrolment = Completion.__table__.c, Enrolment.__table__.c
_assignment = Assignment.__table__.c
_attempt, _appraisal = Attempt.__table__.c, Appraisal.__table__.c
_person = Person.__table__.c
_PERSON = bindparam("person_id", type_=Uuid())


@cache
def _standing() -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(
        _completions(),
        _enrolments(),
        _assignments(),
        _open_attempts(),
        _open_appraisals(),
        _probation(),
    )


@cache
def _completions_near() -> Select[*tuple[Any, ...]]:
    """A little more than those of a course: a list of names would be written anew each time."""
    return _completions().where(
        or_(
            _completion.slug.like(bindparam("lessons")),
            _completion.slug.in_((bindparam("course"), bindparam("quiz"))),
        )
    )


@cache
def _attempts() -> Select[Attempt]:
    return attempts_at(attempts_visible_to(_PERSON), bindparam("quiz"))  # type: ignore[arg-type]


def _completions() -> Select[*tuple[Any, ...]]:
    return select(
        literal("done").label("what"),
        _completion.kind.label("kind"),
        _completion.slug.label("slug"),
        _completion.version_id.label("id"),
        _completion.completed_at.label("at"),
        cast(null(), Date).label("day"),
        _completion.minutes.label("minutes"),
    ).where(_completion.person_id == _PERSON, _completion.withdrawn_at.is_(None))


def _enrolments() -> Select[*tuple[Any, ...]]:
    return select(
        literal("enrolled"),
        literal("course"),
        _enrolment.course,
        _enrolment.id,
        _enrolment.enrolled_at,
        _enrolment.due_on,
        literal(0),
    ).where(_enrolment.person_id == _PERSON)


def _assignments() -> Select[*tuple[Any, ...]]:
    return select(
        literal("follows"),
        literal("path"),
        _assignment.path,
        _assignment.id,
        _assignment.assigned_at,
        _assignment.anchored_on,
        literal(0),
    ).where(_assignment.person_id == _PERSON)


def _open_attempts() -> Select[*tuple[Any, ...]]:
    return select(
        literal("began"),
        literal("quiz"),
        _attempt.quiz,
        _attempt.id,
        _attempt.started_at,
        cast(null(), Date),
        literal(0),
    ).where(_attempt.person_id == _PERSON, _attempt.submitted_at.is_(None))


def _open_appraisals() -> Select[*tuple[Any, ...]]:
    return select(
        literal("began"),
        literal("instrument"),
        _appraisal.instrument,
        _appraisal.id,
        _appraisal.started_at,
        cast(null(), Date),
        literal(0),
    ).where(
        _appraisal.person_id == _PERSON,
        _appraisal.rater_id == _PERSON,
        _appraisal.submitted_at.is_(None),
    )


def _probation() -> Select[*tuple[Any, ...]]:
    return select(
        literal("ends"),
        literal("probation"),
        literal(""),
        _person.id,
        _person.created_at,
        _person.probation_ends_on,
        literal(0),
    ).where(_person.id == _PERSON, _person.probation_ends_on.is_not(None))


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
        .where(Completion.person_id == person_id, COUNTS, _place() > _place_of(person_id, than))
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
