"""Keeping the records of the demonstration, each at its moment, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from app.accounts.models import DEFAULT_ZONE, Person, Unit
from app.demo.papers import certificate_deeds
from app.demo.practice import practice_deeds
from app.demo.probations import probation_deeds
from app.demo.ratings import rating_deeds
from app.demo.records import Records
from app.demo.scene import Deed, Scene
from app.demo.training import session_deeds
from app.observations.appointments import Days, name_observer
from app.outside_certificates.settings import change_settings
from app.photos.preparing import PreparedPhoto
from app.photos.queries import USUAL_DAYS
from app.policies.operations import sign_policy

_SETTLED, _NAMED, _SIGNED = time(9, 0), time(9, 20), time(11, 30)
#: Since so many days the company has had a figure for safety training.
_SETTLED_DAYS = 300


def keep_records(
    records: Records, scene: Scene, *, skills: Mapping[str, float], photo: PreparedPhoto
) -> None:
    """Let people see, hold, record, say and decide what the file tells."""
    deeds = [
        *_settings(records, scene),
        *_appointments(records, scene),
        *_signatures(records, scene),
        *practice_deeds(records.practice, scene, skills),
        *session_deeds(records.weekly, records.sessions, scene),
        *certificate_deeds(records.certificates, photo, scene),
        *probation_deeds(records.probation, scene),
        *rating_deeds(records.instrument, records.ratings, scene),
    ]
    # A decision rests on what was known then, so everything happens in its order.
    for deed in sorted(deeds, key=lambda deed: deed.at):
        deed.do()


def _settings(records: Records, scene: Scene) -> Iterator[Deed]:
    at = scene.at(_SETTLED_DAYS, _SETTLED)
    settle = partial(
        change_settings,
        safety_minutes=records.safety_minutes,
        photo_days=USUAL_DAYS,
        now=at,
        by_id=scene.people[records.hr].id,
    )
    yield Deed(at, settle)


def _appointments(records: Records, scene: Scene) -> Iterator[Deed]:
    for mentor in records.mentors:
        person = scene.people[mentor.of]
        assert person.hired_on is not None, "everybody of the demonstration has a first day"
        at = datetime.combine(person.hired_on, _NAMED, ZoneInfo(DEFAULT_ZONE))
        days = Days(person.hired_on)
        yield Deed(at, partial(_name, mentor.by, person, days, scene, at, "mentor"))
    for named in records.observers:
        at = scene.at(named.since, _NAMED)
        days = Days(scene.day(named.since), scene.day(-named.until))
        unit = scene.units[named.unit]
        yield Deed(at, partial(_name, named.by, unit, days, scene, at, "observer"))


def _signatures(records: Records, scene: Scene) -> Iterator[Deed]:
    for signed in records.signed:
        policy = scene.library.get("policy", signed.policy)
        if policy is not None:
            at = scene.at(signed.days, _SIGNED)
            for key in signed.who:
                yield Deed(at, partial(sign_policy, scene.people[key].id, policy, now=at))


def _name(
    key: str, about: Unit | Person, days: Days, scene: Scene, at: datetime, kind: str
) -> None:
    unit = about if isinstance(about, Unit) else about.unit
    assert unit is not None, "everybody of the demonstration has a unit"
    assert unit.leader_id is not None, "every team has a leader"
    name_observer(
        scene.people[key],
        about,
        days,
        kind=kind,
        today=days.starts_on,
        now=at,
        by_id=unit.leader_id,
    )
