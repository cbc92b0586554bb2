"""Pure: standards as one person sees them, each with learned, answered, shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.evidence.mastery import GOOD, State, Triad
from app.standards.model import Standard

#: Kinds that are registered and taught, but that nobody can show on site.
_NEVER_SHOWN = frozenset({"definition", "example"})


@dataclass(frozen=True)
class Rule:
    """A standard with its reader's triad."""

    standard: Standard
    triad: Triad

    @property
    def shown(self) -> State | None:
        """None where there is nothing to show on site."""
        return None if self.standard.kind in _NEVER_SHOWN else self.triad.shown


@dataclass(frozen=True)
class Tally:
    """How many standards are learned, answered right, shown on site; old wordings do not count."""

    learned: int
    answered: int
    shown: int


def rules_of(standards: Iterable[Standard], triads: Mapping[str, Triad]) -> list[Rule]:
    """Standards in their order, each with its triad; without evidence nothing is proved yet."""
    return [Rule(standard, triads.get(standard.id, Triad())) for standard in standards]


def tally_of(triads: Iterable[Triad]) -> Tally:
    """Count what is proved on the present wording."""
    listed = list(triads)
    return Tally(
        learned=sum(triad.learned == "yes" for triad in listed),
        answered=sum(triad.answered == "yes" for triad in listed),
        shown=sum(triad.shown in GOOD for triad in listed),
    )


def touchpoint_of(standards: Iterable[Standard]) -> int | None:
    """The one touchpoint that all numbered standards belong to, if it is one."""
    numbers = {standard.touchpoint for standard in standards if standard.touchpoint}
    return numbers.pop() if len(numbers) == 1 else None
