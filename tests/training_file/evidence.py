"""One of everything that a training file holds, for a person who reads English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from app.accounts.models import ObserverAppointment, Person, Unit
from app.accounts.roles import Role
from app.db import db, new_id
from app.enrolments.models import Completion
from app.library.models import DocumentVersion
from app.library.queries import Library
from app.observations.models import Observation, ObservationMark
from app.outside_certificates.models import OutsideCertificate
from app.probation.models import ProbationOpinion, ProbationReview
from app.sessions.models import Attendance, TrainingSession
from tests.factories import NOON, make_company, make_person, make_unit, sign_in

POSITION = "customer-service-assistant"
KINDS = {"guard": {"zh": "保安员证", "en": "Security guard certificate"}}
CALLED = "张晓雯"


@dataclass(frozen=True)
class House:
    """Two units; the first has a leader, a learner and somebody who left, below the site."""

    site: Unit
    unit: Unit
    other_unit: Unit
    leader: Person
    learner: Person
    leaver: Person
    stranger: Person
    hr: Person


def make_house(client: FlaskClient) -> House:
    """Make them, with HR, and sign the learner in."""
    make_company(safety_minutes=480, certificate_kinds=KINDS)
    site = make_unit(name="翠湖花园", kind="site")
    unit = make_unit(parent_id=site.id)
    other = make_unit(name="云栖大厦客服组")
    leader = make_person(
        name="黄志强", language="en", roles=(Role.SUPERVISOR,), unit_id=unit.id, hired_on=None
    )
    unit.leader_id = leader.id
    common: dict[str, Any] = {"unit_id": unit.id, "position": POSITION, "language": "en"}
    learner = make_person(
        name=CALLED,
        employee_number="H0128",
        supervisor_id=leader.id,
        probation_ends_on=date(2027, 2, 11),
        **common,
    )
    house = House(
        site,
        unit,
        other,
        leader,
        learner,
        leaver=make_person(
            name="何建国",
            supervisor_id=leader.id,
            deactivated_at=NOON,
            left_on=date(2026, 11, 19),
            **common,
        ),
        stranger=make_person(name="吴晓玲", unit_id=other.id, language="en"),
        hr=make_person(name="苏敏", roles=(Role.HR,), language="en", hired_on=None),
    )
    sign_in(client, learner)
    return house


def complete_in(
    person: Person,
    library: Library,
    kind: str,
    slug: str,
    *,
    days_ago: float = 1,
    minutes: int = 0,
    score: float | None = None,
    **values: Any,
) -> Completion:
    """Let a person have completed the present version of a document."""
    document = library.get(kind, slug)
    assert document is not None
    return _add(
        Completion(
            person_id=person.id,
            kind=kind,
            slug=slug,
            version_id=document.version_id,
            completed_at=NOON - timedelta(days=days_ago),
            minutes=minutes,
            score=score,
            **values,
        )
    )


def observe(house: House, library: Library, **values: Any) -> Observation:
    """Let the leader have seen the learner at the front desk."""
    checklist = library.get("checklist", "front-desk")
    assert checklist is not None
    defaults = {
        "checklist": "front-desk",
        "version_id": checklist.version_id,
        "kind": "conduct",
        "person_id": house.learner.id,
        "observer_id": house.leader.id,
        "observer_name": house.leader.name,
        "seen_on": date(2026, 11, 18),
        "recorded_at": NOON,
        "verdict": "competent",
        "confirmed_at": NOON,
        "confirmed_by_id": house.learner.id,
    }
    seen = Observation(**defaults | values)
    marks = {"rings": "met", "name": "not-met", "greets": "not-seen"}
    seen.marks = [
        ObservationMark(line=line, person_id=seen.person_id, mark=mark)
        for line, mark in marks.items()
    ]
    return _add(seen)


def hold(
    *people: Person,
    kind: str = "weekly",
    topic: str = "三声之内接起",
    starts_at: datetime = NOON - timedelta(days=3),
    minutes: int = 30,
    result: str = "untested",
    **values: Any,
) -> TrainingSession:
    """Hold a session at which these people were."""
    held = TrainingSession(
        kind=kind,
        topic=topic,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        trainer_name="黄志强",
        created_at=NOON,
        **values,
    )
    held.attendances = [
        Attendance(person_id=each.id, came_by="ticked", noted_at=NOON, result=result)
        for each in people
    ]
    return _add(held)


def certify(person: Person, **values: Any) -> OutsideCertificate:
    """Let a person hold a certificate that somebody has looked at."""
    defaults = {
        "kind": "guard",
        "number_end": "042X",
        "number_digest": new_id().hex,
        "issued_on": date(2024, 5, 1),
        "expires_on": date(2027, 5, 1),
        "recorded_at": NOON,
        "checked_at": NOON,
        "checked_by_name": "苏敏",
    }
    return _add(OutsideCertificate(person_id=person.id, **defaults | values))


def sign_policy(person: Person, *, days_ago: float = 2) -> Completion:
    """Let a person have signed an edition that is published no more."""
    version = _add(
        DocumentVersion(
            kind="policy",
            slug="handbook",
            number=1,
            digest="0" * 64,
            body='{"title": {"zh": "手册", "en": "Staff handbook", "hant": "手冊"}}'.encode(),
            revision=1,
            published_at=NOON,
        )
    )
    return _add(
        Completion(
            person_id=person.id,
            kind="policy",
            slug="handbook@2026-1",
            version_id=version.id,
            completed_at=NOON - timedelta(days=days_ago),
        )
    )


def review(house: House, library: Library) -> ProbationReview:
    """Let the learner's probation be extended, with a reason and an opinion that stay private."""
    position = library.get("position", POSITION)
    assert position is not None
    made = ProbationReview(
        person_id=house.learner.id,
        position=POSITION,
        version_id=position.version_id,
        begins_on=date(2026, 8, 12),
        ends_on=date(2026, 11, 11),
        opened_at=NOON,
        decision="extended",
        reasons="a-private-reason",
        extended_until=date(2027, 2, 11),
        decided_at=NOON,
        decided_by_id=house.hr.id,
    )
    made.opinions = [
        ProbationOpinion(
            voice="supervisor",
            person_id=house.learner.id,
            by_id=house.leader.id,
            by_name="黄志强",
            said_at=NOON,
            words="a-private-opinion",
        )
    ]
    return _add(made)


def name_mentor(house: House) -> ObserverAppointment:
    """Name somebody with a rare name as the learner's mentor."""
    mentor = make_person(name="卫𬍛")
    return _add(
        ObserverAppointment(
            observer_id=mentor.id,
            kind="mentor",
            person_id=house.learner.id,
            starts_on=date(2026, 11, 12),
            created_at=NOON,
        )
    )


def fill(house: House, library: Library) -> None:
    """Give the learner one of everything."""
    name_mentor(house)
    lesson = complete_in(house.learner, library, "lesson", "etiquette/10-greeting", minutes=3)
    assert lesson.minutes == 3
    complete_in(house.learner, library, "quiz", "telephone", minutes=6, score=0.9, days_ago=0.5)
    complete_in(house.learner, library, "instrument", "service-aptitude", minutes=3)
    observe(house, library)
    hold(house.learner, result="passed")
    hold(house.learner, kind="safety", topic="灭火器", minutes=60)
    certify(house.learner)
    sign_policy(house.learner)
    review(house, library)


def moment(year: int, month: int, day: int, hour: int = 4) -> datetime:
    """A moment of a day, at noon in Shanghai unless an hour of UTC is named."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row
