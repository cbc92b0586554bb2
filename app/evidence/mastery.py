"""Pure: from rows of evidence to learned, answered, shown for each standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["no", "yes", "old"]
KINDS = ("learned", "answered", "shown")


@dataclass(frozen=True)
class Proof:
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
    """
    latest: dict[tuple[str, str], Proof] = {}
    for proof in proofs:
        key = (proof.standard, proof.kind)
        if key not in latest or proof.at >= latest[key].at:
            latest[key] = proof
    known = {standard for standard, _ in latest if standard in revisions}
    return {
        standard: Triad(
            *(_state(latest.get((standard, kind)), revisions[standard]) for kind in KINDS)
        )
        for standard in known
    }


def _state(proof: Proof | None, revision: int) -> State:
    if proof is None or proof.value < 1:
        return "no"
    return "yes" if proof.revision >= revision else "old"
