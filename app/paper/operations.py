"""Entering what was answered on paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.accounts.locks import lock_person
from app.attempts.ledger import State
from app.attempts.models import Attempt, Receipt, Response
from app.attempts.scoring import submit_attempt
from app.attempts.starting import Helper, set_helper
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.library.queries import Library
from app.paper.queries import attempts_of, windows_for
from app.paper.rules import Objection, Sat, objection_of_day, standing_objection
from app.paper.sheets import Paper
from app.quizzes.responses import Response as Answer

Answers = Mapping[str, Answer | None]


class NotEntered(Problem):
    """Something speaks against entering this paper; `objection` says what."""

    def __init__(self, objection: Objection) -> None:
        super().__init__("the paper is not entered")
        self.objection = objection


def refuse_paper(
    person_id: uuid.UUID, paper: Paper, sat: Sat | None, *, now: datetime
) -> Sequence[Attempt]:
    """Raise NotEntered where the paper cannot be entered; else give what she sat before.

    Without a day only that is looked at which does not depend on it.
    """
    attempts = attempts_of(person_id, paper.quiz.slug)
    why = standing_objection(paper.quiz, paper.seed, attempts, now=now)
    if why is None and sat is not None:
        windows = windows_for(person_id, paper.quiz.slug)
        why = objection_of_day(paper.quiz, attempts, windows, sat)
    if why is not None:
        raise NotEntered(why)
    return attempts


def enter_paper(
    person_id: uuid.UUID,
    paper: Paper,
    answers: Answers,
    sat: Sat,
    library: Library,
    *,
    helper: Helper | None,
    now: datetime,
    by_id: uuid.UUID,
) -> Attempt:
    """Make an attempt of what a person answered on paper, handed in on the day she sat it.

    From there it counts as one on the screen does. Raises NotEntered.
    """
    lock_person(person_id)
    earlier = refuse_paper(person_id, paper, sat, now=now)
    for overdue in earlier:
        submit_attempt(overdue, library, now=now)
    attempt = _attempt(person_id, paper, sat, number=len(earlier) + 1, by_id=by_id)
    if helper is not None:
        set_helper(attempt, helper)
    db.session.add(attempt)
    db.session.flush()
    _keep(attempt, answers, now=now)
    submit_attempt(attempt, library, now=sat.submitted_at)
    record("entered", "attempt", attempt.id, now=now, actor_id=by_id, person_id=person_id)
    return attempt


def _attempt(
    person_id: uuid.UUID, paper: Paper, sat: Sat, *, number: int, by_id: uuid.UUID
) -> Attempt:
    return Attempt(
        person_id=person_id,
        quiz=paper.quiz.slug,
        version_id=paper.quiz.version_id,
        number=number,
        seed=paper.seed,
        shown=paper.shown,
        passing_score=paper.quiz.body.passing_score,
        started_at=sat.started_at,
        mode="paper",
        entered_by_id=by_id,
    )


def _keep(attempt: Attempt, answers: Answers, *, now: datetime) -> None:
    """Keep all answers at once: each is a response, and has its receipt as any that arrived."""
    given = [(item, answer) for item, answer in answers.items() if answer is not None]
    for number, (item, answer) in enumerate(given, start=1):
        what = {"person_id": attempt.person_id, "item": item, "answer": answer}
        attempt.responses.append(Response(**what, receipt=number, saved_at=now))
        db.session.add(
            Receipt(
                **what,
                attempt_id=attempt.id,
                number=number,
                arrived_at=now,
                state=State.KEPT.value,
            )
        )
    db.session.flush()
