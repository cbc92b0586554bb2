"""Keeping what is answered: every answer that arrives in the ledger, what counts as response."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from app.attempts.ledger import Given, State, goes_on
from app.attempts.models import Attempt, Receipt, Response
from app.attempts.queries import late_receipts_of
from app.attempts.rules import GRACE, is_too_late
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.library.queries import version


class AttemptClosed(Problem):
    """The attempt was handed in, or its time is up."""


def refuse_if_closed(attempt: Attempt, *, now: datetime, grace: timedelta = GRACE) -> None:
    """Raise AttemptClosed after handing in or when the time is up."""
    if attempt.is_submitted or is_too_late(attempt.closes_at, now=now, grace=grace):
        raise AttemptClosed


def record_response(
    attempt: Attempt,
    item: str,
    answer: dict[str, Any] | None,
    *,
    is_flagged: bool,
    now: datetime,
    grace: timedelta = GRACE,
) -> Response:
    """Keep what was answered to an item in a form; the last one counts. Nothing is kept as such.

    Raises AttemptClosed after handing in or when the time is up.
    """
    refuse_if_closed(attempt, now=now, grace=grace)
    given = Given(item, answer, is_flagged)
    held = {response.item: response.receipt for response in attempt.responses}
    number = _enter(attempt, given, State.KEPT, replaced=held.get(item), now=now)
    response = _let_hold(attempt, given, number, now=now)
    db.session.flush()
    return response


def record_late(attempt: Attempt, given: Given, *, now: datetime) -> int:
    """Keep an answer of a form that came after the time; it counts only once it is admitted."""
    return _enter(attempt, given, State.LATE, replaced=None, now=now)


def admit_late(
    attempt: Attempt, numbers: Collection[int], *, now: datetime, by_id: uuid.UUID
) -> list[str]:
    """Let late answers count, in the order of their arrival; gives the items that changed.

    Only what still waits is admitted. The score is made anew by whoever admits.
    """
    admitted, newest = [], _newest(attempt)
    for receipt in _waiting(attempt, numbers):
        if not _counts(attempt, receipt, newest):
            receipt.state = State.SUPERSEDED
            continue
        receipt.state = State.ADMITTED
        given = Given(receipt.item, receipt.answer, receipt.is_flagged)
        _let_hold(attempt, given, receipt.number, now=receipt.arrived_at)
        admitted.append(receipt.item)
    _note("admitted_late", attempt, now=now, by_id=by_id, count=len(admitted))
    db.session.flush()
    return list(dict.fromkeys(admitted))


def dismiss_late(
    attempt: Attempt, numbers: Collection[int], *, now: datetime, by_id: uuid.UUID
) -> int:
    """Decide that late answers do not count; they stay in the ledger. Gives how many they were."""
    waiting = _waiting(attempt, numbers)
    for receipt in waiting:
        receipt.state = State.DISMISSED
    _note("dismissed_late", attempt, now=now, by_id=by_id, count=len(waiting))
    db.session.flush()
    return len(waiting)


_LAST = select(func.coalesce(func.max(Receipt.number), 0) + 1)


def _enter(
    attempt: Attempt, given: Given, state: State, *, replaced: int | None, now: datetime
) -> int:
    """Enter an answer that came by a form into the ledger, and give its number."""
    number = db.session.scalar(
        insert(Receipt)
        .values(
            attempt_id=attempt.id,
            number=_LAST.where(Receipt.attempt_id == attempt.id).scalar_subquery(),
            person_id=attempt.person_id,
            item=given.item,
            answer=given.answer,
            is_flagged=given.is_flagged,
            replaced=replaced,
            arrived_at=now,
            state=state.value,
        )
        .returning(Receipt.number)
    )
    assert number is not None
    return number


def _waiting(attempt: Attempt, numbers: Collection[int]) -> list[Receipt]:
    """Those of these late answers that nobody has decided about yet, in the order of arrival."""
    waiting = late_receipts_of(attempt.id).where(Receipt.number.in_(numbers))
    return list(db.session.scalars(waiting.order_by(Receipt.number)))


def _newest(attempt: Attempt) -> dict[tuple[uuid.UUID | None, str], int]:
    """The highest sequence of each client and item among what counted."""
    rows = db.session.execute(
        select(Receipt.client, Receipt.item, func.max(Receipt.sequence))
        .where(
            Receipt.attempt_id == attempt.id,
            Receipt.client.is_not(None),
            Receipt.state.not_in((State.LATE, State.DISMISSED)),
        )
        .group_by(Receipt.client, Receipt.item)
    )
    return {(client, item): sequence or 0 for client, item, sequence in rows}


def _counts(
    attempt: Attempt, receipt: Receipt, newest: dict[tuple[uuid.UUID | None, str], int]
) -> bool:
    """Whether a late answer is newer than what holds, and goes on from it."""
    sequence, client = receipt.sequence or 0, (receipt.client, receipt.item)
    if receipt.client is not None and sequence < newest.get(client, 0):
        return False
    newest[client] = sequence
    held = next((each.answer for each in attempt.responses if each.item == receipt.item), None)
    items = version(attempt.version_id).body.items
    item = next(each for each in items if each.id == receipt.item)
    return goes_on(item, held, receipt.answer)


def _let_hold(attempt: Attempt, given: Given, number: int, *, now: datetime) -> Response:
    response = next((each for each in attempt.responses if each.item == given.item), None)
    if response is None:
        response = Response(item=given.item, person_id=attempt.person_id)
        attempt.responses.append(response)
    response.answer = given.answer
    response.is_flagged = given.is_flagged
    response.receipt = number
    response.saved_at = now
    return response


def _note(verb: str, attempt: Attempt, *, now: datetime, by_id: uuid.UUID, count: int) -> None:
    record(
        verb,
        "attempt",
        attempt.id,
        now=now,
        actor_id=by_id,
        person_id=attempt.person_id,
        count=count,
    )
