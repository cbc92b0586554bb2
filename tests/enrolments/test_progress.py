"""How far a person is in a course."""

from __future__ import annotations

import pytest

from app.courses.model import Course, Lesson, LessonBody
from app.enrolments.progress import Name, Progress, progress_in
from app.markup.texts import Text

NOWHERE = LessonBody("", ())
WORDS = Text("", "", "")


def lesson(slug: str, minutes: int) -> Lesson:
    """A lesson of the course."""
    return Lesson("phone", slug, minutes, (), (), NOWHERE, NOWHERE, NOWHERE)


LESSONS = [lesson("10-a", 4), lesson("20-b", 5)]
WITH_QUIZ = Course("phone", WORDS, WORDS, ("10-a", "20-b"), quiz="phone")
WITHOUT_QUIZ = Course("phone", WORDS, WORDS, ("10-a", "20-b"))
A: Name = ("lesson", "phone/10-a")
B: Name = ("lesson", "phone/20-b")
QUIZ: Name = ("quiz", "phone")


@pytest.mark.parametrize(
    ("course", "completed", "progress"),
    [
        pytest.param(WITH_QUIZ, [], Progress(0, 2, True, False, 9, A), id="nothing yet"),
        pytest.param(WITH_QUIZ, [A], Progress(1, 2, True, False, 5, B), id="one lesson"),
        pytest.param(WITH_QUIZ, [B], Progress(1, 2, True, False, 4, A), id="the second first"),
        pytest.param(WITH_QUIZ, [A, B], Progress(2, 2, True, False, 0, QUIZ), id="all lessons"),
        pytest.param(WITH_QUIZ, [QUIZ], Progress(0, 2, True, True, 9, A), id="only the quiz"),
        pytest.param(WITH_QUIZ, [A, QUIZ], Progress(1, 2, True, True, 5, B), id="a lesson missing"),
        pytest.param(WITH_QUIZ, [A, B, QUIZ], Progress(2, 2, True, True, 0, None), id="everything"),
        pytest.param(WITHOUT_QUIZ, [A], Progress(1, 2, False, False, 5, B), id="no quiz, one"),
        pytest.param(WITHOUT_QUIZ, [A, B], Progress(2, 2, False, False, 0, None), id="no quiz"),
        pytest.param(
            WITHOUT_QUIZ,
            [("lesson", "other/10-a"), ("quiz", "phone"), ("course", "phone")],
            Progress(0, 2, False, False, 9, A),
            id="things of other courses",
        ),
    ],
)
def test_progress_in_a_course(course: Course, completed: list[Name], progress: Progress) -> None:
    assert progress_in(course, LESSONS, completed) == progress


@pytest.mark.parametrize(
    ("completed", "done", "is_completed"),
    [([], 0, False), ([A], 1, False), ([A, B], 2, False), ([A, B, QUIZ], 3, True)],
)
def test_steps_are_lessons_and_the_quiz(
    completed: list[Name], done: int, is_completed: bool
) -> None:
    progress = progress_in(WITH_QUIZ, LESSONS, completed)

    assert (progress.steps_done, progress.steps_total) == (done, 3)
    assert progress.is_completed == is_completed
