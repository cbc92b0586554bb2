"""All quizzes in one place: how many sat them, how they did, and what waits for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Integer, Select, cast, func, literal, select, union_all

from app.accounts.models import Person
from app.accounts.queries import people_judged_by, people_led_by
from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.attempts.models import Attempt, Receipt, Rescoring
from app.attempts.queries import late_receipts
from app.attempts.waiting import held_passes, unmarked_essays
from app.db import db
from app.library.queries import Library, Published

#: The same rounding as in `reaches`: two thirds reach a passing score of 2 / 3.
_ROUNDING = 0.0000005


class Score(NamedTuple):
    """How many people have this as their best score at a quiz, with so many attempts together."""

    quiz: str
    score: float
    is_passed: bool
    people: int
    attempts: int


@dataclass
class Entry:
    """A quiz as the list shows it."""

    quiz: Published
    #: Whether candidates sit it, and no staff.
    is_screening: bool = False
    people: int = 0
    attempts: int = 0
    passed: int = 0
    #: The best score of each person, as far as half of them reach; from 0 to 1.
    median: float | None = None
    essays: int = 0
    late: int = 0
    held: int = 0

    @property
    def waiting(self) -> int:
        """How much waits for a decision."""
        return self.essays + self.late + self.held


@dataclass
class _Known:
    scores: list[Score] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)


def overview_for(viewer: Viewer, library: Library) -> list[Entry]:
    """The quizzes that somebody may find, those that wait for her first. Two statements.

    Figures are of those whom a supervisor leads, and of everybody for whoever analyses. What
    candidates sit is for the latter alone.
    """
    known: dict[str, _Known] = defaultdict(_Known)
    for row in db.session.execute(_best_scores(viewer)):
        known[row.quiz].scores.append(Score(*row))
    for row in db.session.execute(_waiting(viewer)) if _judges(viewer) else ():
        known[row.quiz].waiting[row.kind] = row.number
    entries = [
        _entry(quiz, known[quiz.slug], is_screening=quiz.slug in library.screening_quizzes)
        for quiz in library.all("quiz")
    ]
    seen = [each for each in entries if not each.is_screening or _analyses(viewer)]
    return sorted(seen, key=lambda each: -each.waiting)


def found_in(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The quizzes whose title, in any language, or name has these words."""
    wanted = words.casefold().strip()
    return [each for each in entries if wanted in _words_of(each.quiz)]


def median_of(scores: Sequence[Score]) -> float | None:
    """The score that half of the people reach at most, the mean of two where they part there."""
    ordered = sorted(scores, key=lambda each: each.score)
    whole = sum(each.people for each in ordered)
    if not whole:
        return None
    return (_at(ordered, (whole - 1) // 2) + _at(ordered, whole // 2)) / 2


def _at(ordered: Sequence[Score], place: int) -> float:
    """The score of the person at a place of the order."""
    for each in ordered:
        place -= each.people
        if place < 0:
            return each.score
    raise LookupError("there are fewer people")


def _entry(quiz: Published, known: _Known, *, is_screening: bool) -> Entry:
    return Entry(
        quiz,
        is_screening=is_screening,
        people=sum(each.people for each in known.scores),
        attempts=sum(each.attempts for each in known.scores),
        passed=sum(each.people for each in known.scores if each.is_passed),
        median=median_of(known.scores),
        **known.waiting,
    )


def _words_of(quiz: Published) -> str:
    title = quiz.body.title
    return " ".join((title.zh, title.hant, title.en, quiz.slug)).casefold()


def _analyses(viewer: Viewer) -> bool:
    return Permission.ANALYSE in viewer.permissions


def _judges(viewer: Viewer) -> bool:
    return bool(viewer.permissions & {Permission.EXAMINE, Permission.CERTIFY})


def _best_scores(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """The scores with how many people have each as their best; far fewer rows than people."""
    is_passed = Attempt.score >= Attempt.passing_score - _ROUNDING
    each = (
        select(
            Attempt.quiz,
            func.max(Attempt.score).label("score"),
            func.max(cast(is_passed, Integer)).label("is_passed"),
            func.count().label("attempts"),
        )
        .where(Attempt.score.is_not(None))
        .group_by(Attempt.quiz, Attempt.person_id)
    )
    if not _analyses(viewer):
        people = people_led_by(viewer.id).with_only_columns(Person.id)
        each = each.where(Attempt.person_id.in_(people))
    best = each.subquery()
    return select(
        best.c.quiz,
        best.c.score,
        best.c.is_passed,
        func.count().label("people"),
        # A sum of whole numbers would be a decimal in one of the databases.
        cast(func.sum(best.c.attempts), Integer).label("attempts"),
    ).group_by(best.c.quiz, best.c.score, best.c.is_passed)


def _waiting(viewer: Viewer) -> CompoundSelect[*tuple[Any, ...]]:
    """What waits for her decision, by quiz and kind."""
    people = people_judged_by(viewer)
    essays = unmarked_essays(people)
    late = late_receipts(people).join(Attempt, Attempt.id == Receipt.attempt_id)
    parts = [_numbers("essays", essays), _numbers("late", late)]
    if Permission.CERTIFY in viewer.permissions:
        held = held_passes(people).join(Attempt, Attempt.id == Rescoring.attempt_id)
        parts.append(_numbers("held", held))
    return union_all(*parts)


def _numbers(kind: str, rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    counted = rows.order_by(None).with_only_columns(
        Attempt.quiz, literal(kind).label("kind"), func.count().label("number")
    )
    return counted.group_by(Attempt.quiz)
