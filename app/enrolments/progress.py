"""Pure: how far a person is in a course, and what comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.courses.model import Course, Lesson
from app.library.outlines import LessonOutline

Name = tuple[str, str]


@dataclass(frozen=True)
class Progress:
    """How far in one course; the next step is ('lesson' or 'quiz', slug)."""

    lessons_done: int
    lessons_total: int
    has_quiz: bool
    quiz_passed: bool
    minutes_left: int
    next_step: Name | None

    @property
    def steps_done(self) -> int:
        return self.lessons_done + self.quiz_passed

    @property
    def steps_total(self) -> int:
        return self.lessons_total + self.has_quiz

    @property
    def is_completed(self) -> bool:
        return self.next_step is None


def progress_in(
    course: Course, lessons: list[LessonOutline], completed: Collection[Name]
) -> Progress:
    """Progress in a course, given the (kind, slug) of everything the person has completed."""
    open_lessons = [each for each in lessons if ("lesson", slug_of(each)) not in completed]
    quiz_passed = bool(course.quiz) and ("quiz", course.quiz) in completed
    next_step: Name | None = None
    if open_lessons:
        next_step = ("lesson", slug_of(open_lessons[0]))
    elif course.quiz and not quiz_passed:
        next_step = ("quiz", course.quiz)
    return Progress(
        lessons_done=len(lessons) - len(open_lessons),
        lessons_total=len(lessons),
        has_quiz=course.quiz is not None,
        quiz_passed=quiz_passed,
        minutes_left=sum(each.minutes for each in open_lessons),
        next_step=next_step,
    )


def slug_of(lesson: Lesson | LessonOutline) -> str:
    """A lesson's slug in the library: 'course/10-name'."""
    return f"{lesson.course}/{lesson.slug}"
