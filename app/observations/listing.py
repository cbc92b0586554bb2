"""The list of practice seen, as it was asked for: searched, narrowed, a page at a time."""

from __future__ import annotations

import uuid
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select, tuple_, union_all

from app.accounts.models import Person
from app.accounts.queries import found_by
from app.accounts.viewer import Viewer
from app.db import db
from app.interface.asking import id_from, in_address, words_from
from app.interface.paging import Page, page_beside
from app.observations.models import Observation
from app.observations.queries import (
    IS_CORRECTED,
    IS_OBJECTED,
    IS_OPEN,
    Practice,
    practices,
    visible_observations,
)
from app.observations.waiting import rechecks_due, waiting_for

PAGE_SIZE = 20
STATES = ("waiting", "objected", "not-yet", "recheck")
#: So many things that wait are named above the list.
MOST_WAITING = 12


@dataclass(frozen=True)
class Asked:
    """What of the list was asked for; whatever makes no sense was not asked."""

    words: str = ""
    state: str = ""
    checklist: str = ""
    before: uuid.UUID | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.state or self.checklist)

    def in_address(self, **other: Any) -> dict[str, str]:
        """The same as values of an address, with some of them changed."""
        values = {"q": self.words, "state": self.state, "checklist": self.checklist}
        return in_address(values | other)


def asked_of(values: Mapping[str, str], checklists: Container[str]) -> Asked:
    """What the values of an address ask for."""
    state, checklist = values.get("state", ""), values.get("checklist", "")
    return Asked(
        words=words_from(values.get("q", "")),
        state=state if state in STATES else "",
        checklist=checklist if checklist in checklists else "",
        before=id_from(values.get("before", "")),
    )


def practice_page(viewer: Viewer, asked: Asked, today: date) -> Page[Practice]:
    """What somebody may read of others, narrowed as asked, the latest written down first."""
    found = visible_observations(viewer, today).where(Observation.person_id != viewer.id)
    return page_beside(
        practices,
        _narrowed(found, asked, today),
        (Observation.recorded_at, Observation.id),
        size=PAGE_SIZE,
        after=_place_of(asked.before),
        latest_first=True,
    )


def what_waits(viewer: Viewer, today: date) -> list[tuple[str, Practice]]:
    """What waits for somebody and is about others: its kind, and the observation."""
    everything = union_all(*waiting_for(viewer, today=today)).subquery()
    rows = select(everything.c.record_id, everything.c.kind).where(
        everything.c.about_id.is_not(None)
    )
    kinds = {row.record_id: row.kind for row in db.session.execute(rows.limit(MOST_WAITING))}
    found = select(Observation).where(Observation.id.in_(kinds)) if kinds else None
    listed = practices(found.order_by(Observation.recorded_at)) if found is not None else []
    return [(kinds[each.id], each) for each in listed]


def _narrowed(found: Select[Observation], asked: Asked, today: date) -> Select[Observation]:
    states = {
        "waiting": (IS_OPEN,),
        "objected": (IS_OBJECTED,),
        "not-yet": (Observation.verdict == "not-yet", ~IS_CORRECTED),
        "recheck": rechecks_due(today),
    }
    found = found.where(*states.get(asked.state, ()))
    if asked.checklist:
        found = found.where(Observation.checklist == asked.checklist)
    if asked.words:
        people = found_by(select(Person.id), asked.words)
        found = found.where(Observation.person_id.in_(people))
    return found


def _place_of(cursor: uuid.UUID | None) -> Any:
    at = select(Observation.recorded_at).where(Observation.id == cursor).scalar_subquery()
    return None if cursor is None else tuple_(at, cursor)
