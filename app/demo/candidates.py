"""Candidates of the demonstration: each comes as far as the file says, through the real deeds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.accounts.models import DEFAULT_ZONE, Person, Unit
from app.appraisals.models import Appraisal
from app.appraisals.operations import rate, submit_appraisal
from app.attempts.answering import record_response
from app.attempts.models import Attempt
from app.attempts.scoring import submit_attempt
from app.courses.model import Position, Screening
from app.db import db
from app.demo.answers import answer_to
from app.demo.cast import CandidateEntry, Cast
from app.library.queries import Library
from app.screening.candidate_operations import begin_quiz, begin_self, consent, read_lesson
from app.screening.hiring import hire
from app.screening.lastday import end_of_day
from app.screening.models import Invitation
from app.screening.operations import decide, invite

#: From the invitation to the first look at it.
PAUSE = timedelta(hours=7)
LESSON = timedelta(minutes=3)
QUIZ = timedelta(minutes=5, seconds=20)
RATING = timedelta(minutes=3)
#: From the answers to the decision, and from there to the contract.
WEIGHED = timedelta(days=2)
SIGNED = timedelta(days=3)


def invite_cast(
    cast: Cast,
    library: Library,
    people: Mapping[str, Person],
    units: Mapping[str, Unit],
    *,
    key: str | bytes,
    now: datetime,
) -> None:
    """Invite the candidates of the cast; without a position that screens there are none."""
    published = library.get("position", cast.position)
    if published is None or published.body.screening is None:
        return
    hr = people[cast.hr]
    for entry in cast.candidates:
        invitation = _invite(entry, published.body, hr, key=key, now=now)
        at = _look(invitation, entry, published.body.screening, library)
        if entry.reason:
            outcome = "declined" if entry.stage == "declined" else "accepted"
            decide(invitation, outcome, entry.reason, now=at + WEIGHED, by_id=hr.id)
        if entry.stage == "hired":
            _hire(invitation, library, units[entry.unit], hr, now=at + WEIGHED + SIGNED)


def _invite(
    entry: CandidateEntry, position: Position, hr: Person, *, key: str | bytes, now: datetime
) -> Invitation:
    at = now - timedelta(days=entry.invited)
    return invite(
        entry.name,
        position.slug,
        expires_at=end_of_day(at, 14, DEFAULT_ZONE),
        now=at,
        by_id=hr.id,
        key=key,
        email=entry.email,
        mobile=entry.mobile,
        contact=hr.name,
        extra_time=entry.extra_time,
        language=entry.language,
    )


def _look(
    invitation: Invitation, entry: CandidateEntry, screening: Screening, library: Library
) -> datetime:
    """Agree, read and answer, as far as she came; gives when she stopped."""
    at = invitation.created_at + PAUSE
    if entry.stage == "invited":
        return at
    consent(invitation, agreed_to_more=False, now=at)
    lesson = library.get("lesson", screening.lesson)
    if lesson is not None:
        read_lesson(invitation, lesson, library, now=at + LESSON)
    if entry.stage == "lesson":
        return at + LESSON
    chance = Random(entry.key)
    at = _answer(invitation, entry, screening, library, chance, at=at + LESSON)
    return _rate(invitation, screening, library, chance, at=at) if entry.rates else at


def _answer(
    invitation: Invitation,
    entry: CandidateEntry,
    screening: Screening,
    library: Library,
    chance: Random,
    *,
    at: datetime,
) -> datetime:
    quiz = library.get("quiz", screening.quiz)
    if quiz is None:
        return at
    attempt = db.session.get_one(Attempt, begin_quiz(invitation, quiz, library, now=at))
    items = {item.id: item for item in quiz.body.items}
    for shown in attempt.shown:
        answer = answer_to(items[shown["item"]], entry.skill, chance)
        record_response(attempt, shown["item"], answer, is_flagged=False, now=at)
    submit_attempt(attempt, library, now=at + QUIZ)
    db.session.refresh(invitation)
    return at + QUIZ


def _rate(
    invitation: Invitation,
    screening: Screening,
    library: Library,
    chance: Random,
    *,
    at: datetime,
) -> datetime:
    instrument = library.get("instrument", screening.instrument or "")
    if instrument is None:
        return at
    appraisal = db.session.get_one(Appraisal, begin_self(invitation, instrument, now=at))
    values = {
        each.id: chance.randint(each.high - 4, each.high) for each in instrument.body.statements
    }
    rate(appraisal, values, now=at)
    submit_appraisal(appraisal, instrument, now=at + RATING)
    return at + RATING


def _hire(
    invitation: Invitation, library: Library, unit: Unit, hr: Person, *, now: datetime
) -> None:
    hire(
        invitation,
        library,
        unit_id=unit.id,
        supervisor_id=unit.leader_id,
        hired_on=now.astimezone(ZoneInfo(DEFAULT_ZONE)).date(),
        now=now,
        by_id=hr.id,
        mobile=invitation.mobile,
        email=invitation.email,
    )
