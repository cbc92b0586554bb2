"""Pure: what a candidate's answers show, topic by topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.attempts.sheet import Question
from app.markup.texts import Text


@dataclass(frozen=True)
class TopicScore:
    """How many questions of one topic were answered right; the title is none without a topic."""

    title: Text | None
    right: int
    count: int


def scores_by_topic(questions: Iterable[Question], topics: dict[str, Text]) -> list[TopicScore]:
    """The topics in the order of the quiz, those without a question left out.

    A question with several topics counts in each; one without any stands under no title, last.
    """
    asked = list(questions)
    scores = [
        _score(title, [q for q in asked if tag in q.item.tags]) for tag, title in topics.items()
    ]
    others = _score(None, [q for q in asked if not set(q.item.tags) & topics.keys()])
    return [score for score in (*scores, others) if score.count]


def seconds_taken(started_at: datetime, ended_at: datetime) -> int:
    """How long the questions took, as the clock saw it."""
    return max(int((ended_at - started_at).total_seconds()), 0)


def _score(title: Text | None, questions: list[Question]) -> TopicScore:
    return TopicScore(title, sum(question.score >= 1 for question in questions), len(questions))
