"""Essays of the demonstration: handed in, some marked, some waiting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from app.accounts.models import Person
from app.attempts.answering import record_response
from app.attempts.marking import mark_essay
from app.attempts.models import Attempt
from app.attempts.scoring import submit_attempt
from app.attempts.starting import start_attempt
from app.demo.answers import answer_to
from app.demo.cast import Cast, EssayEntry
from app.library.queries import Library, Published
from app.quizzes.model import Essay

WRITING = timedelta(minutes=24)
#: From handing in to the mark.
WEIGHED = timedelta(days=1)


def write_essays(
    cast: Cast, library: Library, people: Mapping[str, Person], *, now: datetime
) -> None:
    """Let people write what the cast says; without the quiz nobody writes."""
    quiz = library.get("quiz", cast.essays.quiz) if cast.essays else None
    if cast.essays is None or quiz is None:
        return
    marker = people[cast.essays.marker]
    for entry in cast.essays.written:
        attempt = _write(entry, quiz, people[entry.by], library, now=now)
        if entry.levels:
            _mark(attempt, entry, quiz, marker, library)


def _write(
    entry: EssayEntry, quiz: Published, person: Person, library: Library, *, now: datetime
) -> Attempt:
    chance = Random(entry.by)
    at = now - timedelta(days=entry.days)
    attempt = start_attempt(person.id, quiz, now=at, seed=chance.getrandbits(32))
    for item in quiz.body.items:
        is_essay = isinstance(item, Essay)
        answer = {"text": entry.text} if is_essay else answer_to(item, 1, chance)
        record_response(attempt, item.id, answer, is_flagged=False, now=at + WRITING)
    submit_attempt(attempt, library, now=at + WRITING)
    return attempt


def _mark(
    attempt: Attempt, entry: EssayEntry, quiz: Published, marker: Person, library: Library
) -> None:
    essay = next(item for item in quiz.body.items if isinstance(item, Essay))
    at = (attempt.submitted_at or attempt.started_at) + WEIGHED
    mark_essay(
        attempt, essay, entry.levels, entry.comment, library=library, now=at, by_id=marker.id
    )
