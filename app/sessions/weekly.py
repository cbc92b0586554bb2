"""Pure: the handbook's half hour of training a week, against what was held."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.interface.days import local_day
from app.sessions.timing import minutes_between

#: The routine training of the handbook: once a week, for half an hour.
EXPECTED = 30
#: So many weeks are looked at, with the present one.
WEEKS = 8


@dataclass(frozen=True)
class Trained:
    """That somebody of a unit was at a session; without one, that she is of the unit."""

    unit_id: uuid.UUID
    person_id: uuid.UUID
    hired_on: date | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Week:
    """One week of a unit: how many people there were, and how their half hour stands."""

    monday: date
    people: int
    #: Of each person no more counts than is expected, so that one's two hours help nobody else.
    minutes: int
    #: How many people have less than the half hour.
    short: int

    @property
    def average(self) -> int:
        """Minutes a head, never rounded up."""
        return self.minutes // self.people if self.people else 0

    @property
    def missing(self) -> int:
        """The minutes that are missing in all."""
        return self.people * EXPECTED - self.minutes


def first_monday(today: date) -> date:
    """The Monday of the first week that is looked at."""
    return _monday(today) - timedelta(weeks=WEEKS - 1)


def weeks_of(trained: Iterable[Trained], today: date, zone: str) -> dict[uuid.UUID, list[Week]]:
    """For each unit its weeks, the present one last."""
    mondays = [first_monday(today) + timedelta(weeks=number) for number in range(WEEKS)]
    people: dict[uuid.UUID, dict[uuid.UUID, date | None]] = defaultdict(dict)
    minutes: dict[tuple[uuid.UUID, date], int] = defaultdict(int)
    for each in trained:
        people[each.unit_id][each.person_id] = each.hired_on
        if each.starts_at and each.ends_at:
            monday = _monday(local_day(each.starts_at, zone))
            minutes[each.person_id, monday] += minutes_between(each.starts_at, each.ends_at)
    return {
        unit_id: [_week(monday, _there_by(monday, hired), minutes) for monday in mondays]
        for unit_id, hired in people.items()
    }


def _week(
    monday: date, people: Sequence[uuid.UUID], minutes: dict[tuple[uuid.UUID, date], int]
) -> Week:
    each = [min(minutes[person, monday], EXPECTED) for person in people]
    return Week(monday, len(each), sum(each), sum(had < EXPECTED for had in each))


def _there_by(monday: date, hired: dict[uuid.UUID, date | None]) -> list[uuid.UUID]:
    sunday = monday + timedelta(days=6)
    return [person for person, day in hired.items() if day is None or day <= sunday]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
