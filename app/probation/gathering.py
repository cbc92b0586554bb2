"""Reading what is known of somebody's time on probation, from all features that know something."""

from __future__ import annotations

import uuid
from datetime import date

from app.courses.model import Position
from app.db import db
from app.enrolments.queries import completions_of
from app.evidence.queries import triads_of
from app.interface.days import local_day
from app.library.queries import Library, version
from app.markup.texts import Text
from app.observations.queries import practice_of
from app.outside_certificates.queries import certificates_of, readiness_of
from app.policies.queries import signed_by
from app.probation.facts import Certificate, Facts, QuizPassed, Seen, Sessions, Signed, proofs_of
from app.probation.models import ProbationReview
from app.probation.queries import mentors_of
from app.sessions.queries import SAFETY, sessions_of


def position_of(review: ProbationReview) -> Position:
    """The position with the conditions of employment as they were agreed on."""
    position: Position = version(review.version_id).body
    return position


def facts_of(review: ProbationReview, library: Library, *, today: date, zone: str) -> Facts:
    """What is known of the person of a review on a day; how she rates herself is no part of it."""
    person_id, position = review.person_id, position_of(review)
    standards = {name for each in position.conditions for name in each.standards}
    triads = triads_of(person_id, library.standards, standards)
    return Facts(
        proofs=proofs_of(position.conditions, triads, library.standards, library.observed),
        quizzes=_quizzes(review, library, zone),
        practice=_practice(review),
        sessions=_sessions(review, zone),
        signed=_signed(person_id, zone),
        certificates=tuple(
            Certificate(each.kind_name, each.state, each.expires_on)
            for each in certificates_of(person_id, today)
        ),
        missing=_missing(person_id, position, today),
        mentors=tuple(db.session.scalars(mentors_of(person_id, today))),
    )


def _quizzes(review: ProbationReview, library: Library, zone: str) -> tuple[QuizPassed, ...]:
    """The quizzes passed on probation; what she answered as a candidate is not among them."""
    rows = [
        each
        for each in db.session.scalars(completions_of(review.person_id))
        if each.kind == "quiz"
        and each.slug not in library.screening_quizzes
        and local_day(each.completed_at, zone) >= review.begins_on
    ]
    return tuple(
        QuizPassed(_title(row.slug, library), row.score, local_day(row.completed_at, zone))
        for row in rows
    )


def _practice(review: ProbationReview) -> tuple[Seen, ...]:
    """What was seen on probation; of those that stand for each other the last."""
    return tuple(
        Seen(
            id=each.id,
            title=each.title,
            kind=each.kind,
            on=each.seen_on,
            observer=each.observer_name,
            verdict=each.verdict,
            met=each.met,
            not_met=each.not_met,
            state=each.state,
        )
        for each in practice_of(review.person_id)
        if each.state != "corrected" and each.seen_on >= review.begins_on
    )


def _sessions(review: ProbationReview, zone: str) -> Sessions:
    attended = sessions_of(review.person_id, since=review.begins_on, zone=zone)
    return Sessions(
        count=len(attended),
        minutes=sum(each.minutes for each in attended),
        safety_minutes=sum(each.minutes for each in attended if each.kind in SAFETY),
        failed=sum(each.result == "failed" for each in attended),
    )


def _signed(person_id: uuid.UUID, zone: str) -> tuple[Signed, ...]:
    return tuple(
        Signed(each.title, each.edition, local_day(each.signed_at, zone))
        for each in signed_by(person_id)
    )


def _missing(person_id: uuid.UUID, position: Position, today: date) -> tuple[Text, ...]:
    lacks = readiness_of({person_id: position}, today)[person_id].lacks
    return tuple(lack.kind_name for lack in lacks)


def _title(slug: str, library: Library) -> Text:
    quiz = library.get("quiz", slug)
    return quiz.outline.title if quiz is not None else Text(zh=slug, en=slug, hant=slug)
