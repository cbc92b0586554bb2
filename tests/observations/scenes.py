"""A team with somebody to be seen, who leads it, who was named to observe, and a stranger."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import ObserverAppointment, Person, Unit
from app.accounts.roles import Role
from app.db import db, new_id, utcnow
from app.library.queries import Library
from app.observations.models import Observation, ObservationMark
from tests.factories import NOON, make_company, make_person, make_unit, sign_in

RINGS, IDENTIFY = "touchpoint-17-three-rings", "touchpoint-17-identify"
GREET, LAMP = "touchpoint-1-greet-first", "lobby-lamp"
#: What the three lines of the front desk's checklist are called.
ALL_MET = {"rings": "met", "name": "met", "greets": "met"}
LOBBY = """\
title: {zh: 大堂巡查, en: Lobby round}
kind: round
touchpoint: 1
parts:
  - lines:
      - {id: lamp, zh: 灯都亮, en: All lamps light, standards: [lobby-lamp], key: yes}
      - {id: floor, zh: 地面干净, en: The floor is clean, standards: [lobby-lamp]}
"""


def day(back: int = 0, zone: str = "Asia/Shanghai") -> date:
    """Today in a zone, or so many days ago."""
    return utcnow().astimezone(ZoneInfo(zone)).date() - timedelta(days=back)


@dataclass
class Scene:
    """The people of the tests; all read English."""

    app: Flask
    library: Library
    unit: Unit
    leader: Person
    person: Person
    observer: Person
    stranger: Person

    def browser(self, person: Person) -> FlaskClient:
        """A browser in which somebody is signed in."""
        client = self.app.test_client()
        sign_in(client, person)
        return client

    def appoint(self, observer: Person, **values: Any) -> ObserverAppointment:
        """Name somebody for the unit, from a week ago and without an end."""
        about = {} if "person_id" in values else {"unit_id": self.unit.id}
        kept = {"kind": "observer", "starts_on": day(7), "created_at": NOON} | about | values
        appointment = ObserverAppointment(observer_id=observer.id, **kept)
        db.session.add(appointment)
        db.session.commit()
        return appointment

    def seen(
        self,
        marks: dict[str, str] | None = None,
        notes: dict[str, str] | None = None,
        **values: Any,
    ) -> Observation:
        """The observer saw the person at the front desk yesterday; all lines were met."""
        published = self.library.get("checklist", values.get("checklist", "front-desk"))
        assert published is not None
        about, by = values.pop("person", self.person), values.pop("by", self.observer)
        kept = {
            "id": new_id(),
            "checklist": published.slug,
            "version_id": published.version_id,
            "kind": published.body.kind,
            "person_id": about.id,
            "observer_id": by.id,
            "observer_name": by.name,
            "unit_id": self.unit.id,
            "seen_on": day(1),
            "recorded_at": utcnow(),
            "verdict": "competent" if published.body.kind == "conduct" else None,
        } | values
        rows = [
            ObservationMark(
                line=line, person_id=about.id, mark=mark, note=(notes or {}).get(line, "")
            )
            for line, mark in (ALL_MET if marks is None else marks).items()
        ]
        observation = Observation(marks=rows, **kept)
        db.session.add(observation)
        db.session.commit()
        return observation


def make_scene(app: Flask, library: Library) -> Scene:
    """A unit with its leader and a learner, a named observer, and a supervisor of another unit."""
    make_company()
    leader = make_person(name="黄志强", roles=(Role.SUPERVISOR,), language="en")
    unit = make_unit(leader_id=leader.id)
    scene = Scene(
        app=app,
        library=library,
        unit=unit,
        leader=leader,
        person=make_person(name="张晓雯", unit_id=unit.id, language="en"),
        observer=make_person(name="师傅甲", language="en"),
        stranger=make_person(name="刘敏", roles=(Role.SUPERVISOR,), language="en"),
    )
    make_unit(name="别的组", leader_id=scene.stranger.id)
    scene.appoint(scene.observer)
    return scene


def read_again(observation: Observation) -> Observation:
    """The observation as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Observation, observation.id)


def address(observation: Observation | uuid.UUID, deed: str = "") -> str:
    """The address of an observation, or of something done to it."""
    name = observation if isinstance(observation, uuid.UUID) else observation.id
    return f"/practice/{name}{'/' + deed if deed else ''}"


def moment(back: int) -> datetime:
    """Now, so many days ago."""
    return utcnow() - timedelta(days=back)
