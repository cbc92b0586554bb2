"""Pure: from rows of evidence to learned, answered, shown for each standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

#: 'steady' is what was shown on two days.
State = Literal["no", "old", "yes", "steady"]
#: Proved on the present wording.
GOOD: frozenset[State] = frozenset({"yes", "steady"})
KINDS = ("learned", "answered", "shown")


_HALF_A_DAY = timedelta(hours=12)


class Proof(NamedTuple):
    """One row of evidence without its owner."""

    standard: str
    kind: str
    value: float
    revision: int
    at: datetime


@dataclass(frozen=True)
class Triad:
    """学·答·做 of one standard: each 'no', 'yes', or 'old' (proved on an earlier wording); shown is
    'steady' where it was met on two days since it was last not met, both on the present wording."""

    learned: State = "no"
    answered: State = "no"
    shown: State = "no"


def triads(proofs: Iterable[Proof], revisions: Mapping[str, int]) -> dict[str, Triad]:
    """The triad of every standard that has evidence and is in the register.

    Of each kind the latest proof counts, so a wrong answer after a right one opens the gap again.
    What was right since the last wrong one adds up: an old wording takes nothing from a newer one.
    """
    proved: dict[tuple[str, str], int] = {}
    met: dict[str, list[Proof]] = {}
    for proof in sorted(proofs, key=lambda proof: (proof.at, _is_good(proof))):
        key = (proof.standard, proof.kind)
        proved[key] = max(proved.get(key, 0), proof.revision) if _is_good(proof) else 0
        if proof.kind == "shown":
            since = met.setdefault(proof.standard, [])
            since.append(proof) if _is_good(proof) else since.clear()
    known = {standard for standard, _ in proved if standard in revisions}
    found = {
        standard: Triad(
            *(_state(proved.get((standard, kind), 0), revisions[standard]) for kind in KINDS)
        )
        for standard in known
    }
    steady = (name for name in known if _is_steady(met.get(name, ()), revisions[name]))
    return found | {name: replace(found[name], shown="steady") for name in steady}


def _is_good(proof: Proof) -> bool:
    return proof.value >= 1


def _is_steady(met: Iterable[Proof], revision: int) -> bool:
    """Whether it was met on two days. Each is proved at its noon, so days are told apart without
    knowing the zone: noons of two days are never less than half a day apart."""
    moments = [proof.at for proof in met if proof.revision >= revision]
    return bool(moments) and max(moments) - min(moments) >= _HALF_A_DAY


def _state(proved_revision: int, revision: int) -> State:
    if not proved_revision:
        return "no"
    return "yes" if proved_revision >= revision else "old"
