"""What a course's page tells."""

from __future__ import annotations

from app.attempts.models import Attempt
from app.evidence.mastery import Triad
from app.learning.syllabus import Syllabus, standards_of, syllabus_of
from tests.learning.shelf import (
    NOON,
    make_course,
    make_lesson,
    make_library,
    make_path,
    make_quiz,
    make_standard,
    make_standing,
)

COURSE = make_course("telephone", quiz="phone", prerequisites=("etiquette", "gone"))
LIBRARY = make_library(
    COURSE[0],
    make_lesson("telephone/l1", teaches=("rings", "identify")),
    make_lesson("telephone/l2", teaches=("rings", "ask")),
    make_course("etiquette", lessons=1),
    make_quiz("phone"),
    make_path((1, ["course:telephone"])),
    standards=[make_standard(id) for id in ("ask", "identify", "rings", "other")],
)


def attempt(score: float | None, number: int = 1) -> Attempt:
    return Attempt(number=number, score=score, submitted_at=None if score is None else NOON)


def syllabus(*attempts: Attempt, done: tuple[str, ...] = ()) -> Syllabus:
    document = LIBRARY.get("course", "telephone")
    assert document is not None
    return syllabus_of(
        document, LIBRARY, make_standing(*done), {"rings": Triad("yes")}, list(attempts)
    )


def test_a_course_teaches_each_standard_once_in_the_order_of_its_lessons() -> None:
    course = COURSE[0]

    assert [s.id for s in standards_of(course, LIBRARY)] == ["rings", "identify", "ask"]  # type: ignore[arg-type]
    assert [rule.triad.learned for rule in syllabus().rules] == ["yes", "no", "no"]


def test_the_best_and_the_last_attempt_are_told_and_the_open_one_found() -> None:
    open_one = attempt(None, 3)

    quiz = syllabus(open_one, attempt(0.6, 2), attempt(0.7, 1)).quiz

    assert quiz is not None
    assert (quiz.best, quiz.last, quiz.unfinished) == (0.7, 0.6, open_one)


def test_a_quiz_that_nobody_sat_has_no_result() -> None:
    quiz = syllabus().quiz

    assert quiz is not None
    assert (quiz.best, quiz.last, quiz.unfinished, quiz.question_count) == (None, None, None, 2)


def test_a_score_of_nothing_is_a_result() -> None:
    quiz = syllabus(attempt(0.0)).quiz

    assert quiz is not None
    assert (quiz.best, quiz.last) == (0.0, 0.0)


def test_prerequisites_that_are_published_say_whether_they_are_done() -> None:
    before = [(p.course.slug, p.progress.is_completed) for p in syllabus().prerequisites]
    after = [p.progress.is_completed for p in syllabus(done=("lesson:etiquette/l1",)).prerequisites]

    assert before == [("etiquette", False)]
    assert after == [True]
