"""What a supervisor's page of one person reads."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.accounts.queries import people_led_by
from app.attempts.models import Attempt
from app.db import db
from app.enrolments.models import Enrolment
from app.evidence.models import Evidence
from app.learning.titles import title_in
from app.library.models import DocumentVersion
from app.library.queries import Library
from app.markup.texts import Text


def person_led_by(leader_id: uuid.UUID, person_id: uuid.UUID) -> Select[Person]:
    """One of the people that somebody leads, with her unit."""
    led = people_led_by(leader_id).where(Person.id == person_id)
    return led.options(joinedload(Person.unit))


def with_roles(people: Select[Person]) -> Select[Person]:
    """The same people with their roles, in one more statement."""
    return people.options(selectinload(Person.grants))


@dataclass(frozen=True)
class AttemptsPage:
    """Some attempts, the latest first, and the one beyond which there are older ones."""

    attempts: Sequence[Attempt]
    older_than: uuid.UUID | None = None


def attempts_page(
    person_id: uuid.UUID,
    library: Library,
    *,
    before: uuid.UUID | None = None,
    size: int = 30,
) -> AttemptsPage:
    """A person's latest attempts, or those before one of them. One statement."""
    rows = attempts_for_the_team(person_id, library)
    if before is not None:
        rows = rows.where(_place() < _place_of(person_id, before))
    found = db.session.scalars(rows.limit(size + 1)).all()
    page = found[:size]
    return AttemptsPage(page, older_than=page[-1].id if len(found) > size else None)


def attempts_for_the_team(person_id: uuid.UUID, library: Library) -> Select[Attempt]:
    """A person's attempts, the latest first, but those by which she was hired: HR reads them."""
    return (
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.quiz.not_in(library.screening_quizzes))
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    )


def titles_of_quizzes(attempts: Iterable[Attempt], library: Library) -> dict[uuid.UUID, Text]:
    """What the quizzes are called, by the attempted version. None asked if all are published."""
    slugs = {each.version_id: each.quiz for each in attempts}
    current = {version_id: library.get("quiz", slug) for version_id, slug in slugs.items()}
    titles = {key: quiz.outline.title for key, quiz in current.items() if quiz is not None}
    withdrawn = slugs.keys() - titles.keys()
    if not withdrawn:
        return titles
    rows = db.session.execute(
        select(DocumentVersion.id, DocumentVersion.kind, DocumentVersion.body).where(
            DocumentVersion.id.in_(withdrawn)
        )
    )
    return titles | {row.id: title_in(row.kind, row.body) for row in rows}


def names_of_enterers(attempts: Iterable[Attempt]) -> dict[uuid.UUID | None, str]:
    """Who entered attempts from paper, by the id. None asked if all were on the screen."""
    wanted = {each.entered_by_id for each in attempts if each.entered_by_id}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def missed_by(person_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """The standards that a person did not get right, by the attempt. One statement."""
    rows = select(Evidence.source_id, Evidence.standard_id).where(
        Evidence.person_id == person_id, Evidence.source == "attempt", Evidence.value < 1
    )
    missed: dict[uuid.UUID, list[str]] = defaultdict(list)
    for source_id, standard in db.session.execute(rows):
        missed[uuid.UUID(source_id)].append(standard)
    return missed


def standards_of_people(leader_id: uuid.UUID, *, before: datetime) -> Select[*tuple[Any, ...]]:
    """For each standard how many of the people led proved which wording of it.

    Rows of standard, revision learned, revision answered (none where not), number of people:
    counted as app/evidence/mastery.py does for one person, from what was there `before`.
    """
    proofs = _proofs_of(leader_id, before).subquery()
    still_good = (proofs.c.value >= 1) & (
        proofs.c.wrong_at.is_(None) | (proofs.c.at >= proofs.c.wrong_at)
    )

    def proved(kind: str) -> ColumnElement[int | None]:
        return func.max(case((still_good & (proofs.c.kind == kind), proofs.c.standard_revision)))

    by_person = (
        select(
            proofs.c.standard_id,
            proved("learned").label("learned"),
            proved("answered").label("answered"),
        )
        .group_by(proofs.c.person_id, proofs.c.standard_id)
        .subquery()
    )
    columns = (by_person.c.standard_id, by_person.c.learned, by_person.c.answered)
    return select(*columns, func.count().label("people")).group_by(*columns)


def courses_of_people(leader_id: uuid.UUID) -> Select[str, int]:
    """For each course how many of the people that somebody leads are enrolled in it."""
    led = people_led_by(leader_id).with_only_columns(Person.id)
    return (
        select(Enrolment.course, func.count().label("people"))
        .where(Enrolment.person_id.in_(led))
        .group_by(Enrolment.course)
    )


def number_of_people(leader_id: uuid.UUID) -> Select[int]:
    """How many people somebody leads."""
    led = people_led_by(leader_id).with_only_columns(Person.id).order_by(None)
    return select(func.count()).select_from(led.subquery())


def _place() -> Any:
    return tuple_(Attempt.started_at, Attempt.id)


def _place_of(person_id: uuid.UUID, cursor: uuid.UUID) -> Any:
    at = (
        select(Attempt.started_at)
        .where(Attempt.person_id == person_id, Attempt.id == cursor)
        .scalar_subquery()
    )
    return tuple_(at, cursor)


def _proofs_of(leader_id: uuid.UUID, before: datetime) -> Select[*tuple[Any, ...]]:
    """Each proof with the moment of the last wrong one of its person, standard and kind."""
    led = people_led_by(leader_id).with_only_columns(Person.id)
    wrong_at = func.max(case((Evidence.value < 1, Evidence.at))).over(
        partition_by=(Evidence.person_id, Evidence.standard_id, Evidence.kind)
    )
    return select(
        Evidence.person_id,
        Evidence.standard_id,
        Evidence.kind,
        Evidence.standard_revision,
        Evidence.value,
        Evidence.at,
        wrong_at.label("wrong_at"),
    ).where(Evidence.person_id.in_(led), Evidence.at < before)
