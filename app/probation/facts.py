"""Pure: what is known of a person at the end of probation; kept with the decision as it was then.

How she rates herself is no part of it: that is for her own guidance.
"""

from __future__ import annotations

import uuid
from collections.abc import Container, Iterable, Mapping
from datetime import date

import msgspec

from app.courses.model import Condition
from app.evidence.mastery import GOOD, State, Triad
from app.markup.texts import Text
from app.standards.model import Standard

#: Definitions and examples are known, not done.
_NEVER_SHOWN = ("definition", "example")


class StandardProof(msgspec.Struct, frozen=True):
    """How far one standard is proved; the states are those of a triad."""

    text: Text
    learned: State = "no"
    answered: State = "no"
    #: None for a definition or an example, which nobody shows.
    shown: State | None = "no"


class Proof(msgspec.Struct, frozen=True):
    """What is known of one condition: the standards that belong to it."""

    condition: str
    standards: tuple[StandardProof, ...] = ()

    @property
    def learned(self) -> int:
        return sum(each.learned == "yes" for each in self.standards)

    @property
    def answered(self) -> int:
        return sum(each.answered == "yes" for each in self.standards)

    @property
    def shown(self) -> int:
        return sum(each.shown in GOOD for each in self.standards)

    @property
    def to_be_shown(self) -> int:
        """How many of the standards can be seen with a checklist."""
        return sum(each.shown is not None for each in self.standards)


class QuizPassed(msgspec.Struct, frozen=True):
    """A quiz that was passed, and how well."""

    title: Text
    score: float | None
    on: date


class Seen(msgspec.Struct, frozen=True):
    """Practice that somebody saw, or a round that she walked."""

    id: uuid.UUID
    title: Text
    kind: str
    on: date
    observer: str
    verdict: str | None
    met: int
    not_met: int
    state: str


class Sessions(msgspec.Struct, frozen=True):
    """The training sessions that she came to."""

    count: int = 0
    minutes: int = 0
    safety_minutes: int = 0
    failed: int = 0


class Signed(msgspec.Struct, frozen=True):
    """A document that she read and signed."""

    title: Text
    edition: str
    on: date


class Certificate(msgspec.Struct, frozen=True):
    """An outside certificate that she holds."""

    name: Text
    state: str
    expires_on: date | None


class Facts(msgspec.Struct, frozen=True):
    """Everything that is known of the time on probation."""

    proofs: tuple[Proof, ...] = ()
    quizzes: tuple[QuizPassed, ...] = ()
    practice: tuple[Seen, ...] = ()
    sessions: Sessions = Sessions()
    signed: tuple[Signed, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    #: The names of the certificates that the position needs and she does not have.
    missing: tuple[Text, ...] = ()
    mentors: tuple[str, ...] = ()

    def proof_of(self, condition: str) -> Proof:
        """What is known of one condition."""
        found = (proof for proof in self.proofs if proof.condition == condition)
        return next(found, Proof(condition))


def proofs_of(
    conditions: Iterable[Condition],
    triads: Mapping[str, Triad],
    register: Mapping[str, Standard],
    observed: Container[str],
) -> tuple[Proof, ...]:
    """What is proved of each condition; standards that are no longer registered do not count, and
    nobody is to have shown what no checklist looks at."""
    return tuple(
        Proof(
            condition.id,
            tuple(
                _proof(register[s], triads, observed) for s in condition.standards if s in register
            ),
        )
        for condition in conditions
    )


def kept_form(facts: Facts) -> dict[str, object]:
    """The facts as they are kept with a decision."""
    kept: dict[str, object] = msgspec.to_builtins(facts)
    return kept


def facts_from(kept: Mapping[str, object]) -> Facts:
    """The facts that were kept with a decision."""
    return msgspec.convert(kept, Facts)


def _proof(
    standard: Standard, triads: Mapping[str, Triad], observed: Container[str]
) -> StandardProof:
    triad = triads.get(standard.id, Triad())
    may_be_shown = standard.id in observed and standard.kind not in _NEVER_SHOWN
    shown = triad.shown if may_be_shown or triad.shown in GOOD else None
    return StandardProof(standard.text, triad.learned, triad.answered, shown)
