"""Reading what waits for a marker, among the people whom somebody examines."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from app.accounts.models import Person
from app.accounts.queries import people_judged_by
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.attempts.models import Attempt, Mark, Response
from app.attempts.queries import locked, with_responses
from app.attempts.waiting import Place, marked_by, oldest_first, unmarked_essays
from app.db import db
from app.library.queries import Library, version
from app.quizzes.itemtypes import type_of
from app.quizzes.model import Essay, Quiz

#: So many essays are on a page of the queue; so many of one's own last marks below it.
PAGE_SIZE = 30
LAST_MARKS = 10


@dataclass(frozen=True)
class Scope:
    """Whose answers somebody judges, and the quizzes that are none of her business."""

    people: Select[Person]
    hidden: frozenset[str]


def scope_of(viewer: Viewer, library: Library) -> Scope:
    """Whom she leads, but not by what they were hired; for HR everybody, also candidates.

    Never herself.
    """
    hidden = frozenset() if Role.HR in viewer.roles else library.screening_quizzes
    return Scope(people_judged_by(viewer), hidden)


@dataclass(frozen=True)
class Waiting:
    """One essay as a list names it: never by whom."""

    attempt_id: uuid.UUID
    quiz: Quiz
    item: Essay
    length: int


@dataclass(frozen=True)
class QueuePage:
    """Some essays, the oldest first, and the one behind which the next page begins."""

    essays: Sequence[Waiting]
    next_after: Place | None


def queue_page(scope: Scope, after: Place | None = None) -> QueuePage:
    """A page of the essays that wait for a mark. One statement."""
    wanted = oldest_first(unmarked_essays(scope.people, hidden=scope.hidden), after)
    rows = db.session.execute(wanted.limit(PAGE_SIZE + 1)).all()
    page = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    return QueuePage(
        [_listed(row) for row in page],
        (page[-1].attempt_id, page[-1].item) if more else None,
    )


def next_in_queue(scope: Scope, after: Place) -> Place | None:
    """What to mark next: the following essay, or else the oldest. None when all are marked."""
    waiting = unmarked_essays(scope.people, hidden=scope.hidden)
    for wanted in (oldest_first(waiting, after), oldest_first(waiting)):
        row = db.session.execute(wanted.limit(1)).first()
        if row is not None:
            return row.attempt_id, row.item
    return None


def last_marked(scope: Scope, marker_id: uuid.UUID) -> list[Waiting]:
    """What she has marked last. One statement."""
    wanted = marked_by(marker_id, scope.people).limit(LAST_MARKS)
    return [_listed(row) for row in db.session.execute(wanted)]


@dataclass(frozen=True)
class Paper:
    """An essay to mark: what was asked, what was written, and its mark if it has one."""

    attempt: Attempt
    quiz: Quiz
    item: Essay
    text: str
    mark: Mark | None


def paper_of(
    scope: Scope, attempt_id: uuid.UUID, item_id: str, *, lock: bool = False
) -> Paper | None:
    """An essay in this scope that was handed in."""
    wanted = attempts_in(scope).where(Attempt.id == attempt_id)
    attempt = db.session.scalar(locked(wanted) if lock else wanted)
    if attempt is None:
        return None
    quiz: Quiz = version(attempt.version_id).body
    item = next((each for each in quiz.items if each.id == item_id), None)
    response = _response(attempt, item_id)
    if not isinstance(item, Essay) or response is None or response.answer is None:
        return None
    mark = db.session.get(Mark, (attempt_id, item_id))
    return Paper(attempt, quiz, item, response.answer[type_of(item).field], mark)


def attempts_in(scope: Scope) -> Select[Attempt]:
    """The attempts in a scope that were handed in, with their responses."""
    return with_responses(select(Attempt)).where(
        Attempt.submitted_at.is_not(None),
        Attempt.person_id.in_(scope.people.with_only_columns(Person.id)),
        Attempt.quiz.not_in(scope.hidden),
    )


def _response(attempt: Attempt, item_id: str) -> Response | None:
    return next((each for each in attempt.responses if each.item == item_id), None)


def _listed(row: Row[Any]) -> Waiting:
    quiz: Quiz = version(row.version_id).body
    item = next(each for each in quiz.items if each.id == row.item)
    assert isinstance(item, Essay), "only essays wait for a mark"
    return Waiting(row.attempt_id, quiz, item, len(row.answer[type_of(item).field]))
