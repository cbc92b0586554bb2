"""Pure: how much time a plan asks for, stage by stage and week by week."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.courses.model import Path, Stage
from app.enrolments.due import due_on
from app.library.outlines import LessonOutline, QuizOutline
from app.library.queries import Library
from app.markup.texts import Text

SECONDS_A_QUESTION = 40
SECONDS_A_STATEMENT = 30
#: What a person can do beside her work: in the first week, and in any other. The half hour a week
#: that the handbook asks for is the least, not the most.
FIRST_WEEK, OTHER_WEEKS = 150, 60


@dataclass(frozen=True)
class Asked:
    """One thing that a stage asks for, and how long it takes about; no time where it is on site."""

    kind: str
    slug: str
    title: Text
    minutes: int | None


@dataclass(frozen=True)
class StageLoad:
    """One stage: what it asks, and how much in its fullest week, the stages beside it included."""

    stage: Stage
    #: So many days after the beginning of the plan it is due; none where it is voluntary.
    days: int | None
    items: tuple[Asked, ...]
    week_minutes: int
    most_minutes: int

    @property
    def minutes(self) -> int:
        """What is new in it; what an earlier stage asked for is done by then."""
        return sum(item.minutes or 0 for item in self.items)

    @property
    def is_heavy(self) -> bool:
        """Whether one of its weeks asks for more than a person can do beside her work."""
        return self.week_minutes > self.most_minutes


def loads_of(path: Path, library: Library, *, begun_on: date) -> list[StageLoad]:
    """The stages of a plan that would begin on a day, each with what it asks for."""
    reckoner = _Reckoner(library)
    asked = [tuple(reckoner.asked(stage)) for stage in path.stages]
    days = [_days(stage, begun_on) for stage in path.stages]
    spans = _spans(days)
    weeks: dict[int, float] = {}
    for items, span in zip(asked, spans, strict=True):
        for week in span:
            share = sum(item.minutes or 0 for item in items) / len(span)
            weeks[week] = weeks.get(week, 0) + share
    return [
        StageLoad(stage, due, items, *_fullest(span, weeks))
        for stage, due, items, span in zip(path.stages, days, asked, spans, strict=True)
    ]


@dataclass
class _Reckoner:
    library: Library
    #: What an earlier item asked for already: (kind, slug).
    known: set[tuple[str, str]] = field(default_factory=set)

    def asked(self, stage: Stage) -> Iterator[Asked]:
        if stage.is_yearly:
            # What comes again each year takes its time again.
            self.known.clear()
        for item in stage.items:
            document = self.library.get(item.kind, item.slug)
            if document is not None:
                minutes = None if item.kind == "checklist" else self._minutes(item.kind, item.slug)
                yield Asked(item.kind, item.slug, document.outline.title, minutes)

    def _minutes(self, kind: str, slug: str) -> int:
        document = self.library.get(kind, slug)
        if document is None or (kind, slug) in self.known:
            return 0
        self.known.add((kind, slug))
        if kind == "course":
            course = document.body
            lessons = sum(self._minutes("lesson", f"{slug}/{each}") for each in course.lessons)
            return lessons + (self._minutes("quiz", course.quiz) if course.quiz else 0)
        if kind == "lesson":
            lesson: LessonOutline = document.outline
            return lesson.minutes
        if kind == "policy":
            return int(document.outline.minutes)
        if kind == "quiz":
            return _quiz_minutes(document.outline)
        return math.ceil(len(document.body.statements) * SECONDS_A_STATEMENT / 60)


def _quiz_minutes(quiz: QuizOutline) -> int:
    """The minutes of its questions, or those that it allows where that is less."""
    picked = [item for item in quiz.items if not quiz.pick.keys().isdisjoint(item.tags)]
    count = len(quiz.items) - len(picked) + sum(quiz.pick.values())
    minutes = math.ceil(count * SECONDS_A_QUESTION / 60)
    return min(minutes, quiz.time_limit) if quiz.time_limit else minutes


def _days(stage: Stage, begun_on: date) -> int | None:
    day = due_on(stage, begun_on)
    return None if day is None else (day - begun_on).days


def _spans(days: list[int | None]) -> list[range]:
    """The weeks in which each stage is done, from 1: those between the stage before and its day."""
    spans, before = [], 0
    for due in days:
        if due is None:
            spans.append(range(0))
            continue
        first = _week_of(min(before + 1, due))
        spans.append(range(first, _week_of(due) + 1))
        before = max(before, due)
    return spans


def _week_of(day: int) -> int:
    return max(day - 1, 0) // 7 + 1


def _fullest(span: range, weeks: dict[int, float]) -> tuple[int, int]:
    """The minutes of the week that asks too much most of all, and what would be the most."""
    if not span:
        return 0, FIRST_WEEK
    week = max(span, key=lambda each: weeks[each] - _most(each))
    return math.ceil(weeks[week]), _most(week)


def _most(week: int) -> int:
    return FIRST_WEEK if week == 1 else OTHER_WEEKS
