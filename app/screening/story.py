"""Pure: what has happened with an invitation, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.screening.models import Decision, Invitation


class Happening(StrEnum):
    """One kind of step."""

    INVITED = "invited"
    CONSENTED = "consented"
    LESSON_READ = "lesson_read"
    SUBMITTED = "submitted"
    RATED = "rated"
    REVOKED = "revoked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"


@dataclass(frozen=True)
class Event:
    """That something happened, when, and who did it on our side."""

    happening: Happening
    at: datetime
    by: str | None = None


def story_of(invitation: Invitation, *, rated_at: datetime | None = None) -> list[Event]:
    """Everything that has happened, from the first to the last."""
    invited_by = invitation.created_by.name if invitation.created_by else None
    events = [Event(Happening.INVITED, invitation.created_at, invited_by)]
    events += _steps(invitation, rated_at)
    events += [_decided(decision) for decision in invitation.decisions]
    return sorted(events, key=lambda event: event.at)


def last_step(invitation: Invitation) -> Event:
    """The latest thing that happened, without saying who."""
    decided = [
        Event(Happening(decision.outcome), decision.decided_at) for decision in invitation.decisions
    ]
    invited = Event(Happening.INVITED, invitation.created_at)
    # Of two at the same moment the one that came of the other is later in the list.
    return sorted([invited, *_steps(invitation, None), *decided], key=lambda event: event.at)[-1]


def _steps(invitation: Invitation, rated_at: datetime | None) -> list[Event]:
    moments = (
        (Happening.CONSENTED, invitation.consented_at),
        (Happening.LESSON_READ, invitation.lesson_read_at),
        (Happening.SUBMITTED, invitation.submitted_at),
        (Happening.RATED, rated_at),
        (Happening.REVOKED, invitation.revoked_at),
        (Happening.WITHDRAWN, invitation.withdrawn_at),
        (Happening.HIRED, invitation.hired_at),
    )
    return [Event(happening, at) for happening, at in moments if at is not None]


def _decided(decision: Decision) -> Event:
    by = decision.decided_by.name if decision.decided_by else None
    return Event(Happening(decision.outcome), decision.decided_at, by)
