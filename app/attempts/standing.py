"""What is known of an attempt when an answer arrives, in one statement put together once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, or_, select

from app.attempts.ledger import Elsewhere, Given, Holding, Standing, State, Twin
from app.attempts.models import Attempt, Receipt, Response
from app.attempts.sent import Sent
from app.db import db

# Tables rather than models: this runs for every answer while all others who write are waiting.
_attempt = Attempt.__table__
_held = Response.__table__.alias("held")
_holder = Receipt.__table__.alias("holder")
_twin = Receipt.__table__.alias("twin")
_changed = Response.__table__.alias("changed")
_changer = Receipt.__table__.alias("changer")
_mine = Receipt.__table__.alias("mine")

_ID: BindParameter[uuid.UUID] = bindparam("id")
_ITEM: BindParameter[str] = bindparam("item")
_CLIENT: BindParameter[uuid.UUID] = bindparam("client")
_LAST = select(func.max(_mine.c.number)).where(_mine.c.attempt_id == _ID).scalar_subquery()
_NEWEST = (
    select(func.max(_mine.c.sequence))
    .where(_mine.c.attempt_id == _ID, _mine.c.client == _CLIENT, _mine.c.item == _ITEM)
    .scalar_subquery()
)
#: A row for each item that others have changed since; the head is the same in all of them.
_STANDING = (
    select(
        _attempt.c.submitted_at,
        _attempt.c.closes_at,
        _LAST.label("last"),
        _NEWEST.label("newest"),
        _held.c.receipt,
        _held.c.answer,
        _held.c.saved_at,
        _holder.c.client,
        _twin.c.number.label("twin_number"),
        _twin.c.item.label("twin_item"),
        _twin.c.answer.label("twin_answer"),
        _twin.c.is_flagged.label("twin_flagged"),
        _twin.c.state.label("twin_state"),
        _twin.c.arrived_at.label("twin_at"),
        _changed.c.item.label("changed_item"),
        _changed.c.receipt.label("changed_receipt"),
        _changed.c.saved_at.label("changed_at"),
    )
    .select_from(
        _attempt.outerjoin(_held, (_held.c.attempt_id == _ID) & (_held.c.item == _ITEM))
        .outerjoin(_holder, (_holder.c.attempt_id == _ID) & (_holder.c.number == _held.c.receipt))
        .outerjoin(
            _twin,
            (_twin.c.attempt_id == _ID)
            & (_twin.c.client == _CLIENT)
            & (_twin.c.sequence == bindparam("sequence")),
        )
        .outerjoin(
            _changed.join(
                _changer,
                (_changer.c.attempt_id == _changed.c.attempt_id)
                & (_changer.c.number == _changed.c.receipt),
            ),
            (_changed.c.attempt_id == _ID)
            & (_changed.c.receipt > bindparam("seen"))
            & or_(_changer.c.client.is_(None), _changer.c.client != _CLIENT),
        )
    )
    .where(_attempt.c.id == _ID)
    .order_by(_changed.c.receipt)
)


def standing_of(attempt_id: uuid.UUID, sent: Sent) -> Standing:
    """How things stand for this answer; in a transaction that may write, so that they stay so."""
    rows = db.session.execute(
        _STANDING,
        {
            "id": attempt_id,
            "item": sent.item,
            "client": sent.client,
            "sequence": sent.sequence,
            "seen": sent.seen,
        },
    ).all()
    head = rows[0]
    return Standing(
        closes_at=head.closes_at,
        submitted_at=head.submitted_at,
        last=head.last or 0,
        newest=head.newest,
        holding=_holding(head),
        twin=_twin_in(head),
        elsewhere=_elsewhere(rows),
    )


def _holding(row: Any) -> Holding | None:
    if row.receipt is None:
        return None
    return Holding(row.receipt, row.client, row.saved_at, row.answer)


def _twin_in(row: Any) -> Twin | None:
    if row.twin_number is None:
        return None
    given = Given(row.twin_item, row.twin_answer, bool(row.twin_flagged))
    return Twin(row.twin_number, given, State(row.twin_state), row.twin_at)


def _elsewhere(rows: Sequence[Any]) -> tuple[Elsewhere, ...]:
    return tuple(
        Elsewhere(row.changed_item, row.changed_receipt, row.changed_at)
        for row in rows
        if row.changed_item is not None
    )
