"""A front desk and who works there: for tests that write down what was seen."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.test import TestResponse

from app.accounts.models import Person, Unit
from app.accounts.roles import Role
from app.db import db
from app.library.queries import Library
from app.observations.models import Observation
from tests.content_tree import ContentTree, publish_tree
from tests.factories import make_company, make_person, make_unit, sign_in

ROUND = """\
title: {zh: 大堂巡查表, en: Lobby round}
kind: round
parts:
  - lines:
      - {id: lamp, zh: 灯都亮, en: All lamps are lit, standards: [lobby-lamp]}
      - {id: greets, zh: 有人问好, en: Somebody greets, standards: [touchpoint-1-greet-first]}
"""


@dataclass(frozen=True)
class Desk:
    """A team, who leads it, and two who work there."""

    unit: Unit
    leader: Person
    li: Person
    wang: Person


def make_desk(**values: Any) -> Desk:
    """A team of two with a leader who reads English."""
    make_company()
    unit = make_unit(name="Front desk")
    leader = make_person(
        name="Huang", roles=(Role.LEARNER, Role.SUPERVISOR), language="en", unit_id=unit.id
    )
    unit.leader_id = leader.id
    li = make_person(name="Li", unit_id=unit.id, **values)
    wang = make_person(name="Wang", unit_id=unit.id)
    db.session.commit()
    return Desk(unit, leader, li, wang)


def desk_led_by(client: FlaskClient) -> Desk:
    """The same, with the leader signed in."""
    desk = make_desk()
    sign_in(client, desk.leader)
    return desk


def with_round(content: ContentTree) -> Library:
    """Publish the checklist of a place as well."""
    content.write("courses/checklists/lobby.yaml", ROUND)
    return publish_tree(content)


def hidden_of(page: str) -> dict[str, str]:
    """The hidden values of the sheet on a page."""
    form = page.split('id="sheet"', 1)[1]
    found = re.findall(r"<input ([^>]*type=\"hidden\"[^>]*)>", form)
    return {
        name[1]: value[1] if (value := re.search(r'value="([^"]*)"', each)) else ""
        for each in found
        if (name := re.search(r'name="([^"]*)"', each))
    }


def send(client: FlaskClient, address: str, data: dict[str, Any], **changed: Any) -> TestResponse:
    """Open a sheet, fill it in and send it."""
    hidden = hidden_of(client.get(address).text)
    return client.post(
        address, data=hidden | {"seen_on": seen_on_of(client, address)} | data | changed
    )


def seen_on_of(client: FlaskClient, address: str) -> str:
    """The day that a sheet has to begin with."""
    found = re.search(r'name="seen_on"[^>]* value="([^"]*)"', client.get(address).text)
    assert found
    return found[1]


def kept() -> list[Observation]:
    """All observations with their marks, in the order in which they were written down."""
    found = select(Observation).options(selectinload(Observation.marks)).order_by(Observation.id)
    return list(db.session.scalars(found))


def marks_of(observation: Observation) -> dict[str, tuple[str, str]]:
    """The mark and the note of each line."""
    return {mark.line: (mark.mark, mark.note) for mark in observation.marks}


def version7(number: int) -> uuid.UUID:
    """An id as the pages make them."""
    return uuid.UUID(f"01900000-0000-7000-8000-{number:012d}")
