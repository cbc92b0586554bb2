"""Reading everything that belongs into a person's training file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Company, ObserverAppointment, Person
from app.accounts.queries import appointments_good_on
from app.attempts.models import Attempt
from app.attempts.scoring import minutes_of
from app.db import db
from app.enrolments.models import Completion
from app.enrolments.progress import Name
from app.evidence.queries import triads_of
from app.learning.rules import tally_of
from app.learning.titles import title_in, title_of
from app.library.models import DocumentVersion
from app.library.queries import Library
from app.markup.texts import Text
from app.observations.queries import practice_of
from app.outside_certificates.queries import certificates_of
from app.policies.queries import signed_by
from app.probation.queries import reviews_of
from app.sessions.queries import sessions_of
from app.training_file.person_file import Finished, Owner, PersonFile, Sat, topics_of


def owner_among(people: Select[Person], person_id: uuid.UUID, today: date) -> Owner | None:
    """One of these people with her unit, her supervisor and her mentors. One statement."""
    wanted = (
        people.where(Person.id == person_id)
        .options(joinedload(Person.unit), joinedload(Person.supervisor))
        .add_columns(_mentors(today), select(Company.safety_minutes).scalar_subquery())
    )
    row = db.session.execute(wanted).first()
    if row is None:
        return None
    person, mentors, safety_minutes = row
    names = tuple(sorted(mentors.split(_BETWEEN))) if mentors else ()
    return Owner(person, names, safety_minutes)


def file_of(owner: Owner, library: Library, *, today: date, is_own: bool) -> PersonFile:
    """Everything that a person has to show on a day.

    Her own file also names the quizzes by which she was hired, and that she rated herself; others
    read of neither here.
    """
    person_id = owner.person.id
    completions = db.session.execute(_completions_of(person_id)).all()
    shown = [row for row in completions if is_own or not _is_private(row[0], library)]
    attempts = db.session.execute(_attempts_of(person_id, library)).all()
    titles = _titles_of(_names_in(shown, attempts), library)
    finished = [_finished(each, number, titles) for each, number in shown]
    triads = triads_of(person_id, library.standards)
    return PersonFile(
        owner=owner,
        finished=[each for each in finished if each.withdrawn_at is None],
        withdrawn=[each for each in finished if each.withdrawn_at is not None],
        sat=[_sat(each, entered_by, titles) for each, entered_by in attempts],
        practice=practice_of(person_id)[::-1],
        sessions=sessions_of(person_id)[::-1],
        certificates=certificates_of(person_id, today),
        signed=signed_by(person_id)[::-1],
        reviews=reviews_of(person_id)[::-1],
        topics=topics_of(triads, library),
        tally=tally_of(triads.values()),
    )


#: Between the names that come as one text; no name holds it.
_BETWEEN = "\n"
#: What is signed stands in a section of its own.
_ELSEWHERE = ("policy",)


def _mentors(today: date) -> Any:
    mentor = aliased(Person)
    named = appointments_good_on(today).with_only_columns(ObserverAppointment.observer_id)
    return (
        select(func.aggregate_strings(mentor.name, _BETWEEN))
        .where(
            mentor.id.in_(
                named.where(
                    ObserverAppointment.person_id == Person.id, ObserverAppointment.kind == "mentor"
                ).correlate(Person)
            )
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _completions_of(person_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    """Each completion with the number of its version, also what HR has withdrawn."""
    return (
        select(Completion, DocumentVersion.number)
        .join(DocumentVersion, DocumentVersion.id == Completion.version_id)
        .where(Completion.person_id == person_id, Completion.kind.not_in(_ELSEWHERE))
        .order_by(Completion.completed_at, Completion.id)
    )


def _attempts_of(person_id: uuid.UUID, library: Library) -> Select[*tuple[Any, ...]]:
    """Each attempt with the name of who typed it from paper; none by which she was hired."""
    return (
        select(Attempt, Person.name)
        .outerjoin(Person, Person.id == Attempt.entered_by_id)
        .where(Attempt.person_id == person_id, Attempt.quiz.not_in(library.screening_quizzes))
        .order_by(Attempt.started_at, Attempt.id)
    )


def _is_private(completion: Completion, library: Library) -> bool:
    if completion.kind == "instrument":
        return True
    return completion.kind == "quiz" and completion.slug in library.screening_quizzes


def _names_in(completions: Sequence[Row[Any]], attempts: Sequence[Row[Any]]) -> dict[Any, Name]:
    finished = {row[0].version_id: (row[0].kind, row[0].slug) for row in completions}
    return finished | {row[0].version_id: ("quiz", row[0].quiz) for row in attempts}


def _titles_of(names: Mapping[uuid.UUID, Name], library: Library) -> dict[uuid.UUID, Text]:
    """What each version is called. One statement, none if all are current."""
    current = {key: library.get(*name) for key, name in names.items()}
    titles = {
        key: title_of(document.outline)
        for key, document in current.items()
        if document is not None and document.version_id == key
    }
    old = names.keys() - titles.keys()
    if not old:
        return titles
    versions = select(DocumentVersion.id, DocumentVersion.kind, DocumentVersion.body)
    rows = db.session.execute(versions.where(DocumentVersion.id.in_(old)))
    return titles | {row.id: title_in(row.kind, row.body) for row in rows}


def _finished(each: Completion, number: int, titles: Mapping[uuid.UUID, Text]) -> Finished:
    return Finished(
        kind=each.kind,
        title=titles[each.version_id],
        number=number,
        at=each.completed_at,
        minutes=each.minutes,
        score=each.score,
        withdrawn_at=each.withdrawn_at,
        reason=each.withdrawn_reason,
    )


def _sat(each: Attempt, entered_by: str | None, titles: Mapping[uuid.UUID, Text]) -> Sat:
    return Sat(
        title=titles[each.version_id],
        number=each.number,
        at=each.submitted_at or each.started_at,
        minutes=minutes_of(each, each.submitted_at) if each.submitted_at else 0,
        score=each.score,
        is_passed=each.is_passed,
        awaits_mark=each.awaits_mark,
        is_on_paper=each.mode == "paper",
        entered_by=entered_by or "",
    )
