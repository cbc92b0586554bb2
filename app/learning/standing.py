"""Pure: where one person stands, from completions, enrolments and what is still open."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal

from app.courses.model import Course
from app.enrolments.progress import Name, Progress, progress_in, slug_of
from app.library.outlines import LessonOutline
from app.library.queries import Library

Urgency = Literal["late", "due", ""]

#: So many days before its due day a thing is due soon.
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Done:
    """Something that was completed, and in which version."""

    name: Name
    at: datetime
    minutes: int = 0
    version_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Standing:
    """All that is known of one person's learning but the evidence."""

    done: tuple[Done, ...] = ()
    #: The courses enrolled in, with the due day of each.
    enrolled: Mapping[str, date | None] = field(default_factory=dict)
    #: The plans followed, the latest first, with the day from which each counts.
    paths: Mapping[str, date] = field(default_factory=dict)
    #: What was begun and not handed in: ('quiz' or 'instrument', slug) with the row's id.
    unfinished: Mapping[Name, uuid.UUID] = field(default_factory=dict)
    #: The last day of probation, where one is kept.
    probation_ends_on: date | None = None

    @cached_property
    def completed(self) -> dict[Name, datetime]:
        """Everything completed, with the moment when it was completed last."""
        return {done.name: done.at for done in sorted(self.done, key=lambda done: done.at)}


@dataclass(frozen=True)
class CourseStanding:
    """One course as one person stands in it."""

    course: Course
    lessons: list[LessonOutline]
    progress: Progress
    is_enrolled: bool
    due_on: date | None
    completed_at: datetime | None
    #: The lessons read, by their own slugs.
    read: frozenset[str]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def is_begun(self) -> bool:
        return self.progress.steps_done > 0

    @property
    def is_own(self) -> bool:
        """Whether the person takes this course: asked to, or begun of her own will."""
        return self.is_enrolled or self.is_begun

    @property
    def number_of_next_lesson(self) -> int:
        """The place in the course, from 1, of the lesson that comes next."""
        step = self.progress.next_step
        names = [slug_of(lesson) for lesson in self.lessons]
        return names.index(step[1]) + 1 if step and step[0] == "lesson" else 0


def course_standings(library: Library, standing: Standing) -> list[CourseStanding]:
    """All courses: the person's own in the order in which they are due, then the others.

    What candidates read is offered to nobody who works here; whoever took it keeps it.
    """
    all_courses = (course_standing(each.body, library, standing) for each in library.all("course"))
    courses = [c for c in all_courses if c.is_own or not library.is_for_candidates(c.course)]
    places = _places_in_plans(library)
    return sorted(courses, key=lambda course: _order(course, places))


def course_standing(course: Course, library: Library, standing: Standing) -> CourseStanding:
    """How one person stands in one course."""
    lessons = [lesson.outline for lesson in library.lessons_of(course)]
    progress = progress_in(course, lessons, standing.completed)
    completed_at = standing.completed.get(("course", course.slug))
    return CourseStanding(
        course=course,
        lessons=lessons,
        progress=progress,
        is_enrolled=course.slug in standing.enrolled,
        due_on=standing.enrolled.get(course.slug),
        completed_at=completed_at if progress.is_completed else None,
        read=frozenset(
            each.slug for each in lessons if ("lesson", slug_of(each)) in standing.completed
        ),
    )


def names_in(course: Course) -> list[Name]:
    """Everything that a course is made of, itself included."""
    lessons: list[Name] = [("lesson", f"{course.slug}/{each}") for each in course.lessons]
    quiz: list[Name] = [("quiz", course.quiz)] if course.quiz else []
    return [*lessons, *quiz, ("course", course.slug)]


def urgency(due_on: date | None, today: date) -> Urgency:
    """Whether something that is not done is late, due soon, or neither."""
    if due_on is None or due_on > today + SOON:
        return ""
    return "late" if due_on < today else "due"


def _places_in_plans(library: Library) -> dict[str, int]:
    """The order in which the plans would have the courses taken."""
    stages = (stage for path in library.all("path") for stage in path.body.stages)
    slugs = [item.slug for stage in stages for item in stage.items if item.kind == "course"]
    return {slug: place for place, slug in enumerate(dict.fromkeys(slugs))}


def _order(
    standing: CourseStanding, places: Mapping[str, int]
) -> tuple[bool, bool, date, int, str]:
    slug = standing.course.slug
    return (
        not standing.is_own,
        not standing.is_enrolled,
        standing.due_on or date.max,
        places.get(slug, len(places)),
        slug,
    )
