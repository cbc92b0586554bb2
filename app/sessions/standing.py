"""How the training of a supervisor's units stands: the weekly half hour, the year's safety."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from app.accounts.models import Unit
from app.accounts.queries import units_led_by, units_within
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.interface.days import local_day
from app.sessions.list_queries import people_of_units, safety_asked
from app.sessions.queries import minutes_of, weekly_minutes
from app.sessions.weekly import EXPECTED, Week
from app.sessions.wording import week_summary, week_words


@dataclass(frozen=True)
class Team:
    """A unit and its last weeks, the present one last."""

    name: str
    weeks: list[Week]

    @property
    def now(self) -> str:
        """How the present week stands."""
        return week_summary(self.weeks[-1])

    def bars(self, day_words: dict[date, str]) -> list[dict[str, object]]:
        """The weeks as a chart has them, the latest first."""
        return [
            {
                "label": day_words[week.monday],
                "learned": week.average,
                "answered": 0,
                "shown": 0,
                "needed": EXPECTED,
                "text": week_words(week),
                "spoken": f"{day_words[week.monday]}: {week_words(week)}",
            }
            for week in reversed(self.weeks)
        ]


@dataclass(frozen=True)
class Short:
    """Somebody who has less than the year's safety training."""

    name: str
    number: str
    minutes: int
    missing: int


@dataclass(frozen=True)
class Safety:
    """The year's safety training against the company's figure."""

    year: int
    asked: int
    people: int
    short: list[Short]


@dataclass(frozen=True)
class Standing:
    """Both, for the units that are looked at."""

    teams: list[Team]
    safety: Safety | None


def standing_of(
    viewer: Viewer, unit_id: uuid.UUID | None, *, now: datetime, zone: str
) -> Standing | None:
    """How the training of the units stands that somebody leads; for HR, of the chosen one."""
    wanted = _units(viewer, unit_id)
    rows = db.session.execute(wanted).all() if wanted is not None else []
    units = {row.id: row.name for row in rows}
    weeks = weekly_minutes(list(units), now=now, zone=zone) if units else {}
    if not weeks:
        return None
    named = sorted((units[each], each) for each in weeks)
    teams = [Team(name, weeks[each]) for name, each in named]
    return Standing(teams, _safety(list(weeks), local_day(now, zone).year, zone))


def _units(viewer: Viewer, unit_id: uuid.UUID | None) -> Select[uuid.UUID, str] | None:
    units = select(Unit.id, Unit.name)
    if Role.HR in viewer.roles:
        return units.where(Unit.id.in_(units_within(unit_id))) if unit_id else None
    units = units.where(Unit.id.in_(units_led_by(viewer.id)))
    return units.where(Unit.id.in_(units_within(unit_id))) if unit_id else units


def _safety(unit_ids: list[uuid.UUID], year: int, zone: str) -> Safety | None:
    asked = safety_asked()
    if asked is None:
        return None
    people = people_of_units(unit_ids)
    had = minutes_of([person.id for person in people], year, zone)
    short = [
        Short(name, number or "", had[each].safety, asked - had[each].safety)
        for each, name, number in people
        if had[each].safety < asked
    ]
    return Safety(year, asked, len(people), short)
