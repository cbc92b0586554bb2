"""Pure: everything that the page of today shows of one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from app.enrolments.progress import Name
from app.evidence.mastery import Triad
from app.interface.days import local_day
from app.learning.plan import Plan, plans_of
from app.learning.rules import Tally, tally_of
from app.learning.standing import (
    CourseStanding,
    Standing,
    Urgency,
    course_standings,
    urgency,
)
from app.learning.steps import Step, next_step
from app.learning.week import Day, week_of
from app.library.queries import Library
from app.markup.texts import Text

Daytime = Literal["morning", "afternoon", "evening"]


@dataclass(frozen=True)
class DueItem:
    """Something that is late or due soon."""

    kind: str
    slug: str
    title: Text
    due_on: date
    urgency: Urgency
    #: Where it is a course.
    standing: CourseStanding | None


@dataclass(frozen=True)
class Today:
    """One person's day."""

    daytime: Daytime
    step: Step | None
    due: list[DueItem]
    plans: list[Plan]
    courses: list[CourseStanding]
    week: list[Day]
    tally: Tally

    @property
    def is_late(self) -> bool:
        return any(due.urgency == "late" for due in self.due)

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.week)


def today_of(
    standing: Standing,
    triads: Mapping[str, Triad],
    library: Library,
    *,
    now: datetime,
    zone: str,
    language: str,
) -> Today:
    """The day of the person who stands so, read at a moment in the unit's zone."""
    courses = course_standings(library, standing)
    plans = plans_of(standing, courses, library)
    today = local_day(now, zone)
    return Today(
        daytime=daytime(now, zone),
        step=next_step(courses, plans, standing, library),
        due=due_items(courses, plans, today),
        plans=plans,
        courses=courses,
        week=week_of(standing.done, today, zone=zone, language=language),
        tally=tally_of(triads.values()),
    )


def daytime(now: datetime, zone: str) -> Daytime:
    """The time of day by which people greet each other."""
    hour = now.astimezone(ZoneInfo(zone)).hour
    if 5 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"


def day_number(hired_on: date | None, today: date) -> int | None:
    """The how-manieth day since somebody was hired; the first is 1."""
    return (today - hired_on).days + 1 if hired_on and hired_on <= today else None


def due_items(
    courses: Iterable[CourseStanding], plans: Iterable[Plan], today: date
) -> list[DueItem]:
    """What is not done and late or due soon, the earliest first."""
    found: dict[Name, DueItem] = {}
    for course in courses:
        if course.due_on and not course.progress.is_completed:
            slug, title = course.course.slug, course.course.title
            found["course", slug] = _due("course", slug, title, course.due_on, today, course)
    for item in (item for plan in plans for item in plan.items if item.is_asked):
        if item.due_on and not item.is_done:
            due = _due(item.kind, item.slug, item.title, item.due_on, today, item.standing)
            found.setdefault((item.kind, item.slug), due)
    pressing = [due for due in found.values() if due.urgency]
    return sorted(pressing, key=lambda due: (due.due_on, due.kind, due.slug))


def _due(
    kind: str,
    slug: str,
    title: Text,
    due_on: date,
    today: date,
    course: CourseStanding | None,
) -> DueItem:
    return DueItem(kind, slug, title, due_on, urgency(due_on, today), course)
