"""What becomes of an observation: confirming it, objecting to it, asking somebody to look again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.accounts.models import DEFAULT_ZONE, Company, Person, Unit
from app.accounts.queries import leaders_of, observers_of
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import complete, withdraw_checklist
from app.errors import Problem
from app.evidence.operations import forget_shown, record_shown
from app.interface.texts import spoken_in
from app.library.models import DocumentVersion
from app.library.packing import held
from app.library.queries import Library, current_library, version
from app.observations.evidence import noon_of, shown_in
from app.observations.models import Observation
from app.observations.queries import IS_CORRECTED, IS_OBJECTED, IS_OPEN, replaced_by
from app.standards.model import Standard

#: Who does not answer within so many days has let it stand.
DAYS_TO_ANSWER = 7
#: A long list leaves the other steps of the sweep their turn.
AT_ONCE = 100


class Answered(Problem):
    """It was confirmed, objected to or corrected already, and stays as it is."""


class NotAskable(Problem):
    """Somebody who may not look at it again, or who saw it first."""

    status = 422


def to_answer(observations: Select[Observation]) -> Select[Observation]:
    """The same observations with their marks; nobody else answers them meanwhile."""
    return observations.options(selectinload(Observation.marks)).with_for_update(of=Observation)


def confirm_observation(
    observation: Observation,
    library: Library,
    *,
    now: datetime,
    by_id: uuid.UUID | None,
    word: str = "",
) -> None:
    """Let an observation count: it says what the person showed, and may complete her checklist.

    `by_id` is none where nobody answered in time. Raises Answered for what has its answer already;
    bring it locked, by `to_answer`.
    """
    _check_open(observation)
    observation.confirmed_at, observation.confirmed_by_id = now, by_id
    observation.word = word.strip()
    db.session.flush()
    for older in replaced_by(observation):
        forget_shown(older, person_id=observation.person_id)
    _write_evidence(observation, library)
    _complete_or_withdraw(observation, now=now, by_id=by_id)
    _record("confirmed", observation, now=now, by_id=by_id)


def object_to_observation(
    observation: Observation, reason: str, *, now: datetime, by_id: uuid.UUID
) -> None:
    """Say that it was not so, and why: it counts for nothing until another has looked.

    Raises Answered as confirming does.
    """
    _check_open(observation)
    observation.objected_at, observation.word = now, reason.strip()
    _record("objected", observation, now=now, by_id=by_id)


def askable(observation: Observation, person: Person, today: date) -> Select[Person]:
    """Who may be asked to look again: the person's observers and leaders, but not who saw it."""
    either = (each.with_only_columns(Person.id) for each in _who_may_look(person, today))
    ids = next(either).union(*either)
    return (
        select(Person)
        .where(Person.id.in_(ids), Person.id != observation.person_id)
        .where(Person.id.is_distinct_from(observation.observer_id))
        .order_by(Person.name, Person.id)
    )


def ask_another(
    observation: Observation,
    person: Person,
    asked_id: uuid.UUID,
    *,
    today: date,
    now: datetime,
    by_id: uuid.UUID,
) -> Person:
    """Ask another observer to look again after an objection; who was asked before is let off.

    Raises NotAskable for anybody who may not, Answered when there is no objection to settle.
    """
    if not _still(observation, IS_OBJECTED):
        raise Answered
    wanted = askable(observation, person, today).where(Person.id == asked_id)
    asked = db.session.scalar(wanted)
    if asked is None:
        raise NotAskable
    observation.asked_id, observation.asked_at = asked.id, now
    _record("asked", observation, now=now, by_id=by_id)
    return asked


def confirm_unanswered(now: datetime) -> int:
    """Let count what was not answered within seven days, each in a transaction of its own, and say
    how many. Rounds wait for an observer however long it takes."""
    due = db.session.scalars(_unanswered(now).with_only_columns(Observation.id).limit(AT_ONCE))
    ids = list(due)
    library = current_library()
    # The next transaction begins with the first one: whether it is due is asked once more there.
    db.session.commit()
    return sum(_confirm_if_unanswered(each, library, now=now) for each in ids)


def _check_open(observation: Observation) -> None:
    if not _still(observation, IS_OPEN):
        raise Answered


def _still(observation: Observation, state: object) -> bool:
    # Asked for once it is locked: a correction may have been written while this one waited.
    wanted = select(Observation.id).where(Observation.id == observation.id, state)  # type: ignore[arg-type]
    return db.session.scalar(wanted) is not None


def _who_may_look(person: Person, today: date) -> tuple[Select[Person], ...]:
    return observers_of(person, today), leaders_of(person)


def _write_evidence(observation: Observation, library: Library) -> None:
    checklist = version(observation.version_id).body
    register = _register_then(observation, library)
    record_shown(
        observation.person_id,
        shown_in(checklist, observation.marks, register),
        observation_id=observation.id,
        version_id=observation.version_id,
        at=noon_of(observation.seen_on, _zone_of(observation)),
    )


def _register_then(observation: Observation, library: Library) -> Mapping[str, Standard]:
    """The standards as they read when it was written down: who met the old wording has not shown
    the new one. Only topics published since are asked for, which there seldom are."""
    since = {
        topic.slug for topic in library.all("topic") if topic.published_at > observation.recorded_at
    }
    if not since:
        return library.standards
    then = (
        select(DocumentVersion.body)
        .where(
            DocumentVersion.kind == "topic",
            DocumentVersion.slug.in_(since),
            DocumentVersion.published_at <= observation.recorded_at,
        )
        .order_by(DocumentVersion.number)
    )
    older = (held("topic", body) for body in db.session.scalars(then))
    return {**library.standards, **{s.id: s for topic in older for s in topic.standards}}


def _zone_of(observation: Observation) -> str:
    unit = select(Unit.zone).where(Unit.id == observation.unit_id)
    company = select(Company.zone).where(Company.id == 1)
    return db.session.scalar(unit) or db.session.scalar(company) or DEFAULT_ZONE


def _complete_or_withdraw(
    observation: Observation, *, now: datetime, by_id: uuid.UUID | None
) -> None:
    if observation.kind == "round" or observation.verdict == "competent":
        complete(observation.person_id, version(observation.version_id), now=now)
    elif observation.corrects_id is not None and not _is_competent_by_another(observation):
        _withdraw_completion(observation, now=now, by_id=by_id)


def _is_competent_by_another(observation: Observation) -> bool:
    """Whether another confirmed observation, which nothing stands for, found her competent."""
    other = select(Observation.id).where(
        Observation.person_id == observation.person_id,
        Observation.checklist == observation.checklist,
        Observation.verdict == "competent",
        Observation.confirmed_at.is_not(None),
        ~IS_CORRECTED,
    )
    return db.session.scalar(other.limit(1)) is not None


def _withdraw_completion(
    observation: Observation, *, now: datetime, by_id: uuid.UUID | None
) -> None:
    """The checklist was completed by what was corrected."""
    person = db.session.get_one(Person, observation.person_id)
    with spoken_in(person.language):
        reason = _("The observation was corrected: not yet competent.")
    withdraw_checklist(person.id, observation.checklist, reason=reason, now=now, by_id=by_id)


def _unanswered(now: datetime) -> Select[Observation]:
    return (
        select(Observation)
        .where(
            Observation.kind == "conduct",
            IS_OPEN,
            Observation.recorded_at <= now - timedelta(days=DAYS_TO_ANSWER),
        )
        .order_by(Observation.recorded_at, Observation.id)
    )


def _confirm_if_unanswered(observation_id: uuid.UUID, library: Library, *, now: datetime) -> bool:
    """Confirm one, unless another sweep has, or the person answered meanwhile."""
    due = _unanswered(now).where(Observation.id == observation_id)
    due = due.options(selectinload(Observation.marks))
    observation = db.session.scalar(due.with_for_update(skip_locked=True, of=Observation))
    if observation is None:
        db.session.rollback()
        return False
    try:
        confirm_observation(observation, library, now=now, by_id=None)
    except Answered:
        db.session.rollback()
        return False
    db.session.commit()
    return True


def _record(verb: str, observation: Observation, *, now: datetime, by_id: uuid.UUID | None) -> None:
    record(
        verb,
        "observation",
        observation.id,
        now=now,
        actor_id=by_id,
        person_id=observation.person_id,
    )
    db.session.flush()
