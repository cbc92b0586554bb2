"""Writing down what was seen: of one person, of many at once, on a round, and once more right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.accounts.locks import lock_person
from app.accounts.models import Person
from app.audit.operations import record
from app.courses.checklists import Checklist
from app.db import db, new_id
from app.errors import Problem
from app.library.queries import Published
from app.observations.models import Observation, ObservationMark
from app.observations.sheet import LONGEST_NOTE, MARKS, NOT_SEEN, Mark

#: What was seen may be written down so many days later.
DAYS_BACK = 30
#: It is looked at again within so many days.
DAYS_AHEAD = 366
VERDICTS = ("competent", "not-yet")


class NotToBeObserved(Problem):
    """Nobody is observed by herself, or after she left."""

    status = 403


class NotOnTheList(Problem):
    """A mark that the checklist does not have, or a checklist of the other kind."""

    status = 400


class NotOnThatDay(Problem):
    """A day to come, or one too long ago to be written down now."""

    status = 400


class AlreadyRecorded(Problem):
    """The same form came before; what it said then is kept."""

    def __init__(self, observation_id: uuid.UUID) -> None:
        super().__init__(f"observation {observation_id} is recorded")
        self.observation_id = observation_id


class AlreadyCorrected(Problem):
    """It was corrected in the meantime; who corrects goes on with the newest."""


class NameTaken(Problem):
    """A form came under the name of another record."""


@dataclass(frozen=True)
class Observer:
    """Who saw it and writes it down."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True)
class Seen:
    """What was seen with one checklist, when and where."""

    checklist: Published
    marks: Mapping[str, Mark]
    seen_on: date
    place: str = ""
    note: str = ""
    #: Of the whole, apart from the lines; None where only lines were seen.
    verdict: str | None = None
    #: When it is to be looked at again.
    recheck_on: date | None = None


def record_observation(
    seen: Seen,
    person: Person,
    *,
    observation_id: uuid.UUID,
    by: Observer,
    now: datetime,
    today: date,
) -> Observation:
    """Write down what was seen of one person; she confirms it or objects.

    Raises AlreadyRecorded when the same form comes twice. `today` is the day where she works.
    """
    lock_person(by.id)
    _refuse_repeated(observation_id, seen, person.id, by)
    _check_person(person, by)
    _check(seen, "conduct", today=today)
    observation = _observation(seen, person, observation_id=observation_id, by=by, now=now)
    return _kept(observation, "recorded", now=now)


def record_batch(
    seen: Seen,
    people: Sequence[tuple[Person, Mapping[str, Mark]]],
    *,
    batch_id: uuid.UUID,
    by: Observer,
    now: datetime,
    today: date,
) -> list[Observation]:
    """Write down what was seen of many people at once, each with marks of her own.

    Raises AlreadyRecorded when the same form comes twice. What it costs does not grow with them.
    """
    lock_person(by.id)
    _refuse_repeated_batch(batch_id, by)
    made = []
    for person, marks in people:
        own = replace(seen, marks=marks, verdict=None)
        _check_person(person, by)
        _check(own, "conduct", today=today)
        made.append(_observation(own, person, observation_id=new_id(), by=by, now=now))
        made[-1].batch_id = batch_id
    db.session.add_all(made)
    for observation in made:
        _note("recorded", observation, now=now)
    db.session.flush()
    return made


def record_round(
    seen: Seen, person: Person, *, observation_id: uuid.UUID, now: datetime, today: date
) -> Observation:
    """Write down what somebody found on a round that she walked; an observer confirms it.

    Raises AlreadyRecorded when the same form comes twice.
    """
    by = Observer(person.id, person.name)
    lock_person(by.id)
    _refuse_repeated(observation_id, seen, person.id, by)
    if not _is_here(person):
        raise NotToBeObserved
    _check(seen, "round", today=today)
    observation = _observation(seen, person, observation_id=observation_id, by=by, now=now)
    return _kept(observation, "recorded", now=now)


def correct_observation(
    old: Observation,
    seen: Seen,
    person: Person,
    *,
    observation_id: uuid.UUID,
    by: Observer,
    now: datetime,
    today: date,
) -> Observation:
    """Write down once more what was seen, right this time; nothing of the old one changes.

    Raises AlreadyCorrected when another stands for the old one, AlreadyRecorded when the same form
    comes twice.
    """
    lock_person(by.id)
    _refuse_repeated(observation_id, seen, person.id, by)
    if db.session.scalar(select(Observation.id).where(Observation.corrects_id == old.id)):
        raise AlreadyCorrected
    if not _may_write_again(old, by) or old.person_id != person.id:
        raise NotToBeObserved
    if old.kind == "conduct":
        _check_person(person, by)
    _check(seen, old.kind, today=today, earliest=earliest_day(today, old))
    observation = _observation(seen, person, observation_id=observation_id, by=by, now=now)
    observation.corrects_id = old.id
    return _kept(observation, "corrected", now=now)


def earliest_day(today: date, corrected: Observation | None = None) -> date:
    """The first day that may be written down today; a correction may keep the day that it had."""
    earliest = today - timedelta(days=DAYS_BACK)
    return earliest if corrected is None else min(earliest, corrected.seen_on)


def latest_recheck(today: date) -> date:
    """The last day on which it may be looked at again."""
    return today + timedelta(days=DAYS_AHEAD)


def _may_write_again(old: Observation, by: Observer) -> bool:
    was_asked = old.asked_id == by.id and old.objected_at is not None
    return old.observer_id == by.id or was_asked


def _refuse_repeated(
    observation_id: uuid.UUID, seen: Seen, person_id: uuid.UUID, by: Observer
) -> None:
    found = db.session.get(Observation, observation_id)
    if found is None:
        return
    known = (found.checklist, found.person_id, found.observer_id)
    if known == (seen.checklist.slug, person_id, by.id):
        raise AlreadyRecorded(observation_id)
    raise NameTaken


def _refuse_repeated_batch(batch_id: uuid.UUID, by: Observer) -> None:
    batch = select(Observation).where(Observation.batch_id == batch_id).limit(1)
    found = db.session.scalar(batch)
    if found is None:
        return
    if found.observer_id == by.id:
        raise AlreadyRecorded(found.id)
    raise NameTaken


def _check_person(person: Person, by: Observer) -> None:
    if person.id == by.id or not _is_here(person):
        raise NotToBeObserved


def _is_here(person: Person) -> bool:
    return not person.is_candidate and person.deactivated_at is None


def _check(seen: Seen, kind: str, *, today: date, earliest: date | None = None) -> None:
    checklist: Checklist = seen.checklist.body
    if checklist.kind != kind:
        raise NotOnTheList
    _check_marks(checklist, seen)
    if not (earliest or earliest_day(today)) <= seen.seen_on <= today:
        raise NotOnThatDay
    if seen.recheck_on and not seen.seen_on < seen.recheck_on <= latest_recheck(today):
        raise NotOnThatDay


def _check_marks(checklist: Checklist, seen: Seen) -> None:
    lines = {line.id for line in checklist.lines}
    verdicts = (None,) if checklist.kind == "round" else (None, *VERDICTS)
    is_known = all(
        line in lines and mark.value in MARKS and len(mark.note) <= LONGEST_NOTE
        for line, mark in seen.marks.items()
    )
    is_seen = any(mark.is_seen for mark in seen.marks.values())
    if not (is_known and is_seen and seen.verdict in verdicts):
        raise NotOnTheList


def _observation(
    seen: Seen, person: Person, *, observation_id: uuid.UUID, by: Observer, now: datetime
) -> Observation:
    return Observation(
        id=observation_id,
        checklist=seen.checklist.slug,
        version_id=seen.checklist.version_id,
        kind=seen.checklist.body.kind,
        person_id=person.id,
        observer_id=by.id,
        observer_name=by.name,
        unit_id=person.unit_id,
        place=seen.place,
        seen_on=seen.seen_on,
        recorded_at=now,
        verdict=seen.verdict,
        note=seen.note,
        recheck_on=seen.recheck_on,
        marks=_marks(seen, person.id),
    )


def _marks(seen: Seen, person_id: uuid.UUID) -> list[ObservationMark]:
    """A mark for each line of the list, so that the record is whole by itself."""
    lines = seen.checklist.body.lines
    marks = [(line.id, seen.marks.get(line.id, Mark(NOT_SEEN))) for line in lines]
    return [
        ObservationMark(line=line, person_id=person_id, mark=mark.value, note=mark.note)
        for line, mark in marks
    ]


def _kept(observation: Observation, verb: str, *, now: datetime) -> Observation:
    db.session.add(observation)
    _note(verb, observation, now=now)
    db.session.flush()
    return observation


def _note(verb: str, observation: Observation, *, now: datetime) -> None:
    record(
        verb,
        "observation",
        observation.id,
        now=now,
        actor_id=observation.observer_id,
        person_id=observation.person_id,
    )
