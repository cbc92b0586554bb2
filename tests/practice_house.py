"""Two teams with everybody who has to do with practice, and one of every record in the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import ObserverAppointment, Person, Unit
from app.accounts.roles import Role
from app.db import db, new_id, utcnow
from app.enrolments.models import Completion
from app.enrolments.operations import assign_path
from app.library.queries import Library
from app.observations.models import Observation, ObservationMark
from app.outside_certificates.models import OutsideCertificate
from app.probation.models import ProbationOpinion, ProbationReview
from app.sessions.models import Attendance, TrainingSession
from tests.content_tree import ContentTree
from tests.factories import make_company, make_person, make_unit, sign_in
from tests.made_once import publish_once
from tests.walk_practice import POLICY, write_practice

POSITION = "customer-service-assistant"
ALL_MET = {"rings": "met", "name": "met", "greets": "met"}


def day(ahead: int = 0) -> date:
    """Today in Shanghai, or so many days ahead."""
    return (utcnow() + timedelta(hours=8)).date() + timedelta(days=ahead)


@dataclass
class House:
    """Who works here; all read English."""

    app: Flask
    library: Library
    unit: Unit
    other_unit: Unit
    leader: Person
    person: Person
    mate: Person
    mentor: Person
    other_leader: Person
    stranger: Person
    hr: Person
    hr_too: Person
    appointment: ObserverAppointment

    def browser(self, person: Person) -> FlaskClient:
        """A browser of her own in which somebody is signed in."""
        client = self.app.test_client()
        sign_in(client, person)
        return client

    def leave(self) -> None:
        """The leader leads no team any more, and is a supervisor still."""
        self.unit.leader_id = self.other_leader.id
        db.session.commit()

    def seen(self, about: Person | None = None, by: Person | None = None, **values: Any) -> Any:
        """What somebody was seen to do, by her mentor and with all lines met."""
        about, by = about or self.person, by or self.mentor
        slug = values.pop("checklist", "front-desk")
        document = self.library.get("checklist", slug)
        assert document is not None
        usual = {
            "checklist": slug,
            "version_id": document.version_id,
            "kind": document.body.kind,
            "person_id": about.id,
            "observer_id": by.id,
            "observer_name": by.name,
            "unit_id": about.unit_id,
            "seen_on": day(-1),
            "recorded_at": utcnow(),
            "verdict": "competent" if document.body.kind == "conduct" else None,
        }
        marks = [
            ObservationMark(line=line.id, person_id=about.id, mark="met")
            for line in document.body.lines
        ]
        return kept(Observation(marks=marks, **usual | values))

    def held(self, *present: Person, **values: Any) -> Any:
        """A session of the team that ended just now."""
        now = utcnow()
        usual = {
            "kind": "weekly",
            "topic": "电话沟通",
            "unit_id": self.unit.id,
            "starts_at": now - timedelta(minutes=35),
            "ends_at": now - timedelta(minutes=5),
            "trainer_id": self.leader.id,
            "trainer_name": self.leader.name,
            "created_at": now,
            "created_by_id": self.leader.id,
        }
        made = kept(TrainingSession(**usual | values))
        for each in present:
            kept(Attendance(session_id=made.id, person_id=each.id, came_by="ticked", noted_at=now))
        return made

    def certified(self, person: Person, **values: Any) -> Any:
        """A certificate that runs out soon and was checked."""
        usual = {
            "kind": "guard-card",
            "number_end": "1234",
            "number_digest": new_id().hex * 2,
            "issued_on": day(-300),
            "expires_on": day(20),
            "recorded_at": utcnow(),
            "checked_at": utcnow(),
            "checked_by_name": self.leader.name,
        }
        return kept(OutsideCertificate(person_id=person.id, **usual | values))

    def review(self, person: Person | None = None, **values: Any) -> Any:
        """An open review of somebody who knows the conditions."""
        document = self.library.get("position", POSITION)
        assert document is not None
        usual = {
            "person_id": (person or self.person).id,
            "position": POSITION,
            "version_id": document.version_id,
            "begins_on": day(-60),
            "ends_on": day(8),
            "opened_at": utcnow(),
            "conditions_confirmed_at": utcnow(),
        }
        return kept(ProbationReview(**usual | values))

    def says(self, review: ProbationReview, by: Person, words: str) -> None:
        """What the supervisor says in a review."""
        kept(
            ProbationOpinion(
                review_id=review.id,
                voice="supervisor",
                person_id=review.person_id,
                by_id=by.id,
                by_name=by.name,
                words=words,
                advice="confirm",
                said_at=utcnow(),
            )
        )

    def signs(self, person: Person) -> None:
        """Somebody has signed the policy."""
        document = self.library.get("policy", POLICY)
        assert document is not None
        kind, slug = document.completed_as
        kept(
            Completion(
                person_id=person.id,
                kind=kind,
                slug=slug,
                version_id=document.version_id,
                completed_at=utcnow(),
                minutes=2,
            )
        )

    def follows(self, person: Person) -> None:
        """Somebody follows the plan, which asks for the policy."""
        document = self.library.get("path", POSITION)
        assert document is not None
        assign_path(person.id, document.body, anchored_on=day(), now=utcnow())
        db.session.commit()


def make_house(app: Flask, content: ContentTree, **named: str) -> House:
    """The people, of whom some may be called something special, and the small library."""
    write_practice(content)
    library = publish_once(content)
    app.config.update(COURSES_PATH=content.courses, QUIZZES_PATH=content.quizzes)
    make_company(language="en")
    leading = (Role.LEARNER, Role.SUPERVISOR)

    def join(who: str, **values: Any) -> Person:
        return make_person(name=named.get(who, f"{who.title()} Wu"), language="en", **values)

    leader, other_leader = join("leader", roles=leading), join("other leader", roles=leading)
    unit = make_unit(name=named.get("unit", "Front desk"), leader_id=leader.id)
    other = make_unit(name="Elsewhere", leader_id=other_leader.id)
    person = join(
        "person",
        unit_id=unit.id,
        position=POSITION,
        email="person@secret.example",
        hired_on=day(-60),
        probation_ends_on=day(8),
    )
    mentor = join("mentor", email="mentor@secret.example")
    appointment = ObserverAppointment(
        observer_id=mentor.id,
        person_id=person.id,
        kind="mentor",
        starts_on=day(-9),
        created_at=utcnow(),
    )
    kept(appointment)
    return House(
        app,
        library,
        unit,
        other,
        leader,
        person,
        mate=join("mate", unit_id=unit.id, position=POSITION),
        mentor=mentor,
        other_leader=other_leader,
        stranger=join("stranger", unit_id=other.id),
        hr=join("hr", roles=(Role.LEARNER, Role.HR)),
        hr_too=join("hr too", roles=(Role.LEARNER, Role.HR)),
        appointment=appointment,
    )


def kept(row: Any) -> Any:
    """A row that is in the database now."""
    db.session.add(row)
    db.session.commit()
    return row
