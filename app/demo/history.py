"""Months of history: each person walks a path, through the same operations as everybody."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from app.appraisals.operations import rate, start_appraisal, submit_appraisal
from app.attempts.answering import record_response
from app.attempts.scoring import submit_attempt
from app.attempts.starting import start_attempt
from app.courses.model import Path, Stage
from app.demo.answers import answer_to
from app.demo.cast import PersonEntry
from app.enrolments.due import due_on
from app.enrolments.operations import complete_lesson
from app.library.queries import Library, Published
from app.policies.operations import sign_policy
from app.quizzes.model import Essay

MOST_ATTEMPTS = 3
SLACK = timedelta(minutes=6)


def live(
    entry: PersonEntry,
    person_id: uuid.UUID,
    path: Path,
    library: Library,
    *,
    hired_at: datetime,
    now: datetime,
    probation_ends_on: date | None = None,
) -> None:
    """Let a person learn from the day she was hired until she stopped, or until now."""
    if entry.pace is None:
        return
    chance = Random(entry.key)
    # A quiz or an instrument takes its time, and ends before now as well.
    until = now - timedelta(days=entry.idle) - SLACK
    at = hired_at
    steps = _steps(path, library, begun_on=hired_at.date(), probation_ends_on=probation_ends_on)
    for number, (days, document) in enumerate(steps):
        planned = hired_at + timedelta(days=days * entry.pace, minutes=chance.randint(0, 240))
        at = max(planned, at + SLACK)
        if at > until or (entry.steps is not None and number >= entry.steps):
            return
        at = _take(document, entry, person_id, library, chance, at=at, until=until)


def _steps(
    path: Path, library: Library, *, begun_on: date, probation_ends_on: date | None
) -> Iterator[tuple[float, Published]]:
    """Each step of a path once, with the day after which it is done where one is just in time."""
    seen: set[tuple[str, str]] = set()
    before = 0
    for stage in path.stages:
        # Nobody has waited a year yet.
        if stage.is_yearly:
            continue
        due = due_on(stage, begun_on, probation_ends_on)
        # Probation may end before the stages that come first.
        days = before if due is None else max((due - begun_on).days, before)
        steps = {(each.kind, each.slug): each for each in _asked(stage, library)}
        new = [each for name, each in steps.items() if name not in seen]
        seen.update(steps)
        for number, document in enumerate(new, start=1):
            yield before + (days - before) * number / (len(new) + 1), document
        before = days


def _asked(stage: Stage, library: Library) -> Iterator[Published]:
    """Lessons, quizzes and instruments of a stage; some may come twice."""
    for item in stage.items:
        document = library.get(item.kind, item.slug)
        # What an observer sees on site nobody does alone.
        if document is None or item.kind == "checklist":
            continue
        if item.kind == "course":
            yield from library.lessons_of(document.body)
            document = library.get("quiz", document.body.quiz or "")
        if document is not None and not _has_essays(document):
            yield document


def _has_essays(document: Published) -> bool:
    """Whether somebody has to mark it: what is written stands in the cast."""
    return document.kind == "quiz" and any(isinstance(i, Essay) for i in document.body.items)


def _take(
    document: Published,
    entry: PersonEntry,
    person_id: uuid.UUID,
    library: Library,
    chance: Random,
    *,
    at: datetime,
    until: datetime,
) -> datetime:
    """Make one step; returns when it was done."""
    if document.kind == "lesson":
        complete_lesson(person_id, document, library, now=at)
        return at
    if document.kind == "policy":
        sign_policy(person_id, document, now=at)
        return at
    if document.kind == "instrument":
        return _rate_oneself(document, person_id, chance, at=at)
    return _pass_quiz(document, entry.skill, person_id, library, chance, at=at, until=until)


def _rate_oneself(
    instrument: Published, person_id: uuid.UUID, chance: Random, *, at: datetime
) -> datetime:
    appraisal = start_appraisal(instrument, person_id=person_id, rater_id=person_id, now=at)
    middle = chance.uniform(5, 9)
    ratings = {
        statement.id: min(max(round(chance.gauss(middle, 1.5)), statement.low), statement.high)
        for statement in instrument.body.statements
    }
    rate(appraisal, ratings, now=at)
    submit_appraisal(appraisal, instrument, now=at + SLACK)
    return at + SLACK


def _pass_quiz(
    quiz: Published,
    skill: float,
    person_id: uuid.UUID,
    library: Library,
    chance: Random,
    *,
    at: datetime,
    until: datetime,
) -> datetime:
    """Try until it is passed, a day between two attempts; she learns from her mistakes."""
    items = {item.id: item for item in quiz.body.items}
    for number in range(MOST_ATTEMPTS):
        attempt = start_attempt(person_id, quiz, now=at, seed=chance.getrandbits(32))
        for shown in attempt.shown:
            answer = answer_to(items[shown["item"]], skill + 0.1 * number, chance)
            record_response(attempt, shown["item"], answer, is_flagged=False, now=at)
        submit_attempt(attempt, library, now=at + SLACK)
        if attempt.is_passed or at + timedelta(days=1) > until:
            break
        at += timedelta(days=1)
    return at + SLACK
