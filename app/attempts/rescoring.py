"""Scoring attempts anew: after a mark, a late answer or a mended key. One verb for all three."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from app.attempts.models import Attempt, Rescoring
from app.attempts.outlook import Known, Outlook, known_of, outlooks, worth_by
from app.attempts.scoring import complete_if_passed, in_register, let_count
from app.audit.operations import record
from app.db import db
from app.evidence.operations import Answered, correct_answers
from app.library.queries import Library, Published
from app.library.queries import version as version_of

Cause = Literal["regrade", "late", "mark"]


def rescore(
    attempt: Attempt,
    *,
    cause: Cause,
    version: Published,
    library: Library,
    now: datetime,
    by_id: uuid.UUID,
) -> Rescoring | None:
    """Score an attempt anew, as `rescore_all` does; None where nothing changes."""
    done = rescore_all(
        [attempt], cause=cause, version=version, library=library, now=now, by_id=by_id
    )
    return done[0] if done else None


def rescore_all(
    attempts: Sequence[Attempt],
    *,
    cause: Cause,
    version: Published,
    library: Library,
    now: datetime,
    by_id: uuid.UUID,
) -> list[Rescoring]:
    """Score handed-in attempts at one quiz anew by a version of it. They must be locked.

    Whoever passes now completes the quiz. A pass that is certified is not taken: that waits for
    HR, and until then nothing of the attempt changes.
    """
    known = known_of(attempts)
    found = list(outlooks(attempts, version, known))
    return settle(found, known, cause=cause, library=library, now=now, by_id=by_id)


def settle(
    found: Iterable[Outlook],
    known: Known,
    *,
    cause: Cause,
    library: Library,
    now: datetime,
    by_id: uuid.UUID,
) -> list[Rescoring]:
    """Let happen what was found would become of attempts."""
    done: list[Rescoring] = []
    applied: list[Outlook] = []
    for outlook in found:
        _give_up_held(outlook.attempt, known, now=now, by_id=by_id)
        if outlook.state == "waits":
            let_count(outlook.attempt, outlook.worth)
        elif outlook.state != "dropped":
            done.append(_rescoring(outlook, cause, now=now, by_id=by_id))
        if outlook.state == "applied":
            _let_count_anew(outlook, known)
            applied.append(outlook)
    db.session.add_all(done)
    db.session.flush()
    for rescoring in done:
        _note("rescored", rescoring, now=now, by_id=by_id)
    _pass_on(applied, library, now=now)
    return done


def take_pass(
    rescoring: Rescoring,
    attempt: Attempt,
    library: Library,
    *,
    reason: str,
    now: datetime,
    by_id: uuid.UUID,
) -> None:
    """Let a held new score count, though it takes a pass. The completion is for the caller."""
    _decide(rescoring, "taken", reason, now=now, by_id=by_id)
    known, key = known_of([attempt]), version_of(rescoring.version_id)
    worth = worth_by(attempt, key, known.marks.get(attempt.id, {}))
    outlook = Outlook(attempt, key, worth, True, False, "applied")
    _let_count_anew(outlook, known)
    _note("took", rescoring, now=now, by_id=by_id)
    _pass_on([outlook], library, now=now)


def spare_pass(rescoring: Rescoring, *, reason: str, now: datetime, by_id: uuid.UUID) -> None:
    """Let a pass stand though it would be lost by the new score."""
    _decide(rescoring, "spared", reason, now=now, by_id=by_id)
    _note("spared", rescoring, now=now, by_id=by_id)
    db.session.flush()


def _give_up_held(attempt: Attempt, known: Known, *, now: datetime, by_id: uuid.UUID) -> None:
    held = known.held.pop(attempt.id, None)
    if held is not None:
        _note("gave_up", held, now=now, by_id=by_id)
        db.session.delete(held)
        # Of an attempt only one may be held, and rows are added before others are deleted.
        db.session.flush()


def _rescoring(outlook: Outlook, cause: Cause, *, now: datetime, by_id: uuid.UUID) -> Rescoring:
    return Rescoring(
        attempt_id=outlook.attempt.id,
        person_id=outlook.attempt.person_id,
        cause=cause,
        version_id=outlook.key.version_id,
        old_score=outlook.attempt.score,
        new_score=outlook.worth.score,
        was_passed=outlook.was_passed,
        is_passed=outlook.is_passed,
        state=outlook.state,
        at=now,
        by_id=by_id,
        reason="",
    )


def _let_count_anew(outlook: Outlook, known: Known) -> None:
    attempt, key, worth = outlook.attempt, outlook.key, outlook.worth
    for completion in known.completions.get(attempt.person_id, ()):
        rests = completion.version_id == attempt.version_id and completion.score == attempt.score
        if rests and outlook.is_passed:
            completion.score = worth.score
    let_count(attempt, worth)
    attempt.key_version_id = None if key.version_id == attempt.version_id else key.version_id


def _pass_on(applied: Sequence[Outlook], library: Library, *, now: datetime) -> None:
    """Tell evidence and completions what is known now."""
    db.session.flush()
    correct_answers(
        Answered(
            each.attempt.person_id,
            each.attempt.id,
            each.attempt.version_id,
            each.attempt.submitted_at or now,
            in_register(each.worth.standards, library),
        )
        for each in applied
    )
    for each in applied:
        # One that completed the quiz already has nothing to complete.
        if not each.was_passed:
            complete_if_passed(each.attempt, library, now=now)


def _decide(
    rescoring: Rescoring, state: str, reason: str, *, now: datetime, by_id: uuid.UUID
) -> None:
    rescoring.state, rescoring.reason = state, reason
    rescoring.decided_at, rescoring.decided_by_id = now, by_id


def _note(verb: str, rescoring: Rescoring, *, now: datetime, by_id: uuid.UUID) -> None:
    record(
        verb,
        "rescoring",
        rescoring.id,
        now=now,
        actor_id=by_id,
        person_id=rescoring.person_id,
        attempt=str(rescoring.attempt_id),
        cause=rescoring.cause,
        state=rescoring.state,
    )
