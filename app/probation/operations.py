"""What people do with a review: confirming the conditions, saying their word, deciding."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.locks import lock_house
from app.accounts.models import Person
from app.accounts.people import update_person
from app.audit.operations import record
from app.db import db
from app.enrolments.operations import move_probation_end
from app.errors import NotYours, Problem
from app.library.queries import Library
from app.notices.operations import queue_mail
from app.probation.facts import Facts, kept_form
from app.probation.letters import Letter
from app.probation.models import ProbationOpinion, ProbationReview
from app.probation.parts import Voice
from app.probation.queries import was_extended


class AlreadyDecided(Problem):
    """The review was decided: what was said and known then stays as it was."""


class NotDecided(Problem):
    """There is no decision yet that somebody could have been told."""


class Unfounded(Problem):
    """A decision without what it has to rest on; the form says so before."""

    status = 400


@dataclass(frozen=True)
class Opinion:
    """What somebody says, and what she would decide; nobody advises on herself."""

    words: str
    advice: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What HR decides, and why."""

    decision: str
    reasons: str = ""
    #: The ids of the conditions that are not fulfilled.
    failed: tuple[str, ...] = ()
    extended_until: date | None = None


def confirm_conditions(review: ProbationReview, *, now: datetime) -> None:
    """Note that the person knows the conditions of employment; a second time changes nothing."""
    _lock_open(review)
    if review.conditions_confirmed_at is None:
        review.conditions_confirmed_at = now
        _record("confirmed_conditions", review, now, review.person_id)


def say(
    review: ProbationReview, voice: Voice, opinion: Opinion, *, now: datetime, by: Person
) -> None:
    """Keep what somebody says; until the decision it may be said anew."""
    if (voice == "self") is not (by.id == review.person_id):
        raise NotYours
    _lock_open(review)
    said = db.session.get(ProbationOpinion, (review.id, voice))
    if said is None:
        said = ProbationOpinion(review_id=review.id, voice=voice, person_id=review.person_id)
        db.session.add(said)
    said.by_id, said.by_name, said.said_at = by.id, by.name, now
    said.words, said.advice = opinion.words, opinion.advice
    _record("gave_word", review, now, by.id)


def decide(
    review: ProbationReview,
    verdict: Verdict,
    facts: Facts,
    library: Library,
    *,
    now: datetime,
    by_id: uuid.UUID,
    letter: Letter,
) -> None:
    """Decide about a person's probation with what is known; she is told, and nothing is changed
    afterwards. An extension opens the next review.

    Raises AlreadyDecided the second time, Unfounded where the decision has nothing to rest on.
    """
    # An extension changes the person: whoever takes this lock as well takes it first.
    lock_house()
    _lock_open(review)
    if by_id == review.person_id:
        raise NotYours
    _check(review, verdict)
    person = db.session.get_one(Person, review.person_id)
    review.decision, review.reasons = verdict.decision, verdict.reasons
    review.failed, review.extended_until = list(verdict.failed), verdict.extended_until
    review.known = kept_form(facts)
    review.decided_at, review.decided_by_id = now, by_id
    _record("decided", review, now, by_id)
    if verdict.extended_until is not None:
        _extend(review, person, verdict.extended_until, library, now=now, by_id=by_id)
    _tell(person, letter, now=now)


def acknowledge(review: ProbationReview, word: str, *, now: datetime) -> None:
    """Note that the person was told the decision, and what she says to it; once for all."""
    _lock(review)
    if review.decided_at is None:
        raise NotDecided
    if review.acknowledged_at is None:
        review.acknowledged_at, review.acknowledged_word = now, word
        _record("acknowledged", review, now, review.person_id)


def _lock_open(review: ProbationReview) -> None:
    _lock(review)
    if review.decided_at is not None:
        raise AlreadyDecided


def _lock(review: ProbationReview) -> None:
    """Wait until nobody else changes the review, and read what became of it meanwhile."""
    found = select(ProbationReview.id).where(ProbationReview.id == review.id).with_for_update()
    db.session.execute(found)
    db.session.refresh(review, _WHAT_CHANGES)


_WHAT_CHANGES = (
    *("decision", "decided_at", "acknowledged_at", "conditions_confirmed_at"),
    *("begins_on", "ends_on", "position", "version_id"),
)


def _check(review: ProbationReview, verdict: Verdict) -> None:
    """What the form has told in words already, and who goes past the form."""
    if verdict.decision != "confirmed" and not verdict.reasons:
        raise Unfounded
    if (verdict.decision == "extended") is not (verdict.extended_until is not None):
        raise Unfounded
    if verdict.decision == "not-confirmed" and not (
        verdict.failed and review.conditions_confirmed_at
    ):
        raise Unfounded
    if verdict.extended_until is not None and (
        verdict.extended_until <= review.ends_on or db.session.scalar(was_extended(review))
    ):
        raise Unfounded


def _extend(
    review: ProbationReview,
    person: Person,
    until: date,
    library: Library,
    *,
    now: datetime,
    by_id: uuid.UUID,
) -> None:
    update_person(person, now=now, by_id=by_id, probation_ends_on=until)
    move_probation_end(person.id, until, library)
    following = ProbationReview(
        person_id=review.person_id,
        position=review.position,
        version_id=review.version_id,
        begins_on=review.begins_on,
        ends_on=until,
        opened_at=now,
        conditions_confirmed_at=review.conditions_confirmed_at,
    )
    db.session.add(following)
    db.session.flush()
    _record("opened", following, now, by_id)


def _tell(person: Person, letter: Letter, *, now: datetime) -> None:
    """A mail that there is news, to whoever has an address; what it is stands on the page only."""
    if person.email:
        queue_mail(
            person.email,
            letter.subject,
            letter.body,
            kind="news",
            now=now,
            person_id=person.id,
        )


def _record(verb: str, review: ProbationReview, now: datetime, by_id: uuid.UUID) -> None:
    record(verb, "probation_review", review.id, now=now, actor_id=by_id, person_id=review.person_id)
    db.session.flush()
