"""Pure: a lesson as it is read: its place in the course, its rules, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.courses.model import Course
from app.enrolments.progress import Name, slug_of
from app.evidence.mastery import Triad
from app.learning.rules import Rule, rules_of
from app.learning.standing import CourseStanding, Done, Standing, course_standing
from app.learning.steps import lesson_after, lesson_before, name_after
from app.library.outlines import LessonOutline
from app.library.queries import Library, Published

#: 'changed': completed once, but a rule of it was added or has a new meaning since.
State = Literal["open", "done", "changed"]


@dataclass(frozen=True)
class Reading:
    """One lesson and one reader."""

    document: Published
    course: CourseStanding
    #: The lesson's place in the course, from 1.
    number: int
    rules: Mapping[str, Rule]
    state: State
    completed_at: datetime | None
    before: LessonOutline | None
    #: Where the button at the foot leads.
    after: Name


def reading_of(
    document: Published,
    course: Course,
    library: Library,
    done: Iterable[Done],
    triads: Mapping[str, Triad],
    *,
    now: datetime,
) -> Reading:
    """A lesson as its reader sees it; `done` is what is completed of the course."""
    lesson: LessonOutline = document.outline
    standing = Standing(done=tuple(done))
    taught = [library.standards[name] for name in lesson.teaches if name in library.standards]
    rules = rules_of(taught, triads)
    completed_at = standing.completed.get(("lesson", slug_of(lesson)))
    state = _state(completed_at, rules)
    own = course_standing(course, library, standing)
    return Reading(
        document=document,
        course=own,
        number=own.lessons.index(lesson) + 1,
        rules={rule.standard.id: rule for rule in rules},
        state=state,
        completed_at=completed_at,
        before=lesson_before(own, lesson),
        after=_after(lesson, course, library, standing, state, now=now),
    )


def _state(completed_at: datetime | None, rules: list[Rule]) -> State:
    if completed_at is None:
        return "open"
    return "done" if all(rule.triad.learned == "yes" for rule in rules) else "changed"


def _after(
    lesson: LessonOutline,
    course: Course,
    library: Library,
    standing: Standing,
    state: State,
    *,
    now: datetime,
) -> Name:
    """Where the lesson leads once it is done; whoever reads it again goes on to the next lesson."""
    finished = Standing(done=(*standing.done, Done(("lesson", slug_of(lesson)), now)))
    own = course_standing(course, library, finished)
    following = lesson_after(own, lesson)
    if state == "done" and following is not None:
        return "lesson", slug_of(following)
    return name_after(own, lesson)
