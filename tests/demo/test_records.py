"""The records of the demonstration: each feature shows something on the first look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from app.accounts.fairness import unfair_words
from app.accounts.models import DEFAULT_ZONE, Company, Person, Unit
from app.accounts.viewer import Viewer
from app.appraisals import waiting as appraisals
from app.appraisals.models import Appraisal
from app.config import ROOT
from app.db import db, utcnow
from app.demo.cast import read_cast
from app.demo.commands import load_demo
from app.demo.records import read_records
from app.demo.scene import Scene
from app.enrolments.models import Completion
from app.library.operations import publish
from app.library.queries import Library, current_library
from app.observations import waiting as observations
from app.observations.models import Observation, ObservationMark
from app.observations.queries import practice_of
from app.outside_certificates import waiting as certificates
from app.outside_certificates.queries import certificates_of
from app.photos.models import Photo
from app.probation import waiting as probation
from app.probation.models import ProbationReview
from app.sessions.models import Attendance, TrainingSession
from tests.conftest import Statements
from tests.content.test_real_content import bodies

pytestmark = pytest.mark.database("sqlite")

LEARNER, SUPERVISOR, HR = (f"{role}@demo.example" for role in ("learner", "supervisor", "hr"))
#: What somebody finds on her page of today.
WAITING = {
    LEARNER: {"observation-to-confirm", "conditions-to-confirm"},
    SUPERVISOR: {
        *("round-to-confirm", "recheck-due", "objection-to-answer", "opinion-to-give"),
        *("certificate-of-person-expiring", "certificate-to-check", "appraisal-due"),
    },
    HR: {
        *("probation-to-decide", "objection-to-answer"),
        *("certificate-of-person-expiring", "certificate-to-check"),
    },
}
PAGES = {
    LEARNER: ("/", "/my-practice", "/my-certificates", "/probation", "/policies", "/record/file"),
    SUPERVISOR: ("/", "/practice", "/team/observers", "/sessions", "/certificates", "/probation"),
    HR: ("/sessions", "/certificates", "/policies/staff-handbook/unsigned", "/files"),
}


# The file.


def test_everybody_and_every_unit_of_the_records_is_of_the_company() -> None:
    cast, records = read_cast(), read_records()
    known = {each.key for each in cast.people} | {each.key for each in cast.units}
    fields = ("of", "by", "hr", "unit", "who", "trainer", "checked_by", "confirmed_by")

    named = set(_named(msgspec.to_builtins(records), (*fields, "asked", "asked_by", "failed")))
    drill = records.practice.drill

    assert drill is not None
    assert named | set(drill.missed) <= known
    assert len(drill.who) == 12


def test_every_checklist_line_and_standard_of_the_records_is_published() -> None:
    records = read_records()
    checklists = {slug: {line.id for line in b.lines} for slug, b in bodies("checklist").items()}
    drill = records.practice.drill
    assert drill is not None

    marked = [(drill.checklist, drill.lines)]
    marked += [(slug, tuple(notes)) for slug, notes in records.practice.notes.items()]
    marked += [(each.checklist, (*each.missed, *each.unseen)) for each in records.practice.seen]
    marked += [(each.checklist, tuple(each.found)) for each in records.practice.rounds]

    assert [(slug, set(ids) - checklists[slug]) for slug, ids in marked if ids] == [
        (slug, set()) for slug, ids in marked if ids
    ]
    assert {each.policy for each in records.signed} <= set(bodies("policy"))
    standards = {each.id for topic in bodies("topic").values() for each in topic.standards}
    assert {name for each in records.sessions for name in each.standards} <= standards


def test_what_is_said_of_probation_is_fair() -> None:
    for review in read_records().probation.reviews:
        for words in (review.reasons, *(each.words for each in review.opinions)):
            assert not unfair_words(words), words


# The days.


def test_days_are_those_of_the_company_and_nothing_ends_to_come() -> None:
    now = datetime(2026, 11, 22, 17, 0, tzinfo=ZoneInfo("UTC"))
    scene = Scene(Library(1, []), {}, {}, now, "key")

    assert str(scene.day(1)) == "2026-11-22"
    assert scene.at(0, time(1, 30)).astimezone(ZoneInfo("UTC")).hour == 17
    assert scene.later(now, timedelta(days=1)) < now
    assert scene.later(now - timedelta(days=3), timedelta(days=1)) == now - timedelta(days=2)


# The life.


def test_of_what_is_not_published_there_are_no_records(demo: int) -> None:
    checklists = {each.slug for each in current_library().all("checklist")}
    assert {*db.session.scalars(select(Observation.checklist))} <= checklists
    assert count(ProbationReview.id) == 0
    assert count(TrainingSession.id) > 30
    assert db.session.get_one(Company, 1).safety_minutes == 120


def test_with_the_real_courses_each_feature_has_something_to_look_at(
    app: Flask, statements: Statements
) -> None:
    publish(ROOT / "courses", ROOT / "quizzes", now=utcnow())
    db.session.commit()
    statements.clear()

    load_demo()

    assert len(statements) <= 29_000
    kinds = set(db.session.scalars(select(Completion.kind)))
    assert kinds == {"lesson", "quiz", "instrument", "course", "policy", "checklist"}
    for email, wanted in WAITING.items():
        assert set(_kinds_waiting_for(email)) == wanted, email
    _practice_came_to_every_end()
    _sessions_were_held()
    _certificates_are_in_every_state()
    _probation_is_at_every_stage()
    _the_same_was_rated_again()
    _the_pages_open(app)


def count(column: Any, *which: ColumnElement[bool]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count(column)).where(*which)) or 0


def _named(value: Any, fields: tuple[str, ...]) -> Iterator[str]:
    """The keys of people and units, wherever they stand."""
    if isinstance(value, list):
        for each in value:
            yield from _named(each, fields)
    if isinstance(value, dict):
        for field, inner in value.items():
            if field in fields:
                yield from [inner] if isinstance(inner, str) and inner else inner or ()
            else:
                yield from _named(inner, fields)


def _kinds_waiting_for(email: str) -> Iterator[str]:
    person = _person(Person.email == email)
    roles = frozenset(grant.role for grant in person.grants)
    viewer = Viewer(person.id, person.name, "", roles)  # type: ignore[arg-type]
    for feature in (observations, probation, certificates, appraisals):
        for rows in feature.waiting_for(viewer, today=_today()):
            yield from (row[0] for row in db.session.execute(rows))


def _practice_came_to_every_end() -> None:
    assert 60 <= count(Observation.id) <= 100
    assert count(Observation.id, Observation.asked_id.is_not(None)) == 1
    assert count(Observation.id, Observation.recheck_on > _today()) >= 1
    batches = Counter(db.session.scalars(select(Observation.batch_id)).all())
    batches.pop(None)
    assert list(batches.values()) == [12]
    learner = practice_of(_person(Person.email == LEARNER).id)
    assert [each.state for each in learner] == ["waiting", "waiting"]
    assert any(each.not_met for each in learner)
    corrected = select(Observation.person_id).where(Observation.corrects_id.is_not(None))
    (person_id,) = db.session.scalars(corrected)
    assert "corrected" in {each.state for each in practice_of(person_id)}
    rounds = db.session.scalars(select(Observation).where(Observation.kind == "round")).all()
    assert sorted(each.confirmed_at is None for each in rounds) == [False, False, False, True]
    marks = set(db.session.scalars(select(ObservationMark.mark)))
    assert marks == {"met", "not-met", "not-seen"}


def _sessions_were_held() -> None:
    kinds = Counter(db.session.scalars(select(TrainingSession.kind)))
    assert kinds["safety"] == 2
    assert kinds["fire-drill"] == kinds["outside"] == 1
    levels = set(db.session.scalars(select(TrainingSession.level)))
    assert levels == {None, "company", "project", "team"}
    announced = TrainingSession.starts_at > utcnow()
    assert count(TrainingSession.id, announced) == 1
    assert {*db.session.scalars(select(Attendance.came_by))} == {"ticked", "code"}
    assert {*db.session.scalars(select(Attendance.result))} == {"untested", "passed", "failed"}


def _certificates_are_in_every_state() -> None:
    guards = select(Person).join(Unit, Unit.id == Person.unit_id).where(Unit.name.contains("秩序"))
    states = [
        {each.state for each in certificates_of(guard.id, _today())}
        for guard in db.session.scalars(guards)
    ]
    assert sorted(states, key=str) == sorted(
        [{"good"}, {"good"}, {"expiring"}, {"expired"}, {"unchecked"}, set()], key=str
    )
    assert count(Photo.id, Photo.certificate_id.is_not(None)) == 1


def _probation_is_at_every_stage() -> None:
    reviews = db.session.scalars(select(ProbationReview)).all()
    assert len(reviews) > 20
    decided = [each for each in reviews if each.decided_at]
    assert all(each.acknowledged_at and each.known["quizzes"] for each in decided)
    assert any(each.known["practice"] and each.known["sessions"] for each in decided)
    due = [each for each in reviews if each.ends_on == _today() + timedelta(days=6)]
    assert [sorted(o.voice for o in each.opinions) for each in due] == [
        ["mentor", "self", "supervisor"]
    ]


def _the_same_was_rated_again() -> None:
    sheets = db.session.execute(select(Appraisal.person_id, Appraisal.rater_id))
    rated = Counter((person_id, rater_id) for person_id, rater_id in sheets)
    assert sum(times == 2 for times in rated.values()) == 4
    assert {*db.session.scalars(select(Appraisal.occasion))} == {"own", "probation"}


def _the_pages_open(app: Flask) -> None:
    for email, pages in PAGES.items():
        client = app.test_client()
        data = {"identifier": email, "password": app.config["DEMO_PASSWORD"]}
        client.post("/login", data=data)
        for page in pages:
            assert client.get(page).status_code == 200, (email, page)


def _person(which: ColumnElement[bool]) -> Person:
    return db.session.scalars(select(Person).where(which)).one()


def _today() -> Any:
    return utcnow().astimezone(ZoneInfo(DEFAULT_ZONE)).date()
