"""Pure: what becomes of an answer that arrives, by what is known of its attempt and item.

Within one client (a browser) its sequence decides, between clients the order of arrival.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.attempts.rules import is_too_late
from app.quizzes.model import Item
from app.quizzes.reasons import BadResponse
from app.quizzes.responses import Response, is_under_way, what_counts


class State(StrEnum):
    """What became of an answer that was kept."""

    KEPT = "kept"
    SUPERSEDED = "superseded"
    LATE = "late"
    ADMITTED = "admitted"
    DISMISSED = "dismissed"


class Refused(Exception):
    """The answer is not even kept: `code` says why."""

    code = ""


class Closed(Refused):
    """The attempt was handed in while there was time, or this answer was final."""

    code = "closed"


class SequenceUsed(Refused):
    """The client has sent something else under the same number."""

    code = "sequence-used"


@dataclass(frozen=True)
class Given:
    """An answer to one item, and whether she wants to come back to it."""

    item: str
    answer: Response | None
    is_flagged: bool


@dataclass(frozen=True)
class Holding:
    """The receipt whose answer counts at present."""

    receipt: int
    #: None for a form that was sent without script.
    client: uuid.UUID | None
    at: datetime
    answer: Response | None


@dataclass(frozen=True)
class Twin:
    """What the same client has already sent under the same number."""

    receipt: int
    given: Given
    state: State
    at: datetime


@dataclass(frozen=True)
class Elsewhere:
    """An item that another client has answered since, and with which receipt."""

    item: str
    receipt: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """What is known of the attempt, the item and the client when an answer arrives."""

    closes_at: datetime | None
    submitted_at: datetime | None
    #: The highest number of all receipts of the attempt.
    last: int = 0
    #: The client's highest sequence for this item.
    newest: int | None = None
    holding: Holding | None = None
    twin: Twin | None = None
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What the quiz and the house say of answers."""

    grace: timedelta
    #: Whether what is right is told after each answer, which is final then.
    tells_at_once: bool = False


def is_late(standing: Standing, *, now: datetime, rules: Rules) -> bool:
    """Whether an answer comes after the time; Closed when she had handed in before that."""
    if standing.submitted_at is None:
        return is_too_late(standing.closes_at, now=now, grace=rules.grace)
    if standing.closes_at is None or standing.submitted_at < standing.closes_at:
        raise Closed
    return True


def state_of(
    given: Given,
    item: Item,
    sequence: int,
    standing: Standing,
    *,
    now: datetime,
    rules: Rules,
) -> State:
    """What becomes of an answer; Closed when it is not taken at all.

    BadResponse where it does not go on from what was said before.
    """
    held = standing.holding.answer if standing.holding else None
    late = is_late(standing, now=now, rules=rules)
    if rules.tells_at_once and is_final(item, held):
        raise Closed
    if late:
        return State.LATE
    if sequence < (standing.newest or 0):
        return State.SUPERSEDED
    # An older state of what is answered step by step changes nothing, from whichever client.
    return State.KEPT if what_counts(item, held, given.answer) == given.answer else State.SUPERSEDED


def goes_on(item: Item, held: Response | None, answer: Response | None) -> bool:
    """Whether an answer can count after the one that holds."""
    try:
        return what_counts(item, held, answer) == answer
    except BadResponse:
        return False


def is_final(item: Item, answer: Response | None) -> bool:
    """Whether nothing more can be answered once it has been told what is right."""
    return answer is not None and not is_under_way(item, answer)


def refuse_other(given: Given, twin: Twin) -> None:
    """Raise SequenceUsed unless the same was sent again."""
    if twin.given != given:
        raise SequenceUsed


def surprised(standing: Standing, client: uuid.UUID, knew: int | None) -> Holding | None:
    """The answer of another client that is replaced without the sender knowing of it."""
    holding = standing.holding
    if holding is None or holding.receipt == knew or holding.client == client:
        return None
    return holding


def to_tell(standing: Standing, given: Given, state: State) -> list[Elsewhere]:
    """What other clients changed, but what this answer has just replaced."""
    hidden = given.item if state == State.KEPT else None
    return [each for each in standing.elsewhere if each.item != hidden]


def seconds_left(closes_at: datetime | None, *, now: datetime) -> float | None:
    """How long until the time is up; none without a limit."""
    if closes_at is None:
        return None
    return round(max((closes_at - now).total_seconds(), 0.0), 1)
