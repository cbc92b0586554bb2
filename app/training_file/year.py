"""Pure: what a unit planned for a year and what was done, and what each person had of it.

ISO 9001:2015, 7.2 d, asks an organisation to keep documented evidence of competence. Auditors read
it as a plan held against what was done. Planned in a year is here what courses and plans ask of
somebody with a due day within the year; what comes again each year is planned for every year.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.courses.model import Path, PathItem, Stage
from app.enrolments.due import due_on
from app.enrolments.progress import Name
from app.interface.days import local_day
from app.sessions.queries import SAFETY
from app.sessions.timing import minutes_between

#: What a yearly list holds of a plan. Rating oneself is for oneself: nobody keeps it as evidence.
KINDS = ("course", "lesson", "quiz", "checklist", "policy")
#: Completions of these are counted by month; lessons are parts of courses.
COUNTED = ("course", "quiz", "checklist", "policy")
MONTHS = range(1, 13)
LEVELS = 4


@dataclass(frozen=True)
class Planned:
    """That somebody is to do something until a day of the year."""

    person_id: uuid.UUID
    name: Name
    due_on: date
    #: What was done until this day was for the year before.
    since: date | None = None


@dataclass(frozen=True)
class Followed:
    """A plan that somebody follows, from which day, and when her probation ends."""

    person_id: uuid.UUID
    path: Path
    anchored_on: date
    probation_ends_on: date | None


@dataclass(frozen=True)
class Done:
    """That somebody completed something on a day."""

    person_id: uuid.UUID
    name: Name
    on: date
    minutes: int = 0


@dataclass(frozen=True)
class Present:
    """That somebody was at a session."""

    person_id: uuid.UUID
    session_id: uuid.UUID
    kind: str
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return minutes_between(self.starts_at, self.ends_at)


@dataclass
class PlanLine:
    """One thing of the plan: of how many it is asked, how many did it, and how many in time."""

    name: Name
    planned: int = 0
    done: int = 0
    in_time: int = 0
    #: Not done, and not due yet.
    ahead: int = 0

    @property
    def share(self) -> float:
        return self.done / self.planned if self.planned else 0


@dataclass
class SessionLine:
    """One kind of session: how many were held, for how many people, how long in all."""

    kind: str
    sessions: set[uuid.UUID] = field(default_factory=set)
    people: set[uuid.UUID] = field(default_factory=set)
    #: Minutes of people: half an hour with four of them is two hours.
    minutes: int = 0


@dataclass
class PersonLine:
    """What one person had in the year, in minutes."""

    learned: int = 0
    in_sessions: int = 0
    safety: int = 0

    @property
    def total(self) -> int:
        return self.learned + self.in_sessions


@dataclass(frozen=True)
class MonthLine:
    """Something counted for each month of the year."""

    counts: tuple[int, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """From 0 for nothing to 4 for the fullest month."""
        most = max(self.counts)
        return tuple(-(-LEVELS * count // most) if count else 0 for count in self.counts)


def planned_by_plans(followed: Iterable[Followed], year: int) -> list[Planned]:
    """What plans ask for in a year but courses, whose due days stand with the enrolments.

    A course that comes again each year is asked for from its second time on.
    """
    return [
        Planned(plan.person_id, (item.kind, item.slug), day, since)
        for plan in followed
        for stage in plan.path.stages
        for day, since in _days_of(stage, plan, year)
        for item in stage.items
        if item.kind in KINDS and (since is not None or not _stands_elsewhere(item))
    ]


def once(planned: Iterable[Planned]) -> list[Planned]:
    """Each thing once a person, by the earliest of its days: two plans may ask for the same."""
    found: dict[tuple[uuid.UUID, Name], Planned] = {}
    for each in sorted(planned, key=lambda each: each.due_on):
        found.setdefault((each.person_id, each.name), each)
    return list(found.values())


def plan_lines(
    planned: Iterable[Planned], done: Iterable[Done], order: Collection[Name], today: date
) -> list[PlanLine]:
    """The plan of a unit against what was done, kind by kind, in the order of the library."""
    days: dict[tuple[uuid.UUID, Name], list[date]] = defaultdict(list)
    for deed in done:
        days[deed.person_id, deed.name].append(deed.on)
    lines: dict[Name, PlanLine] = {}
    for each in planned:
        line = lines.setdefault(each.name, PlanLine(each.name))
        counting = [
            day for day in days[each.person_id, each.name] if each.since is None or day > each.since
        ]
        line.planned += 1
        line.done += bool(counting)
        line.in_time += any(day <= each.due_on for day in counting)
        line.ahead += not counting and each.due_on >= today
    places = {name: place for place, name in enumerate(order)}
    return sorted(
        lines.values(),
        key=lambda line: (KINDS.index(line.name[0]), places.get(line.name, len(places)), line.name),
    )


def session_lines(present: Iterable[Present], kinds: Iterable[str]) -> list[SessionLine]:
    """The sessions of a year by their kinds, in this order; kinds without any are left out."""
    lines = {kind: SessionLine(kind) for kind in kinds}
    for each in present:
        line = lines[each.kind]
        line.sessions.add(each.session_id)
        line.people.add(each.person_id)
        line.minutes += each.minutes
    return [line for line in lines.values() if line.sessions]


def months_of_sessions(present: Iterable[Present], zone: str) -> MonthLine:
    """How many sessions there were in each month."""
    held = {each.session_id: local_day(each.starts_at, zone).month for each in present}
    return _by_month(held.values())


def months_of_completions(done: Iterable[Done]) -> MonthLine:
    """How many completions there were in each month, lessons not counted."""
    return _by_month(each.on.month for each in done if each.name[0] in COUNTED)


def person_lines(
    people: Iterable[uuid.UUID], done: Iterable[Done], present: Iterable[Present]
) -> dict[uuid.UUID, PersonLine]:
    """What each of these people had in the year; everybody is named."""
    lines = {each: PersonLine() for each in people}
    for deed in done:
        lines[deed.person_id].learned += deed.minutes
    for each in present:
        line = lines[each.person_id]
        line.in_sessions += each.minutes
        line.safety += each.minutes if each.kind in SAFETY else 0
    return lines


def names_of(planned: Iterable[Planned]) -> frozenset[Name]:
    """Everything that is asked of anybody."""
    return frozenset(each.name for each in planned)


def total_of(lines: Sequence[PlanLine]) -> PlanLine:
    """All lines together."""
    return PlanLine(
        ("", ""),
        planned=sum(line.planned for line in lines),
        done=sum(line.done for line in lines),
        in_time=sum(line.in_time for line in lines),
        ahead=sum(line.ahead for line in lines),
    )


def _days_of(stage: Stage, plan: Followed, year: int) -> Iterator[tuple[date, date | None]]:
    """The day of a stage if it is in the year, and the day since which it is asked again."""
    first = due_on(stage, plan.anchored_on, plan.probation_ends_on)
    if first is None:
        return
    if first.year == year:
        yield first, None
    elif stage.is_yearly and first.year < year:
        yield _in_year(first, year), _in_year(first, year - 1)


def _in_year(day: date, year: int) -> date:
    # The 29th of February is the 28th in other years.
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day else day.replace(year=year)


def _stands_elsewhere(item: PathItem) -> bool:
    return item.kind == "course"


def _by_month(months: Iterable[int]) -> MonthLine:
    counts: dict[int, int] = defaultdict(int)
    for month in months:
        counts[month] += 1
    return MonthLine(tuple(counts[month] for month in MONTHS))
