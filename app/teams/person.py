"""Pure: what a supervisor reads of one person: topics, the gaps to fill first, sittings."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.attempts.models import Attempt
from app.attempts.scoring import minutes_of
from app.evidence.mastery import Triad
from app.learning.handbook import Place, places_of
from app.learning.rules import Rule, Tally, rules_of, tally_of
from app.learning.standing import CourseStanding, urgency
from app.library.queries import Library
from app.markup.texts import Text
from app.standards.model import Standard


@dataclass(frozen=True)
class TopicStanding:
    """How many standards of one topic a person has learned, answered right and shown."""

    title: Text
    tally: Tally


@dataclass(frozen=True)
class Gap:
    """A standard to fill, and the section of a lesson where it is taught."""

    rule: Rule
    place: Place | None


@dataclass(frozen=True)
class Sitting:
    """One attempt at a quiz as the supervisor sees it: never a single answer."""

    quiz: str
    title: Text
    number: int
    #: When it was handed in, else when it was begun.
    at: datetime
    #: None while it is open, and while an essay waits for its mark.
    score: float | None
    is_passed: bool
    minutes: int
    #: What a failed attempt did not get right.
    missed: tuple[Standard, ...] = ()
    awaits_mark: bool = False
    #: Who typed it from paper; empty where that person's record is gone.
    is_on_paper: bool = False
    entered_by: str = ""


def topics_of(triads: Mapping[str, Triad], library: Library) -> list[TopicStanding]:
    """The topics of which a person has proved anything, in the library's order."""
    topics = (topic.body for topic in library.all("topic"))
    standings = (
        TopicStanding(topic.title, tally_of(_known(topic.standards, triads))) for topic in topics
    )
    return [each for each in standings if each.tally != Tally(0, 0, 0)]


def gaps_of(
    courses: Iterable[CourseStanding],
    triads: Mapping[str, Triad],
    library: Library,
    *,
    today: date,
    missed: Collection[str] = (),
    count: int = 3,
) -> list[Gap]:
    """The largest gaps among the standards that her lessons taught or that are due.

    A standard lacks what is not learned or not answered right in its present wording; one that
    was answered wrong (`missed`) lacks more than one that was never asked. What is late goes
    before what is not, and both in the order in which the courses are due.
    """
    wanted = _wanted(courses, today, library)
    asked = standards_asked(library)
    standards = [library.standards[name] for name in wanted if name in library.standards]
    gaps = [
        (-missing, not wanted[rule.standard.id], place, rule)
        for place, rule in enumerate(rules_of(standards, triads))
        if (missing := _missing(rule, asked, missed))
    ]
    first = [rule for *_order, rule in sorted(gaps, key=lambda gap: gap[:3])[:count]]
    return [Gap(rule, _taught_at(rule.standard.id, library)) for rule in first]


def standards_asked(library: Library) -> frozenset[str]:
    """The standards that some quiz for the staff asks for."""
    return frozenset(
        standard
        for quiz in library.all("quiz")
        if quiz.slug not in library.screening_quizzes
        for item in quiz.outline.items
        for standard in item.standards
    )


def sittings_of(
    attempts: Iterable[Attempt],
    titles: Mapping[uuid.UUID, Text],
    missed: Mapping[uuid.UUID, Iterable[str]],
    register: Mapping[str, Standard],
    enterers: Mapping[uuid.UUID | None, str],
) -> list[Sitting]:
    """Attempts in their order, under their quizzes' titles; failed ones with what they missed.

    `enterers` are the names of those who typed what was answered on paper.
    """
    return [
        Sitting(
            quiz=each.quiz,
            title=titles[each.version_id],
            number=each.number,
            at=each.submitted_at or each.started_at,
            score=each.score,
            is_passed=each.is_passed,
            minutes=minutes_of(each, each.submitted_at) if each.submitted_at else 0,
            missed=() if each.is_passed else _in_register(missed.get(each.id, ()), register),
            awaits_mark=each.awaits_mark,
            is_on_paper=each.mode == "paper",
            entered_by=enterers.get(each.entered_by_id, ""),
        )
        for each in attempts
    ]


def _known(standards: Iterable[Standard], triads: Mapping[str, Triad]) -> list[Triad]:
    return [triads[each.id] for each in standards if each.id in triads]


def _wanted(courses: Iterable[CourseStanding], today: date, library: Library) -> dict[str, bool]:
    """The standards of lessons that were read or are due, each with whether it is late."""
    found: dict[str, bool] = {}
    for course in courses:
        pressing = "" if course.progress.is_completed else urgency(course.due_on, today)
        for lesson in course.lessons:
            if pressing or lesson.slug in course.read:
                for standard in lesson.teaches:
                    found[standard] = found.get(standard, False) or pressing == "late"
    return found


def _missing(rule: Rule, asked: Collection[str], missed: Collection[str]) -> int:
    """How much of a standard is open; nobody lacks an answer that no quiz asks for."""
    name, triad = rule.standard.id, rule.triad
    open_answer = name in asked and triad.answered != "yes"
    return (triad.learned != "yes") + open_answer + (open_answer and name in missed)


def _taught_at(standard: str, library: Library) -> Place | None:
    return next(iter(places_of(standard, library)), None)


def _in_register(names: Iterable[str], register: Mapping[str, Standard]) -> tuple[Standard, ...]:
    return tuple(register[name] for name in sorted(set(names)) if name in register)
