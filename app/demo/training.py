"""Training sessions of the demonstration: the weekly half hours, and what else was held."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random

from app.accounts.models import Person
from app.db import new_id
from app.demo.records import Session, Weekly
from app.demo.scene import Deed, Scene
from app.sessions.models import TrainingSession
from app.sessions.operations import Held, change_session, come_by_code, keep_session
from app.sessions.roll import Roll

_WEEK, _WEEKS, _HALF_HOUR = 7, 10, 30
#: An announcement is written so long before.
_BEFORE = timedelta(days=2)
_WRITTEN = timedelta(minutes=10)
#: How often somebody says by the code that she is there.
_BY_CODE = 0.3


def session_deeds(
    weekly: tuple[Weekly, ...], sessions: tuple[Session, ...], scene: Scene
) -> Iterator[Deed]:
    """What was held in the company, and what is announced for tomorrow."""
    for each in weekly:
        for number in range(1, _WEEKS + 1):
            if number not in each.left_out:
                held = _one_of(each, number)
                yield Deed(scene.at(held.days, held.at), partial(_hold, held, scene))
        if each.is_announced:
            yield Deed(scene.now - _BEFORE, partial(_announce, _one_of(each, 0), scene))
    for held in sessions:
        yield Deed(scene.at(held.days, held.at), partial(_hold, held, scene))


def _one_of(weekly: Weekly, number: int) -> Session:
    """The half hour of so many weeks ago; the one of none is tomorrow."""
    return Session(
        kind="weekly",
        topic=weekly.topics[number % len(weekly.topics)],
        unit=weekly.unit,
        by=weekly.by,
        days=number * _WEEK - 1,
        at=weekly.at,
        minutes=weekly.shorter.get(number, _HALF_HOUR),
        who=(weekly.unit,),
        place=weekly.place,
        has_code=weekly.has_code,
    )


def _announce(session: Session, scene: Scene) -> None:
    now, by_id = scene.now - _BEFORE, scene.people[session.by].id
    keep_session(new_id(), _held(session, scene), {}, now=now, by_id=by_id)


def _hold(session: Session, scene: Scene) -> None:
    """Who keeps the record writes down who was there; with a code some have said so before."""
    held, by_id = _held(session, scene), scene.people[session.by].id
    left = (by_id, held.trainer_id)
    there = scene.those(session.who, session.days)
    people = {key: person for key, person in there.items() if person.id not in left}
    now = scene.later(held.ends_at, _WRITTEN)
    if not session.has_code:
        keep_session(new_id(), held, _present(session, people), now=now, by_id=by_id)
        return
    kept = keep_session(new_id(), held, {}, now=held.starts_at - _WRITTEN, by_id=by_id)
    assert kept is not None, "nobody else has this id"
    came = _come(kept, session, people)
    others = {key: person for key, person in people.items() if person.id not in came}
    present = _present(session, others)
    change_session(kept, held, Roll(tuple(present), present), now=now, by_id=by_id)


def _present(session: Session, people: dict[str, Person]) -> dict[uuid.UUID, str]:
    return {
        person.id: "failed" if key in session.failed else session.result
        for key, person in people.items()
    }


def _held(session: Session, scene: Scene) -> Held:
    starts_at = scene.at(session.days, session.at)
    trainer = None if session.guest else scene.people[session.trainer or session.by]
    return Held(
        kind=session.kind,
        level=session.level,
        topic=session.topic,
        standards=[each for each in session.standards if each in scene.library.standards],
        unit_id=scene.units[session.unit].id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=session.minutes),
        place=session.place,
        trainer_id=trainer.id if trainer else None,
        trainer_name=trainer.name if trainer else session.guest,
        note=session.note,
    )


def _come(
    kept: TrainingSession, session: Session, people: dict[str, Person]
) -> frozenset[uuid.UUID]:
    """Those who say with the code that they are there."""
    chance = Random(f"{session.unit} {session.days}")
    came = [person.id for person in people.values() if chance.random() < _BY_CODE]
    for each in came:
        come_by_code(kept, each, now=kept.starts_at)
    return frozenset(came)
