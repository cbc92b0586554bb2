"""What the page of a result shows: each question by the key that counts, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from app.accounts.models import Person
from app.attempts.keying import Keyed, compared_quizzes
from app.attempts.models import Attempt, Mark, Receipt, Rescoring, Response
from app.attempts.sheet import Question, questions_of
from app.db import db
from app.library.outlines import LessonOutline, SectionOutline
from app.library.queries import Library, Published
from app.quizzes.model import Quiz


@dataclass(frozen=True)
class Decisions:
    """What people have decided about an attempt, or still have to."""

    #: The last time that its score was made anew and counts.
    rescoring: Rescoring | None
    marks: Mapping[str, Mark]
    late_count: int
    entered_by: str | None


@dataclass(frozen=True)
class Taught:
    """The section of a lesson that teaches a standard."""

    lesson: LessonOutline
    section: SectionOutline


@dataclass(frozen=True)
class Reviewed:
    """One question of a result."""

    question: Question
    mark: Mark | None

    @property
    def score(self) -> float | None:
        """From 0 to 1; none while somebody still has to read the answer."""
        saved = self.question.saved
        return saved.score if saved else 0.0


def decisions_about(attempt: Attempt) -> Decisions:
    """What was decided about an attempt, in one statement."""
    late = select(func.count()).where(Receipt.attempt_id == attempt.id, Receipt.state == "late")
    # A first score is none that was made anew.
    counts = and_(
        Rescoring.attempt_id == attempt.id,
        Rescoring.state.in_(("applied", "taken")),
        Rescoring.old_score.is_not(None),
    )
    rows = db.session.execute(
        select(late.scalar_subquery(), Person.name, Rescoring, Mark)
        .select_from(Attempt)
        .outerjoin(Person, Person.id == Attempt.entered_by_id)
        .outerjoin(Rescoring, counts)
        .outerjoin(Mark, Mark.attempt_id == Attempt.id)
        .where(Attempt.id == attempt.id)
    ).all()
    late_count, entered_by = rows[0][0], rows[0][1]
    rescorings = [row.Rescoring for row in rows if row.Rescoring is not None]
    return Decisions(
        rescoring=max(rescorings, key=lambda each: (each.at, each.id), default=None),
        marks={row.Mark.item: row.Mark for row in rows if row.Mark is not None},
        late_count=late_count,
        entered_by=entered_by,
    )


def reviewed(
    attempt: Attempt, sat: Published, key: Published, marks: Mapping[str, Mark]
) -> list[Reviewed]:
    """The questions in their order, each with what was right by the key that counts."""
    questions = questions_of(attempt.shown, sat.body, attempt.responses)
    if key.version_id != sat.version_id:
        questions = _keyed(questions, sat.body, key.body)
    return [Reviewed(each, marks.get(each.item.id)) for each in questions]


def taught_at(standards: Sequence[str], library: Library) -> Taught | None:
    """The first section that teaches one of the standards."""
    for standard in standards:
        for lesson in library.taught_in.get(standard, ()):
            for section in lesson.sections:
                if standard in section.standards:
                    return Taught(lesson, section)
    return None


def _keyed(questions: Sequence[Question], sat: Quiz, key: Quiz) -> list[Question]:
    comparisons = compared_quizzes(sat, key)
    return [_by(each, comparisons[each.item.id].keyed) for each in questions]


def _by(question: Question, keyed: Keyed | None) -> Question:
    if keyed is None:
        return question
    saved = question.saved
    if saved is not None:
        # Never part of the session: it is what was answered, by other names.
        saved = Response(
            item=saved.item,
            answer=keyed.answer(saved.answer),
            is_flagged=saved.is_flagged,
            receipt=saved.receipt,
            saved_at=saved.saved_at,
            score=saved.score,
        )
    return Question(question.number, keyed.item, tuple(keyed.order(question.order)), saved)
