"""Pure: from rows of evidence to learned, answered, shown for each standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

State = Literal["no", "yes", "old"]
KINDS = ("learned", "answered", "shown")


class Proof(NamedTuple):
    """One row of evidence without its owner."""

    standard: str
    kind: str
    value: float
    revision: int
    at: datetime


@dataclass(frozen=True)
class Triad:
    """学·答·做 of one standard: each 'no', 'yes', or 'old' (proved on an earlier wording)."""

    learned: State = "no"
    answered: State = "no"
    shown: State = "no"


def triads(proofs: Iterable[Proof], revisions: Mapping[str, int]) -> dict[str, Triad]:
    """The triad of every standard that has evidence and is in the register.

    Of each kind the latest proof counts, so a wrong answer after a right one opens the gap again.
    What was right since the last wrong one adds up: an old wording takes nothing from a newer one.
    """
    proved: dict[tuple[str, str], int] = {}
    for proof in sorted(proofs, key=lambda proof: (proof.at, _is_good(proof))):
        key = (proof.standard, proof.kind)
        proved[key] = max(proved.get(key, 0), proof.revision) if _is_good(proof) else 0
    known = {standard for standard, _ in proved if standard in revisions}
    return {
        standard: Triad(
            *(_state(proved.get((standard, kind), 0), revisions[standard]) for kind in KINDS)
        )
        for standard in known
    }


def _is_good(proof: Proof) -> bool:
    return proof.value >= 1


def _state(proved_revision: int, revision: int) -> State:
    if not proved_revision:
        return "no"
    return "yes" if proved_revision >= revision else "old"
