"""Pure: where an invitation stands, from its moments."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """What has become of an invitation."""

    INVITED = "invited"
    """The link is out; nobody has begun."""
    OPENED = "opened"
    """The candidate has agreed and begun."""
    SUBMITTED = "submitted"
    """The quiz is handed in: HR may decide."""
    DECIDED = "decided"
    """HR has decided."""
    HIRED = "hired"
    """The candidate has become an employee."""
    EXPIRED = "expired"
    """The last day passed before the quiz was handed in."""
    REVOKED = "revoked"
    """HR took the link back."""
    WITHDRAWN = "withdrawn"
    """The candidate does not go on."""


class Moments(Protocol):
    """What the state of an invitation follows from."""

    @property
    def expires_at(self) -> datetime: ...
    @property
    def consented_at(self) -> datetime | None: ...
    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def decided_at(self) -> datetime | None: ...
    @property
    def hired_at(self) -> datetime | None: ...
    @property
    def revoked_at(self) -> datetime | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


def state_of(moments: Moments, *, now: datetime) -> State:
    """Where an invitation stands now. What came last in its life goes before what came earlier."""
    ended = (
        (moments.hired_at, State.HIRED),
        (moments.withdrawn_at, State.WITHDRAWN),
        (moments.decided_at, State.DECIDED),
        (moments.submitted_at, State.SUBMITTED),
        (moments.revoked_at, State.REVOKED),
        (now if now >= moments.expires_at else None, State.EXPIRED),
        (moments.consented_at, State.OPENED),
    )
    return next((state for moment, state in ended if moment is not None), State.INVITED)
