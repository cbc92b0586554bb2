"""Pure: in which state a certificate is on a day, and whether somebody holds what a post needs."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from app.courses.model import Position
from app.markup.texts import Text

State = Literal["good", "expiring", "expired", "unchecked"]
Why = Literal["missing", "expired", "unchecked"]

#: So long before its last day a certificate is said to expire.
SOON = timedelta(days=60)


class Certificate(Protocol):
    """What a state depends on."""

    @property
    def kind(self) -> str: ...
    @property
    def expires_on(self) -> date | None: ...
    @property
    def checked_by_name(self) -> str: ...


@dataclass(frozen=True)
class Held:
    """A certificate that somebody holds, as pages show it on a day."""

    id: uuid.UUID
    kind: str
    kind_name: Text
    number_masked: str
    issued_on: date
    #: None: it does not run out.
    expires_on: date | None
    checked_by_name: str
    state: State
    #: How many days it is still good; fewer than none where it has expired.
    days_left: int | None


@dataclass(frozen=True)
class Lack:
    """A certificate without which somebody is not ready for the post, and what is wrong."""

    kind: str
    kind_name: Text
    why: Why


@dataclass(frozen=True)
class Expiring:
    """One that the post needs, and that is good for a short time only."""

    kind: str
    kind_name: Text
    expires_on: date


@dataclass(frozen=True)
class Readiness:
    """Whether somebody holds what the post needs, whatever the quizzes say."""

    lacks: tuple[Lack, ...] = ()
    expiring: tuple[Expiring, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.lacks


def state_of(certificate: Certificate, today: date) -> State:
    """Expired goes before not checked, and that before expiring."""
    if certificate.expires_on is not None and certificate.expires_on < today:
        return "expired"
    if not certificate.checked_by_name:
        return "unchecked"
    if certificate.expires_on is not None and certificate.expires_on <= today + SOON:
        return "expiring"
    return "good"


def lacks_of(
    position: Position | None, held: Collection[Certificate], today: date
) -> list[tuple[str, Why]]:
    """What a position needs and is not there, with the reason, in the position's order."""
    needed = position.certificates if position is not None else ()
    found = ((kind, _why_not(kind, held, today)) for kind in needed)
    return [(kind, why) for kind, why in found if why is not None]


def expiring_of(
    position: Position | None, held: Collection[Certificate], today: date
) -> list[tuple[str, date]]:
    """What a position needs and is good for a short time only, with the last day."""
    needed = position.certificates if position is not None else ()
    last_days = ((kind, _last_day(kind, held, today)) for kind in needed)
    return [(kind, day) for kind, day in last_days if day is not None and day <= today + SOON]


def _why_not(kind: str, held: Iterable[Certificate], today: date) -> Why | None:
    states = {state_of(each, today) for each in held if each.kind == kind}
    if states & {"good", "expiring"}:
        return None
    if "unchecked" in states:
        return "unchecked"
    return "expired" if states else "missing"


def _last_day(kind: str, held: Iterable[Certificate], today: date) -> date | None:
    """Until when the one counts that is good longest; None: none counts, or it does not end."""
    counting = [
        each for each in held if each.kind == kind and state_of(each, today) in ("good", "expiring")
    ]
    days = [each.expires_on or date.max for each in counting]
    last = max(days, default=date.max)
    return None if last == date.max else last
