"""Scoring the attempts at a quiz anew after its key was mended: what would change, and doing it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select

from app.accounts.models import Person
from app.attempts.keying import Comparison, compared_quizzes
from app.attempts.models import Attempt
from app.attempts.outlook import Outlook, known_of, outlooks
from app.attempts.queries import locked, with_responses
from app.attempts.rescoring import settle
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.library.queries import Library, Published, version

#: So many are read at once, so that memory is bounded however many there are.
_CHUNK = 250
#: So many people are named; the numbers hold for all.
MOST_NAMED = 200


class Outdated(Problem):
    """Attempts came in or were scored since somebody looked: it has to be looked at again."""


@dataclass(frozen=True)
class OldVersion:
    """A version by which attempts are scored, with the items that the new one changed."""

    published: Published
    count: int
    changed: Sequence[Comparison]


@dataclass(frozen=True)
class Change:
    """What would become of one attempt."""

    person_id: uuid.UUID
    number: int
    old: float | None
    new: float | None
    was_passed: bool
    is_passed: bool
    is_held: bool


@dataclass
class Preview:
    """What would become of all attempts, and a mark by which one sees whether that still holds."""

    fingerprint: str = ""
    scores: int = 0
    newly_passed: int = 0
    lost: int = 0
    held: int = 0
    #: Passes that wait for HR and would no longer be lost.
    dropped: int = 0
    named: list[Change] = field(default_factory=list)

    def add(self, outlook: Outlook) -> None:
        """Count one attempt in."""
        change = Change(
            outlook.attempt.person_id,
            outlook.attempt.number,
            outlook.attempt.score,
            outlook.worth.score,
            outlook.was_passed,
            outlook.is_passed,
            outlook.state == "held",
        )
        self.scores += outlook.state in ("applied", "held")
        self.newly_passed += change.is_passed and not change.was_passed
        self.lost += change.was_passed and not change.is_passed
        self.held += change.is_held
        self.dropped += outlook.state == "dropped"
        if outlook.state in ("applied", "held") and len(self.named) < MOST_NAMED:
            self.named.append(change)


def old_versions(key: Published) -> list[OldVersion]:
    """The versions by which handed-in attempts are scored now, the latest first."""
    scored_by = func.coalesce(Attempt.key_version_id, Attempt.version_id)
    rows = db.session.execute(
        select(scored_by, func.count())
        .where(Attempt.quiz == key.slug, Attempt.score.is_not(None), scored_by != key.version_id)
        .group_by(scored_by)
    )
    found = [_old_version(version(version_id), count, key) for version_id, count in rows]
    return sorted(found, key=lambda each: -each.published.number)


def preview(key: Published) -> Preview:
    """What scoring all attempts by this key would change. Nothing is written."""
    gathered = _Gathering(key)
    for attempts in _chunks(key):
        gathered.add(outlooks(attempts, key, known_of(attempts)))
    return gathered.preview()


def regrade(
    key: Published,
    fingerprint: str,
    library: Library,
    *,
    now: datetime,
    by_id: uuid.UUID,
) -> Preview:
    """Score all attempts by this key, exactly as somebody has seen it; else raises Outdated.

    It is one deed: the caller commits, or nothing of it has happened.
    """
    gathered = _Gathering(key)
    for attempts in _chunks(key, lock=True):
        known = known_of(attempts)
        found = list(outlooks(attempts, key, known))
        gathered.add(found)
        settle(found, known, cause="regrade", library=library, now=now, by_id=by_id)
    done = gathered.preview()
    if done.fingerprint != fingerprint:
        raise Outdated
    record(
        "regraded",
        "quiz",
        key.slug,
        now=now,
        actor_id=by_id,
        version=key.number,
        scores=done.scores,
        newly_passed=done.newly_passed,
        held=done.held,
    )
    db.session.flush()
    return done


def names_of(changes: Sequence[Change]) -> Mapping[uuid.UUID, str]:
    """What the people are called."""
    ids = {change.person_id for change in changes}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}


class _Gathering:
    """Adds up what would become of attempts, chunk by chunk."""

    def __init__(self, key: Published) -> None:
        self._found = Preview()
        self._mark = sha256(str(key.version_id).encode())

    def add(self, found: Iterable[Outlook]) -> None:
        for each in found:
            scores = f"{each.attempt.score} {each.worth.score}"
            self._mark.update(f"{each.attempt.id} {scores} {each.state}\n".encode())
            self._found.add(each)

    def preview(self) -> Preview:
        self._found.fingerprint = self._mark.hexdigest()
        return self._found


def _chunks(key: Published, *, lock: bool = False) -> Iterator[Sequence[Attempt]]:
    """The handed-in attempts that another version scored, some at a time."""
    scored = with_responses(select(Attempt)).where(
        Attempt.quiz == key.slug,
        Attempt.score.is_not(None),
        func.coalesce(Attempt.key_version_id, Attempt.version_id) != key.version_id,
    )
    wanted = (locked(scored) if lock else scored).order_by(Attempt.id).limit(_CHUNK)
    after = None
    while True:
        chunk = db.session.scalars(wanted if after is None else wanted.where(Attempt.id > after))
        attempts = chunk.all()
        if not attempts:
            return
        yield attempts
        after = attempts[-1].id


def _old_version(published: Published, count: int, key: Published) -> OldVersion:
    compared = compared_quizzes(published.body, key.body).values()
    return OldVersion(published, count, [each for each in compared if each.changes])
