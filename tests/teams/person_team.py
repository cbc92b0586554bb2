"""A supervisor who reads English, with one learner; and what a learner leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.roles import Role
from app.attempts.models import Attempt
from app.db import db
from app.enrolments.operations import assign_path, complete_lesson
from app.evidence.operations import record_answers
from app.library.queries import Library
from tests.factories import NOON, make_company, make_person, make_unit, sign_in

POSITION = "customer-service-assistant"


@dataclass(frozen=True)
class Team:
    """Who leads and who is led; `outsider` belongs to nobody's team."""

    leader: Person
    learner: Person
    outsider: Person


def make_team(client: FlaskClient, *, roles: tuple[Role, ...] = (Role.LEARNER,)) -> Team:
    """Make the team and sign its leader in."""
    make_company()
    unit = make_unit()
    leader = make_person(
        name="黄志强", language="en", roles=(Role.SUPERVISOR,), unit_id=unit.id, hired_on=None
    )
    learner = make_person(
        name="陈丽华",
        roles=roles,
        language="en",
        unit_id=unit.id,
        supervisor_id=leader.id,
        position=POSITION,
        email="lihua@example.com",
        employee_number="H0128",
    )
    outsider = make_person(name="吴晓玲")
    sign_in(client, leader)
    return Team(leader, learner, outsider)


def follow_plan(person: Person, library: Library, *, days_ago: int = 8) -> None:
    """Let a person follow the plan of her position for so many days."""
    path = library.get("path", POSITION)
    assert path is not None
    began = NOON - timedelta(days=days_ago)
    assign_path(person.id, path.body, anchored_on=began.date(), now=began)


def read_lesson(person: Person, library: Library, slug: str, *, days_ago: float = 1) -> None:
    """Let a person read a lesson."""
    lesson = library.get("lesson", slug)
    assert lesson is not None
    complete_lesson(person.id, lesson, library, now=NOON - timedelta(days=days_ago))


def sit(
    person: Person,
    library: Library,
    *,
    score: float | None = 1.0,
    number: int = 1,
    missed: tuple[str, ...] = (),
    days_ago: float = 1,
) -> Attempt:
    """Let a person sit the quiz on the telephone, and miss some standards."""
    quiz = library.get("quiz", "telephone")
    assert quiz is not None
    ended = NOON - timedelta(days=days_ago)
    values: dict[str, Any] = {"submitted_at": ended, "score": score} if score is not None else {}
    attempt = Attempt(
        person_id=person.id,
        quiz="telephone",
        version_id=quiz.version_id,
        number=number,
        shown=[],
        passing_score=0.8,
        started_at=ended - timedelta(minutes=6),
        **values,
    )
    db.session.add(attempt)
    db.session.flush()
    scores = {library.standards[name]: 0.0 for name in missed}
    record_answers(person.id, scores, attempt_id=attempt.id, version_id=quiz.version_id, now=ended)
    return attempt
