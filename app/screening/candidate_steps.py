"""Pure: what a candidate's link opens now, how far she is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.screening.states import State, state_of

#: For so long after handing in or giving up, the link still leads to a last page.
AFTERWARDS = timedelta(days=30)


class Access(StrEnum):
    """What a link opens."""

    OPEN = "open"
    """Everything, each step in its turn."""
    FINISHING = "finishing"
    """The last day is over, but the quiz that was begun before may be finished."""
    THANKS = "thanks"
    """The answers are in: only the thanks are left to see."""
    GONE = "gone"
    """Nothing."""


class Step(StrEnum):
    """The steps of a candidate, in their order."""

    CONSENT = "consent"
    LESSON = "lesson"
    QUIZ = "quiz"
    SELF = "self"
    THANKS = "thanks"


@dataclass(frozen=True)
class Journey:
    """What has happened on one candidate's way so far; states.py reads its moments."""

    expires_at: datetime
    consented_at: datetime | None = None
    lesson_read_at: datetime | None = None
    #: When the time of the quiz is up, once it is begun.
    closes_at: datetime | None = None
    submitted_at: datetime | None = None
    #: When the self-assessment was handed in.
    rated_at: datetime | None = None
    decided_at: datetime | None = None
    hired_at: datetime | None = None
    revoked_at: datetime | None = None
    withdrawn_at: datetime | None = None
    #: Still applying here: neither employed nor deactivated.
    is_candidate: bool = True


def access_of(journey: Journey, *, now: datetime) -> Access:
    """What the link opens now."""
    if journey.revoked_at is not None or not journey.is_candidate:
        return Access.GONE
    state = state_of(journey, now=now)
    if state in (State.INVITED, State.OPENED):
        return Access.OPEN
    if state == State.EXPIRED:
        return Access.FINISHING if _is_sitting(journey) else Access.GONE
    if state == State.SUBMITTED and now < journey.expires_at:
        return Access.OPEN
    if state in (State.SUBMITTED, State.DECIDED) and _is_recent(journey.submitted_at, now=now):
        return Access.THANKS
    return Access.GONE


def is_just_withdrawn(journey: Journey, *, now: datetime) -> bool:
    """Whether the page that says so is still there."""
    return journey.is_candidate and _is_recent(journey.withdrawn_at, now=now)


def next_step(journey: Journey, *, offers_self: bool) -> Step:
    """What the candidate does next."""
    if journey.consented_at is None:
        return Step.CONSENT
    if journey.lesson_read_at is None:
        return Step.LESSON
    if journey.submitted_at is None:
        return Step.QUIZ
    if offers_self and journey.rated_at is None:
        return Step.SELF
    return Step.THANKS


def has_reached(journey: Journey, step: Step) -> bool:
    """Whether this step's turn has come; going back to one that is done is fine."""
    key = {
        Step.CONSENT: journey.expires_at,
        Step.LESSON: journey.consented_at,
        Step.QUIZ: journey.lesson_read_at,
        Step.SELF: journey.submitted_at,
        Step.THANKS: journey.submitted_at,
    }[step]
    return key is not None


def _is_sitting(journey: Journey) -> bool:
    # Whose own time is up too still finds the way to hand in, until the sweep does it for her.
    return journey.closes_at is not None and journey.submitted_at is None


def _is_recent(moment: datetime | None, *, now: datetime) -> bool:
    return moment is not None and now < moment + AFTERWARDS
