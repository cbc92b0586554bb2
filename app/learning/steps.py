"""Pure: the one thing to do next, and where a finished lesson leads."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.enrolments.progress import Name, slug_of
from app.learning.plan import Plan, PlanItem
from app.learning.standing import CourseStanding, Standing
from app.learning.titles import title_of
from app.library.outlines import LessonOutline
from app.library.queries import Library
from app.markup.texts import Text


@dataclass(frozen=True)
class Step:
    """One thing to do: a lesson, a quiz, a self-assessment, or a course to begin."""

    kind: str
    slug: str
    title: Text
    #: The course that it belongs to, as the person stands in it; none for a lesson or quiz alone.
    course: CourseStanding | None = None
    #: The row of an attempt or self-assessment that was begun.
    unfinished_id: uuid.UUID | None = None
    #: Where it is a lesson.
    lesson: LessonOutline | None = None


def next_step(
    courses: Iterable[CourseStanding],
    plans: Iterable[Plan],
    standing: Standing,
    library: Library,
) -> Step | None:
    """What comes next: what is asked for, then what was begun, then what may be begun freely."""
    desk = _Desk(standing, library)
    return next(desk.steps(list(courses), list(plans)), None)


def name_after(course: CourseStanding, lesson: LessonOutline) -> Name:
    """Where a finished lesson leads: the next one, the quiz, or the course when all is done."""
    following = lesson_after(course, lesson)
    if course.progress.next_step is None:
        return "course", course.course.slug
    if following is not None:
        return "lesson", slug_of(following)
    if course.course.quiz and not course.progress.quiz_passed:
        return "quiz", course.course.quiz
    return course.progress.next_step


def lesson_before(course: CourseStanding, lesson: LessonOutline) -> LessonOutline | None:
    """The lesson before this one in the course's order."""
    place = course.lessons.index(lesson)
    return course.lessons[place - 1] if place else None


def lesson_after(course: CourseStanding, lesson: LessonOutline) -> LessonOutline | None:
    """The lesson after this one in the course's order."""
    following = course.lessons[course.lessons.index(lesson) + 1 :]
    return following[0] if following else None


@dataclass(frozen=True)
class _Desk:
    standing: Standing
    library: Library

    def steps(self, courses: list[CourseStanding], plans: list[Plan]) -> Iterator[Step]:
        """All that could be done, in the order in which it matters."""
        items = [item for plan in plans for item in plan.items if not item.is_on_site]
        yield from self._asked([c for c in courses if c.is_enrolled], items)
        yield from self._unfinished()
        # A course of which the plan asks for one lesson is begun by it: the plan goes first.
        yield from self._in_courses(course for course in courses if course.is_own)
        yield from self._in_plans(item for item in items if not item.is_asked)
        yield from self._offered(courses)

    def _asked(
        self, courses: Iterable[CourseStanding], items: Iterable[PlanItem]
    ) -> Iterator[Step]:
        """What is asked for by a day, the earliest first; of one day the courses come first."""
        by_day = [(course.due_on or date.max, self._in_courses([course])) for course in courses]
        by_day += [
            (item.due_on, self._in_plans([item]))
            for item in items
            if item.is_asked and item.due_on is not None
        ]
        for _day, steps in sorted(by_day, key=lambda each: each[0]):
            yield from steps

    def _in_courses(self, courses: Iterable[CourseStanding]) -> Iterator[Step]:
        for course in courses:
            if course.progress.next_step:
                yield from self._step(course.progress.next_step, course)

    def _unfinished(self) -> Iterator[Step]:
        for name in self.standing.unfinished:
            yield from self._step(name)

    def _in_plans(self, items: Iterable[PlanItem]) -> Iterator[Step]:
        for item in items:
            if item.is_done:
                continue
            if item.standing is None:
                yield from self._step((item.kind, item.slug))
            elif item.standing.progress.next_step:
                yield from self._step(item.standing.progress.next_step, item.standing)

    def _offered(self, courses: list[CourseStanding]) -> Iterator[Step]:
        for course in courses:
            if not course.is_own:
                yield from self._step(("course", course.course.slug), course)

    def _step(self, name: Name, course: CourseStanding | None = None) -> Iterator[Step]:
        """The step, unless its document was withdrawn in the meantime."""
        document = self.library.get(*name)
        if document is not None:
            title, begun = title_of(document.outline), self.standing.unfinished.get(name)
            lesson = document.outline if document.kind == "lesson" else None
            yield Step(*name, title, course, begun, lesson)
