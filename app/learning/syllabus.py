"""Pure: everything that a course's page tells of it and of its reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.attempts.models import Attempt
from app.courses.model import Course
from app.evidence.mastery import Triad
from app.learning.rules import Rule, rules_of
from app.learning.standing import CourseStanding, Standing, course_standing
from app.library.queries import Library, Published
from app.markup.texts import Text
from app.quizzes.model import Quiz
from app.quizzes.picking import pick_items
from app.standards.model import Standard

#: So many standards are shown before the others are folded away.
SHOWN_RULES = 8


@dataclass(frozen=True)
class QuizSummary:
    """The quiz at the end of a course, and how the reader fared in it."""

    quiz: Quiz
    question_count: int
    best: float | None
    last: float | None
    unfinished: Attempt | None


@dataclass(frozen=True)
class Syllabus:
    """One course and one reader."""

    document: Published
    standing: CourseStanding
    rules: list[Rule]
    quiz: QuizSummary | None
    prerequisites: list[CourseStanding]
    positions: list[Text]


def standards_of(course: Course, library: Library) -> list[Standard]:
    """The standards that a course teaches, each once, in the order in which it teaches them."""
    taught = (name for each in library.lessons_of(course) for name in each.outline.teaches)
    return [library.standards[name] for name in dict.fromkeys(taught) if name in library.standards]


def syllabus_of(
    document: Published,
    library: Library,
    standing: Standing,
    triads: Mapping[str, Triad],
    attempts: Sequence[Attempt],
) -> Syllabus:
    """A course as its reader sees it; `attempts` are those at its quiz, the latest first."""
    course: Course = document.body
    quiz = library.get("quiz", course.quiz) if course.quiz else None
    return Syllabus(
        document=document,
        standing=course_standing(course, library, standing),
        rules=rules_of(standards_of(course, library), triads),
        quiz=_summary(quiz.body, attempts) if quiz else None,
        prerequisites=list(_prerequisites(course, library, standing)),
        positions=list(_positions(course, library)),
    )


def _summary(quiz: Quiz, attempts: Sequence[Attempt]) -> QuizSummary:
    scores = [attempt.score for attempt in attempts if attempt.score is not None]
    return QuizSummary(
        quiz=quiz,
        question_count=len(pick_items(quiz.items, quiz.pick) or quiz.items),
        best=max(scores, default=None),
        last=scores[0] if scores else None,
        unfinished=next((each for each in attempts if not each.is_submitted), None),
    )


def _prerequisites(
    course: Course, library: Library, standing: Standing
) -> Iterable[CourseStanding]:
    for slug in course.prerequisites:
        earlier = library.get("course", slug)
        if earlier is not None:
            yield course_standing(earlier.body, library, standing)


def _positions(course: Course, library: Library) -> Iterable[Text]:
    """The positions with a plan that asks for the course."""
    for path in library.all("path"):
        items = [item for stage in path.body.stages for item in stage.items]
        position = library.get("position", path.body.position)
        if position and any(i.kind == "course" and i.slug == course.slug for i in items):
            yield position.body.title
