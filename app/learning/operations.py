"""What a learner does here: finish a lesson."""

from __future__ import annotations

import uuid
from datetime import datetime

from app.enrolments.operations import complete_lesson
from app.enrolments.progress import Name
from app.learning.queries import completions_in
from app.learning.standing import CourseStanding, Standing, course_standing
from app.learning.steps import name_after
from app.library.queries import Library, Published


def finish_lesson(
    person_id: uuid.UUID, lesson: Published, library: Library, *, now: datetime
) -> Name:
    """Complete a lesson for a person and say what comes after it; a second time changes nothing."""
    complete_lesson(person_id, lesson, library, now=now)
    return name_after(_course_of(person_id, lesson, library), lesson.outline)


def _course_of(person_id: uuid.UUID, lesson: Published, library: Library) -> CourseStanding:
    course = library.get("course", lesson.outline.course)
    assert course is not None, "a lesson is published with its course"
    done = completions_in(person_id, course.body)
    return course_standing(course.body, library, Standing(done=done))
