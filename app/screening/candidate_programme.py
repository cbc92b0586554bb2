"""Pure: what a candidate for a position reads and answers, and how long it takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.appraisals.sheet import minutes_needed
from app.attempts.rules import time_allowed
from app.courses.model import Lesson, Position, Screening
from app.library.queries import Library, Published
from app.quizzes.model import Quiz
from app.quizzes.picking import pick_items

#: What one question takes somebody who reads carefully, where no limit is set.
MINUTES_A_QUESTION = 0.6


@dataclass(frozen=True)
class Programme:
    """The documents of one position's screening as they are published now."""

    position: Position
    screening: Screening
    lesson: Published
    quiz: Published
    #: The self-assessment, where one is offered.
    instrument: Published | None

    @property
    def lesson_minutes(self) -> int:
        lesson: Lesson = self.lesson.body
        return lesson.minutes

    @property
    def question_count(self) -> int:
        quiz: Quiz = self.quiz.body
        return len(pick_items(quiz.items, quiz.pick) or ())

    @property
    def self_minutes(self) -> int:
        return minutes_needed(self.instrument.body) if self.instrument else 0

    def quiz_minutes(self, extra_time: int) -> int:
        """How long the quiz takes at most, or about how long where nothing limits it."""
        allowed = time_allowed(self.quiz.body, extra_time)
        if allowed is None:
            return math.ceil(self.question_count * MINUTES_A_QUESTION)
        return math.ceil(allowed.total_seconds() / 60)

    def minutes(self, extra_time: int) -> int:
        """How long that which is asked takes, without that which is only offered."""
        return self.lesson_minutes + self.quiz_minutes(extra_time)


def programme_of(position: str, library: Library) -> Programme | None:
    """The programme of a position; none when it has none, or not all of it is published."""
    found = library.get("position", position)
    if found is None or found.body.screening is None:
        return None
    screening: Screening = found.body.screening
    lesson, quiz = library.get("lesson", screening.lesson), library.get("quiz", screening.quiz)
    if lesson is None or quiz is None:
        return None
    offered = screening.instrument and library.get("instrument", screening.instrument)
    return Programme(found.body, screening, lesson, quiz, offered or None)
