"""What attempts would be worth by another key, and what would become of them; nothing changes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sqlalchemy import select

from app.attempts.keying import Comparison, compared_quizzes
from app.attempts.models import Attempt, Mark, Rescoring
from app.attempts.worth import Worth, asked_anew, asked_by, worth_of
from app.db import db
from app.enrolments.models import Completion
from app.enrolments.queries import COUNTS
from app.library.queries import Published
from app.library.queries import version as version_of
from app.quizzes.scoring import reaches


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


def worth_by(attempt: Attempt, key: Published, marks: dict[str, Mark]) -> Worth:
    """What an attempt is worth by the key of some version."""
    sat = version_of(attempt.version_id)
    answers = {each.item: each.answer for each in attempt.responses}
    asked = asked_by(attempt.shown, sat.body, answers, marks)
    if key.version_id != sat.version_id:
        kept = {each.item: each.score for each in attempt.responses}
        asked = asked_anew(asked, _comparisons(sat, key), kept)
    return worth_of(asked)


def key_of(attempt: Attempt) -> Published:
    """The version by whose key an attempt is scored."""
    return version_of(attempt.key_version_id or attempt.version_id)


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
