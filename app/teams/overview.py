"""Pure: how each person of a team stands, and who of them needs the supervisor."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from app.courses.model import Path
from app.interface.days import local_day
from app.learning.plan import Plan, plans_of
from app.learning.standing import (
    CourseStanding,
    Standing,
    course_standing,
)
from app.learning.today import DueItem, due_items
from app.library.queries import Library
from app.markup.texts import Text

#: So many days without progress, while something is late or due soon, and somebody is stuck.
STUCK_AFTER = 7
#: So many failed attempts in a row at one quiz, and somebody needs help with it.
FAILED_OFTEN = 2

State = Literal["late", "stuck", "failed", "due", "done", ""]


@dataclass(frozen=True)
class QuizRecord:
    """How one person fared at one quiz."""

    best: float
    #: Attempts failed since it was passed last.
    failures: int


@dataclass(frozen=True)
class Record:
    """What is known of one person of the team, before it is judged."""

    id: uuid.UUID
    name: str
    number: str = ""
    #: The slug of the position.
    position: str | None = None
    unit_id: uuid.UUID | None = None
    unit: str = ""
    hired_on: date | None = None
    standing: Standing = field(default_factory=Standing)
    quizzes: Mapping[str, QuizRecord] = field(default_factory=dict)
    #: When she last completed or answered something.
    active_at: datetime | None = None
    #: When she was last asked to learn something.
    asked_at: datetime | None = None


@dataclass(frozen=True)
class FailedQuiz:
    """A quiz that was failed again and again, and not passed since."""

    slug: str
    title: Text
    failures: int


@dataclass(frozen=True)
class Member:
    """One person of the team as the supervisor sees her."""

    id: uuid.UUID
    name: str
    number: str = ""
    #: The slug of the position where the library does not know it.
    position: Text | str = ""
    #: The slug of the position.
    post: str | None = None
    unit_id: uuid.UUID | None = None
    unit: str = ""
    hired_on: date | None = None
    done_count: int = 0
    asked_count: int = 0
    #: What is late or due soon, the earliest first.
    due: tuple[DueItem, ...] = ()
    failed: tuple[FailedQuiz, ...] = ()
    #: The best score at each quiz that was handed in.
    scores: tuple[float, ...] = ()
    active_on: date | None = None
    #: Days without progress, counted where somebody is stuck.
    days_idle: int = 0
    days_late: int = 0

    @property
    def late(self) -> tuple[DueItem, ...]:
        return tuple(due for due in self.due if due.urgency == "late")

    @property
    def due_on(self) -> date | None:
        """The day of what is due next, or was due first."""
        return self.due[0].due_on if self.due else None

    @property
    def is_stuck(self) -> bool:
        return self.days_idle > 0

    @property
    def needs_help(self) -> bool:
        return bool(self.days_late or self.is_stuck or self.failed)

    @property
    def share(self) -> float:
        """How much of what is asked for is done, from 0 to 1."""
        return self.done_count / self.asked_count if self.asked_count else 0.0

    @property
    def mean_score(self) -> float | None:
        """The mean of the best scores."""
        return sum(self.scores) / len(self.scores) if self.scores else None

    @property
    def state(self) -> State:
        """What matters most, in one word."""
        states: dict[State, object] = {
            "late": self.days_late,
            "stuck": self.is_stuck,
            "failed": self.failed,
            "due": self.due,
            "done": self.asked_count and self.done_count == self.asked_count,
        }
        return next((state for state, is_so in states.items() if is_so), "")


def members_of(
    records: Iterable[Record], library: Library, *, now: datetime, zone: str
) -> list[Member]:
    """The whole team, judged at a moment in the supervisor's zone."""
    return [member_of(record, library, now=now, zone=zone) for record in records]


def member_of(record: Record, library: Library, *, now: datetime, zone: str) -> Member:
    """One person, judged as her own page of today does."""
    today = local_day(now, zone)
    courses = _asked_courses(record.standing, library)
    plans = plans_of(record.standing, courses, library)
    due = tuple(due_items(courses, plans, today))
    asked = _asked(courses, plans)
    quizzes = _quizzes(record, library)
    return Member(
        id=record.id,
        name=record.name,
        number=record.number,
        position=_position(record.position, library),
        post=record.position,
        unit_id=record.unit_id,
        unit=record.unit,
        hired_on=record.hired_on,
        done_count=sum(asked.values()),
        asked_count=len(asked),
        due=due,
        failed=tuple(_failed(quizzes, library)),
        scores=tuple(quiz.best for quiz in quizzes.values()),
        active_on=local_day(record.active_at, zone) if record.active_at else None,
        days_idle=_days_idle(record, today, zone) if due else 0,
        days_late=max((today - due[0].due_on).days, 0) if due else 0,
    )


Tenure = tuple[Literal["day", "month", "year"], int]


def tenure(hired_on: date | None, today: date) -> Tenure | None:
    """The how-manieth day, month or year since somebody was hired; the first is 1."""
    if hired_on is None or hired_on > today:
        return None
    months = 12 * (today.year - hired_on.year) + today.month - hired_on.month
    if today.day < hired_on.day:
        months -= 1
    if months < 1:
        return "day", (today - hired_on).days + 1
    return ("month", months + 1) if months < 12 else ("year", months // 12 + 1)


def _asked_courses(standing: Standing, library: Library) -> list[CourseStanding]:
    """The courses that somebody is to take; those she may choose are nobody's worry."""
    paths = (library.get("path", slug) for slug in standing.paths)
    planned = (slug for path in paths if path is not None for slug in _courses_in(path.body))
    slugs = dict.fromkeys([*standing.enrolled, *planned])
    found = (library.get("course", slug) for slug in slugs)
    return [course_standing(each.body, library, standing) for each in found if each is not None]


def _courses_in(path: Path) -> list[str]:
    asked = (stage for stage in path.stages if not stage.is_voluntary)
    items = (item for stage in asked for item in stage.items)
    return [item.slug for item in items if item.kind == "course"]


def _asked(courses: Iterable[CourseStanding], plans: Iterable[Plan]) -> dict[tuple[str, str], bool]:
    """Everything asked for, and whether it is done; what two plans ask for counts once."""
    asked = {("course", each.course.slug): each.progress.is_completed for each in courses}
    for plan in plans:
        items = (item for item in plan.items if item.is_asked)
        asked.update(((item.kind, item.slug), item.is_done) for item in items)
    return asked


def _quizzes(record: Record, library: Library) -> dict[str, QuizRecord]:
    """Her quizzes that staff still sit. What she did as a candidate is not the supervisor's."""
    return {
        slug: quiz
        for slug, quiz in sorted(record.quizzes.items())
        if slug not in library.screening_quizzes and library.get("quiz", slug) is not None
    }


def _failed(quizzes: Mapping[str, QuizRecord], library: Library) -> Iterable[FailedQuiz]:
    for slug, quiz in quizzes.items():
        document = library.get("quiz", slug)
        if document is not None and quiz.failures >= FAILED_OFTEN:
            yield FailedQuiz(slug, document.outline.title, quiz.failures)


def _position(slug: str | None, library: Library) -> Text | str:
    known = library.get("position", slug) if slug else None
    return known.body.title if known else slug or ""


def _days_idle(record: Record, today: date, zone: str) -> int:
    """Days since she did something, was asked to, or was hired; none while they are few."""
    moments = (record.active_at, record.asked_at)
    days = [local_day(moment, zone) for moment in moments if moment is not None]
    since = max([*days, *([record.hired_on] if record.hired_on else [])], default=today)
    idle = (today - since).days
    return idle if idle >= STUCK_AFTER else 0
