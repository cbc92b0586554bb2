"""Taking an answer that a script sends: twice is once, and what is acknowledged is never lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from app.attempts.ledger import (
    Elsewhere,
    Given,
    Holding,
    Rules,
    Standing,
    State,
    refuse_other,
    state_of,
    surprised,
    to_tell,
)
from app.attempts.models import Receipt, Response
from app.attempts.sent import Sent, sane
from app.attempts.standing import standing_of
from app.db import db
from app.quizzes.model import Item


@dataclass(frozen=True)
class Taken:
    """What became of an answer, as its sender is told."""

    state: State
    receipt: int
    at: datetime
    is_repeat: bool
    closes_at: datetime | None
    #: What counts as the answer to its item now.
    answer: dict[str, Any] | None
    #: The attempt is still open, though its time is up: it has to be closed.
    is_overdue: bool
    #: What it replaced without its sender knowing, and what others have answered elsewhere.
    replaced: Holding | None
    elsewhere: list[Elsewhere]


def take_answer(
    attempt_id: uuid.UUID,
    person_id: uuid.UUID,
    sent: Sent,
    item: Item,
    answer: dict[str, Any] | None,
    *,
    now: datetime,
    rules: Rules,
) -> Taken:
    """Keep an answer that a script sends: twice is once, and what is kept is never lost.

    The attempt must be locked, or the database as a whole. Raises Refused, or BadResponse where it
    does not go on from what was said.
    """
    standing = standing_of(attempt_id, sent)
    given = Given(sent.item, answer, sent.is_flagged)
    if standing.twin is not None:
        refuse_other(given, standing.twin)
        return _repeated(standing, given)
    state = state_of(given, item, sent.sequence, standing, now=now, rules=rules)
    number = standing.last + 1
    held = standing.holding if state == State.KEPT else None
    db.session.execute(
        _NEW_RECEIPT,
        {
            "attempt_id": attempt_id,
            "number": number,
            "person_id": person_id,
            "item": sent.item,
            "answer": answer,
            "is_flagged": sent.is_flagged,
            "client": sent.client,
            "sequence": sent.sequence,
            "replaces": sent.replaces,
            "replaced": held.receipt if held else None,
            "arrived_at": now,
            "given_at": sane(sent.given_at, now=now),
            "state": state.value,
        },
    )
    if state == State.KEPT:
        _hold(attempt_id, person_id, given, number, is_new=held is None, now=now)
    return _taken(standing, given, state, number, sent, now=now)


_receipts, _responses = Receipt.__table__, Response.__table__
# Put together once: these run for every answer while all others who write are waiting.
_NEW_RECEIPT = insert(_receipts)
_NEW_RESPONSE = insert(_responses)
_CHANGED_RESPONSE = (
    update(_responses)
    .where(
        _responses.c.attempt_id == bindparam("of_attempt"),
        _responses.c.item == bindparam("of_item"),
    )
    .values({name: bindparam(name) for name in ("answer", "is_flagged", "receipt", "saved_at")})
)


def _repeated(standing: Standing, given: Given) -> Taken:
    twin = standing.twin
    assert twin is not None
    return Taken(
        state=_told(twin.state),
        receipt=twin.receipt,
        at=twin.at,
        is_repeat=True,
        closes_at=standing.closes_at,
        answer=standing.holding.answer if standing.holding else None,
        is_overdue=False,
        replaced=None,
        elsewhere=to_tell(standing, given, State.SUPERSEDED),
    )


def _told(state: State) -> State:
    """What people decided about a late answer later is no matter of the browser that sends."""
    return State.LATE if state in (State.ADMITTED, State.DISMISSED) else state


def _taken(
    standing: Standing, given: Given, state: State, number: int, sent: Sent, *, now: datetime
) -> Taken:
    is_kept = state == State.KEPT
    held = standing.holding.answer if standing.holding else None
    return Taken(
        state=state,
        receipt=number,
        at=now,
        is_repeat=False,
        closes_at=standing.closes_at,
        answer=given.answer if is_kept else held,
        is_overdue=state == State.LATE and standing.submitted_at is None,
        replaced=surprised(standing, sent.client, sent.replaces) if is_kept else None,
        elsewhere=to_tell(standing, given, state),
    )


def _hold(
    attempt_id: uuid.UUID,
    person_id: uuid.UUID,
    given: Given,
    number: int,
    *,
    is_new: bool,
    now: datetime,
) -> None:
    values = {
        "answer": given.answer,
        "is_flagged": given.is_flagged,
        "receipt": number,
        "saved_at": now,
    }
    if is_new:
        whose = {"attempt_id": attempt_id, "item": given.item, "person_id": person_id}
        db.session.execute(_NEW_RESPONSE, values | whose)
    else:
        which = {"of_attempt": attempt_id, "of_item": given.item}
        db.session.execute(_CHANGED_RESPONSE, values | which)
