"""The agreement on answers, said once more in plain Python: what must hold when all is over."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.attempts.models import Attempt, Receipt, Response


@dataclass(frozen=True)
class Acknowledged:
    """An answer of which its sender was told that it is kept."""

    client: uuid.UUID
    sequence: int
    item: str
    answer: dict[str, Any] | None
    is_flagged: bool
    state: str
    receipt: int


def faults_of(
    attempt: Attempt,
    ledger: Sequence[Receipt],
    acknowledged: Sequence[Acknowledged],
    *,
    grace: timedelta,
) -> list[str]:
    """Everything that is not as agreed; nothing, one hopes."""
    return [
        *_lost(ledger, acknowledged),
        *_counted_wrongly(ledger),
        *_judged_wrongly(attempt, ledger, grace),
        *_held_wrongly(attempt.responses, ledger),
        *_changed_after_scoring(attempt),
    ]


def _lost(ledger: Sequence[Receipt], acknowledged: Sequence[Acknowledged]) -> Iterator[str]:
    kept = {each.number: each for each in ledger}
    for told in acknowledged:
        found = kept.get(told.receipt)
        if found is None:
            yield f"lost: {told}"
            continue
        as_kept = Acknowledged(
            client=found.client or uuid.UUID(int=0),
            sequence=found.sequence or 0,
            item=found.item,
            answer=found.answer,
            is_flagged=found.is_flagged,
            state=found.state,
            receipt=found.number,
        )
        if as_kept != told:
            yield f"kept otherwise: {told} as {as_kept}"


def _counted_wrongly(ledger: Sequence[Receipt]) -> Iterator[str]:
    if [each.number for each in ledger] != list(range(1, len(ledger) + 1)):
        yield f"numbers with gaps: {[each.number for each in ledger]}"
    sent = Counter((each.client, each.sequence) for each in ledger if each.client)
    for twice in [key for key, count in sent.items() if count > 1]:
        yield f"kept twice: {twice}"


def _judged_wrongly(attempt: Attempt, ledger: Sequence[Receipt], grace: timedelta) -> Iterator[str]:
    newest: dict[tuple[uuid.UUID, str], int] = {}
    for each in ledger:
        key = (each.client or uuid.uuid4(), each.item)
        sequence = each.sequence or 0
        if _is_late(attempt, each, grace):
            expected = "late"
        else:
            expected = "superseded" if sequence < newest.get(key, 0) else "kept"
        newest[key] = max(newest.get(key, 0), sequence)
        if each.state != expected:
            yield f"receipt {each.number} is {each.state}, not {expected}"


def _is_late(attempt: Attempt, receipt: Receipt, grace: timedelta) -> bool:
    if attempt.closes_at is None:
        return False
    if receipt.arrived_at > attempt.closes_at + grace:
        return True
    # What arrives after handing in at the last moment; who came first is known by the state.
    submitted_at = attempt.submitted_at
    return (
        submitted_at is not None and submitted_at >= attempt.closes_at and receipt.state == "late"
    )


def _held_wrongly(responses: Sequence[Response], ledger: Sequence[Receipt]) -> Iterator[str]:
    kept = {each.item: each for each in ledger if each.state == "kept"}
    held = {each.item: each for each in responses}
    for item in kept.keys() | held.keys():
        if item not in kept or item not in held:
            yield f"{item} is held without a receipt, or kept without being held"
        elif _content(kept[item], kept[item].number) != _content(held[item], held[item].receipt):
            yield f"{item} holds receipt {held[item].receipt}, not {kept[item].number}"


def _content(kept: Receipt | Response, number: int) -> tuple[object, ...]:
    return (kept.answer, kept.is_flagged, number)


def _changed_after_scoring(attempt: Attempt) -> Iterator[str]:
    if not attempt.is_submitted:
        return
    for each in attempt.responses:
        if each.score is None:
            yield f"{each.item} was answered after the attempt was scored"
