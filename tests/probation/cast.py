"""Somebody on probation, and those who have to do with it."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import ObserverAppointment, Person, Unit
from app.accounts.roles import Role
from app.db import db, utcnow
from app.library.queries import Library
from app.probation.models import ProbationReview
from app.probation.opening import open_review
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_company, make_person, make_unit

POSITION = "customer-service-assistant"
CONDITIONS = """\
conditions:
  - id: rings
    zh: 电话三声之内接起。
    en: Picks up within three rings.
    standards: [touchpoint-17-three-rings, touchpoint-17-identify]
  - id: punctual
    zh: 按时到岗。
    en: Comes on time.
"""
POSITION_FILE = f"courses/positions/{POSITION}.yaml"


def publish_conditions(content: ContentTree, more: str = "") -> Library:
    """The small library, whose position has two conditions of employment."""
    content.write(POSITION_FILE, content.read(POSITION_FILE) + CONDITIONS + more)
    return publish_tree(content)


def today() -> date:
    """Today, where the tests' people work."""
    return (utcnow() + timedelta(hours=8)).date()


@dataclass
class Cast:
    """Everybody by what they are to the newcomer; all read English."""

    library: Library
    newcomer: Person
    mentor: Person
    supervisor: Person
    hr: Person
    #: Leads another team, and mentors somebody else.
    stranger: Person
    team: Unit
    appointment: ObserverAppointment

    def __iter__(self) -> Iterator[Person]:
        return iter((self.newcomer, self.mentor, self.supervisor, self.hr, self.stranger))

    def review(self, **values: Any) -> ProbationReview:
        """The newcomer's open review, changed as it is said."""
        review = open_review(self.newcomer, self.library, now=utcnow())
        for name, value in values.items():
            setattr(review, name, value)
        db.session.commit()
        return review


def make_cast(library: Library, *, ends_in: int = 15) -> Cast:
    """A newcomer whose probation ends in so many days, with mentor, supervisor and HR."""
    make_company()
    day = today()
    supervisor = make_person(
        name="李主管", roles=(Role.LEARNER, Role.SUPERVISOR), language="en", position=None
    )
    team = make_unit(leader_id=supervisor.id)
    newcomer = make_person(
        name="陈新",
        language="en",
        unit_id=team.id,
        position=POSITION,
        hired_on=day - timedelta(days=60),
        probation_ends_on=day + timedelta(days=ends_in),
        email="newcomer@example.com",
    )
    mentor = make_person(name="王师傅", language="en")
    hr = make_person(name="赵人事", roles=(Role.LEARNER, Role.HR), language="en")
    stranger = make_person(name="周主管", roles=(Role.LEARNER, Role.SUPERVISOR), language="en")
    make_unit(name="别的组", leader_id=stranger.id)
    appointment = name_mentor(mentor, newcomer)
    name_mentor(stranger, hr)
    db.session.commit()
    return Cast(library, newcomer, mentor, supervisor, hr, stranger, team, appointment)


def name_mentor(mentor: Person, person: Person) -> ObserverAppointment:
    """Name a mentor for somebody, from yesterday on."""
    appointment = ObserverAppointment(
        observer_id=mentor.id,
        person_id=person.id,
        kind="mentor",
        starts_on=today() - timedelta(days=1),
        created_at=utcnow(),
    )
    db.session.add(appointment)
    db.session.flush()
    return appointment


def the_review(review_id: uuid.UUID) -> ProbationReview:
    """The review as it is kept now."""
    db.session.expire_all()
    return db.session.scalars(select(ProbationReview).where(ProbationReview.id == review_id)).one()


def words(response: Any) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
