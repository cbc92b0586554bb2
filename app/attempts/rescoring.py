"""Scoring attempts anew: after a mark, a late answer or a mended key. One verb for all three."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import select

from app.attempts.keying import Comparison, compared_quizzes
from app.attempts.models import Attempt, Mark, Rescoring
from app.attempts.scoring import complete_if_passed, in_register, let_count
from app.attempts.worth import Worth, asked_anew, asked_by, worth_of
from app.audit.operations import record
from app.db import db
from app.enrolments.models import Completion
from app.enrolments.queries import COUNTS
from app.evidence.operations import Answered, correct_answers
from app.library.queries import Library, Published
from app.library.queries import version as version_of
from app.quizzes.scoring import reaches

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


def key_of(attempt: Attempt) -> Published:
    """The version by whose key an attempt is scored."""
    return version_of(attempt.key_version_id or attempt.version_id)


def worth_by(attempt: Attempt, key: Published, marks: dict[str, Mark]) -> Worth:
    """What an attempt is worth by the key of some version."""
    sat = version_of(attempt.version_id)
    answers = {each.item: each.answer for each in attempt.responses}
    asked = asked_by(attempt.shown, sat.body, answers, marks)
    if key.version_id != sat.version_id:
        kept = {each.item: each.score for each in attempt.responses}
        asked = asked_anew(asked, _comparisons(sat, key), kept)
    return worth_of(asked)


class Outlook(NamedTuple):
    """What an attempt would be worth by another key, and what would become of it.

    Waits: for a mark. Dropped: what waits for HR would change nothing any more. Else as in
    Rescoring.
    """

    attempt: Attempt
    key: Published
    worth: Worth
    was_passed: bool
    is_passed: bool
    state: Literal["applied", "held", "waits", "dropped"]


@dataclass
class Known:
    """What is known of some attempts, read for all of them at once."""

    marks: dict[uuid.UUID, dict[str, Mark]] = field(default_factory=dict)
    held: dict[uuid.UUID, Rescoring] = field(default_factory=dict)
    spared: dict[uuid.UUID, list[Rescoring]] = field(default_factory=dict)
    #: By person, at these quizzes: what counts.
    completions: dict[uuid.UUID, list[Completion]] = field(default_factory=dict)


def known_of(attempts: Sequence[Attempt]) -> Known:
    """What bears on the scores of these attempts. Three statements."""
    known = Known()
    ids = [attempt.id for attempt in attempts]
    for mark in db.session.scalars(select(Mark).where(Mark.attempt_id.in_(ids))):
        known.marks.setdefault(mark.attempt_id, {})[mark.item] = mark
    undone = Rescoring.state.in_(("held", "spared"))
    for row in db.session.scalars(select(Rescoring).where(Rescoring.attempt_id.in_(ids), undone)):
        if row.state == "held":
            known.held[row.attempt_id] = row
        else:
            known.spared.setdefault(row.attempt_id, []).append(row)
    wanted = select(Completion).where(
        Completion.person_id.in_({attempt.person_id for attempt in attempts}),
        Completion.kind == "quiz",
        Completion.slug.in_({attempt.quiz for attempt in attempts}),
        COUNTS,
    )
    for completion in db.session.scalars(wanted):
        known.completions.setdefault(completion.person_id, []).append(completion)
    return known


def outlooks(attempts: Iterable[Attempt], version: Published, known: Known) -> Iterator[Outlook]:
    """What would become of each attempt by the key of a version; of those that would change.

    What waits for HR is weighed anew, by whichever is the newer of the two keys.
    """
    for attempt in attempts:
        held = known.held.get(attempt.id)
        key = version if held is None else _newer(version, version_of(held.version_id))
        worth = worth_by(attempt, key, known.marks.get(attempt.id, {}))
        if worth.score is None:
            yield Outlook(attempt, key, worth, False, False, "waits")
        elif not _changes(attempt, worth):
            if held is not None:
                yield Outlook(attempt, key, worth, True, True, "dropped")
        elif not _is_known(worth, key, held, known.spared.get(attempt.id, ())):
            yield _outlook(attempt, key, worth, known)


def _newer(one: Published, other: Published) -> Published:
    return other if other.number > one.number else one


#: The versions of a quiz never change, and few of them are in use.
_compared: dict[tuple[uuid.UUID, uuid.UUID], dict[str, Comparison]] = {}
_MOST_COMPARED = 64


def _comparisons(sat: Published, key: Published) -> dict[str, Comparison]:
    pair = (sat.version_id, key.version_id)
    if pair not in _compared:
        if len(_compared) >= _MOST_COMPARED:
            _compared.clear()
        _compared[pair] = compared_quizzes(sat.body, key.body)
    return _compared[pair]


def _changes(attempt: Attempt, worth: Worth) -> bool:
    return attempt.score != worth.score or any(
        each.score != worth.items.get(each.item, 0.0) for each in attempt.responses
    )


def _is_known(
    worth: Worth, key: Published, held: Rescoring | None, spared: Sequence[Rescoring]
) -> bool:
    """Whether HR is asked about this very score already, or has let the pass stand against it."""
    rows = (*spared, held) if held else spared
    return any(r.version_id == key.version_id and r.new_score == worth.score for r in rows)


def _outlook(attempt: Attempt, key: Published, worth: Worth, known: Known) -> Outlook:
    completions = known.completions.get(attempt.person_id, [])
    rests = any(each.version_id == attempt.version_id for each in completions)
    # One that waits for a mark once more had its score before: a completion may rest on it.
    was_passed = attempt.is_passed or (attempt.score is None and rests)
    is_passed = reaches(worth.score or 0.0, attempt.passing_score)
    is_held = was_passed and not is_passed and bool(completions)
    return Outlook(attempt, key, worth, was_passed, is_passed, "held" if is_held else "applied")


def _give_up_held(attempt: Attempt, known: Known, *, now: datetime, by_id: uuid.UUID) -> None:
    held = known.held.pop(attempt.id, None)
    if held is not None:
        _note("gave up", held, now=now, by_id=by_id)
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
