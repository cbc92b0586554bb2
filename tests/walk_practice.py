"""What the company of the walk keeps of practice, sessions, certificates, probation and policies.

Each record says something that stands nowhere else, so that a page which tells it is known by it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.accounts.models import ObserverAppointment, Person, Unit
from app.db import db, utcnow
from app.library.queries import Library, Published
from app.observations.models import Observation, ObservationMark
from app.outside_certificates.models import OutsideCertificate
from app.photos.models import Photo
from app.photos.operations import keep_photo
from app.photos.preparing import PreparedPhoto, prepare
from app.probation.models import ProbationOpinion, ProbationReview
from app.sessions.codes import make_code
from app.sessions.models import Attendance, TrainingSession
from tests.content_tree import ContentTree
from tests.observations.scenes import LOBBY
from tests.photos.pictures import picture, upload
from tests.policies.texts import ask_in_plan, write_policy
from tests.probation.cast import CONDITIONS, POSITION_FILE

POLICY = "desk-rules"
#: Who is seen at work, by whom, and how far it has come.
SEEN = (
    ("learner-b", "supervisor-b", "waiting"),
    ("learner-b", "observer", "confirmed"),
    ("learner-b", "observer", "objected"),
    ("learner-b", "learner-b", "round"),
    ("learner-a", "supervisor-a", "waiting"),
    ("colleague-a", "supervisor-a", "confirmed"),
    ("colleague-a", "observer", "waiting"),
    # Of him she wrote while he was hers.
    ("leaver", "supervisor-a", "waiting"),
)
CERTIFIED = ("learner-a", "learner-b", "leaver", "hr")
ON_PROBATION = ("learner-a", "colleague-a", "learner-b", "leaver", "hr")


@dataclass
class Kept:
    """The records of practice by the names that they have in this world."""

    #: About whom, by whom, and its state: `learner-b:observer:confirmed`.
    observations: dict[str, Observation] = field(default_factory=dict)
    #: Of which unit: `unit b`.
    sessions: dict[str, TrainingSession] = field(default_factory=dict)
    #: The code of a session that is not over, and of one that is.
    codes: dict[str, str] = field(default_factory=dict)
    certificates: dict[str, OutsideCertificate] = field(default_factory=dict)
    reviews: dict[str, ProbationReview] = field(default_factory=dict)
    appointments: dict[str, ObserverAppointment] = field(default_factory=dict)
    #: Of which record: `session unit b`, `certificate learner-b`, `practice learner-b`.
    photos: dict[str, Photo] = field(default_factory=dict)
    #: By whose they are, as in the world.
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)


def write_practice(content: ContentTree) -> None:
    """A round, a policy that the plan asks for, and conditions of employment."""
    content.write("courses/checklists/lobby.yaml", LOBBY)
    write_policy(content, slug=POLICY)
    ask_in_plan(content, POLICY)
    content.write(POSITION_FILE, content.read(POSITION_FILE) + CONDITIONS)


def keep_practice(
    people: dict[str, Person], units: dict[str, Unit], library: Library, key: str | bytes
) -> Kept:
    """One of everything for each team, and for who left."""
    kept = Kept()
    photo = prepare(upload(picture((16, 12))))
    for about, by, state in SEEN:
        kept.observations[f"{about}:{by}:{state}"] = _see(people, library, about, by, state)
        kept.secrets[f"practice of {about}" + f" by {by}" * (by == "observer")] = (
            f"zz-note-{about}-{by}",
            f"zz-word-{about}-{by}",
            f"zz-place-{about}-{by}",
        )
    for unit, present in (("a", "learner-a"), ("b", "learner-b")):
        _hold(kept, people, units, unit, present, key)
    for name in CERTIFIED:
        kept.certificates[name] = _certify(people[name])
        kept.secrets[f"certificate of {name}"] = (f"zz-checker-{name}",)
    for name in ON_PROBATION:
        kept.reviews[name] = _review(people, library, name)
        kept.secrets[f"opinion on {name}"] = (f"zz-opinion-{name}", f"zz-rater-{name}")
        kept.secrets[f"own word of {name}"] = (f"zz-own-word-{name}",)
    _appoint(kept, people, units)
    _take_photos(kept, photo, by=people["supervisor-b"])
    return kept


def _today() -> date:
    return (utcnow() + timedelta(hours=8)).date()


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def _published(library: Library, kind: str, slug: str) -> Published:
    found = library.get(kind, slug)
    assert found is not None
    return found


def _see(
    people: dict[str, Person], library: Library, about: str, by: str, state: str
) -> Observation:
    """The lines met, with a note, a place and a word that stand nowhere else."""
    is_round = state == "round"
    checklist = _published(library, "checklist", "lobby" if is_round else "front-desk")
    now, answered = utcnow(), state in ("confirmed", "objected")
    marks = [
        ObservationMark(line=line.id, person_id=people[about].id, mark="met")
        for line in checklist.body.lines
    ]
    return _add(
        Observation(
            checklist=checklist.slug,
            version_id=checklist.version_id,
            kind=checklist.body.kind,
            person_id=people[about].id,
            observer_id=people[by].id,
            observer_name=people[by].name,
            unit_id=people[about].unit_id,
            place=f"zz-place-{about}-{by}",
            seen_on=_today() - timedelta(days=1),
            recorded_at=now,
            verdict=None if is_round else "competent",
            note=f"zz-note-{about}-{by}",
            word=f"zz-word-{about}-{by}" if answered else "",
            confirmed_at=now if state == "confirmed" else None,
            confirmed_by_id=people[about].id if state == "confirmed" else None,
            objected_at=now if state == "objected" else None,
            asked_id=people["observer"].id if state == "objected" else None,
            marks=marks,
        )
    )


def _hold(
    kept: Kept,
    people: dict[str, Person],
    units: dict[str, Unit],
    unit: str,
    present: str,
    key: str | bytes,
) -> None:
    """A session that goes on now, with its code, and one that is over, whose code is void."""
    now = utcnow()
    for name, ends_at in ((f"unit {unit}", now + timedelta(hours=1)), (f"over {unit}", now)):
        kept.sessions[name] = session = _add(
            TrainingSession(
                kind="weekly",
                topic=f"zz-topic-{unit}",
                unit_id=units[unit].id,
                starts_at=ends_at - timedelta(hours=2),
                ends_at=ends_at,
                place=f"zz-room-{unit}",
                trainer_id=people[f"supervisor-{unit}"].id,
                trainer_name=people[f"supervisor-{unit}"].name,
                note=f"zz-minutes-{unit}",
                created_at=now,
                created_by_id=people[f"supervisor-{unit}"].id,
            )
        )
        kept.codes[name] = make_code(session, key, now=now, by_id=people[f"supervisor-{unit}"].id)
    kept.sessions[f"over {unit}"].code_expires_at = now - timedelta(minutes=1)
    for name in (f"unit {unit}", f"over {unit}"):
        _add(
            Attendance(
                session_id=kept.sessions[name].id,
                person_id=people[present].id,
                came_by="ticked",
                noted_at=now,
                result="failed",
            )
        )
    kept.secrets[f"session of {unit}"] = (
        f"zz-topic-{unit}",
        f"zz-room-{unit}",
        f"zz-minutes-{unit}",
    )


def _certify(person: Person) -> OutsideCertificate:
    now, name = utcnow(), person.name.removeprefix("zz-name-")
    return _add(
        OutsideCertificate(
            person_id=person.id,
            kind="guard-card",
            number_end="9Q7Z",
            number_digest=uuid.uuid4().hex * 2,
            issued_on=_today() - timedelta(days=300),
            expires_on=_today() + timedelta(days=20),
            recorded_at=now,
            recorded_by_id=person.id,
            checked_at=now,
            checked_by_name=f"zz-checker-{name}",
        )
    )


def _review(people: dict[str, Person], library: Library, name: str) -> ProbationReview:
    """An open review, in which the supervisor and the person have spoken."""
    position = _published(library, "position", "customer-service-assistant")
    now: datetime = utcnow()
    review = ProbationReview(
        person_id=people[name].id,
        position=position.slug,
        version_id=position.version_id,
        begins_on=_today() - timedelta(days=60),
        ends_on=_today() + timedelta(days=5),
        opened_at=now,
    )
    review.opinions = [
        ProbationOpinion(
            voice=voice,
            person_id=people[name].id,
            by_id=people[by].id,
            by_name=by_name,
            words=words,
            advice=advice,
            said_at=now,
        )
        for voice, by, by_name, words, advice in (
            ("supervisor", "admin", f"zz-rater-{name}", f"zz-opinion-{name}", "confirm"),
            ("self", name, people[name].name, f"zz-own-word-{name}", None),
        )
    ]
    return _add(review)


def _appoint(kept: Kept, people: dict[str, Person], units: dict[str, Unit]) -> None:
    """The observer is a mentor in the other team today; for her own it ended yesterday."""
    day = _today()
    wanted: dict[str, dict[str, Any]] = {
        "colleague-a": {"person_id": people["colleague-a"].id, "kind": "mentor"},
        "learner-b": {"person_id": people["learner-b"].id, "ends_on": day - timedelta(days=1)},
        "unit b": {"unit_id": units["b"].id, "ends_on": day - timedelta(days=1)},
        "unit b to come": {"unit_id": units["b"].id, "starts_on": day + timedelta(days=1)},
        "ended": {"person_id": people["learner-a"].id, "ended_at": utcnow()},
        "hr": {"person_id": people["hr"].id, "starts_on": day + timedelta(days=3)},
    }
    for name, values in wanted.items():
        usual = {
            "observer_id": people["observer"].id,
            "kind": "observer",
            "starts_on": day - timedelta(days=9),
            "created_at": utcnow(),
        }
        kept.appointments[name] = _add(ObserverAppointment(**usual | values))


def _take_photos(kept: Kept, photo: PreparedPhoto, *, by: Person) -> None:
    owners = {
        "session unit a": {"session_id": kept.sessions["unit a"].id},
        "session unit b": {"session_id": kept.sessions["unit b"].id},
        "certificate learner-b": {"certificate_id": kept.certificates["learner-b"].id},
        "practice learner-b": {
            "observation_id": kept.observations["learner-b:supervisor-b:waiting"].id
        },
        "practice leaver": {"observation_id": kept.observations["leaver:supervisor-a:waiting"].id},
    }
    for name, owner in owners.items():
        kept.photos[name] = keep_photo(
            photo, now=utcnow(), by_id=by.id, delete_after=_today() + timedelta(days=9), **owner
        )
