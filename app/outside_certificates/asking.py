"""Pure: what is asked of the register: words, filters, and where its page begins."""

from __future__ import annotations

import uuid
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from app.interface.asking import id_from, in_address, words_from

State = Literal["missing", "expired", "unchecked", "expiring", "good"]
#: The most pressing first.
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Place:
    """A line of the register: a certificate, or a person and the kind that she lacks."""

    row_id: uuid.UUID
    kind: str

    @property
    def in_address(self) -> str:
        return f"{self.row_id}.{self.kind}"


@dataclass(frozen=True)
class Asked:
    """Words to find, filters, and the line after which (or before which) the page stands."""

    words: str = ""
    state: State | None = None
    kind: str | None = None
    unit_id: uuid.UUID | None = None
    after: Place | None = None
    before: Place | None = None

    def address(self, **other: object) -> dict[str, str]:
        """The same question as values of an address, some of them changed; from the beginning
        unless a place is among them."""
        values = {
            "q": self.words,
            "state": self.state,
            "kind": self.kind,
            "unit": self.unit_id,
        }
        return in_address(values | other)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.address())


def asked_from(
    values: Mapping[str, str], *, kinds: Container[str], units: Container[uuid.UUID]
) -> Asked:
    """Read an address; what makes no sense there is not asked."""
    state, kind = values.get("state", ""), values.get("kind", "")
    unit_id = id_from(values.get("unit", ""))
    return Asked(
        words=words_from(values.get("q", "")),
        state=cast(State, state) if state in STATES else None,
        kind=kind if kind in kinds else None,
        unit_id=unit_id if unit_id in units else None,
        after=_place(values.get("after", "")),
        before=_place(values.get("before", "")),
    )


def _place(text: str) -> Place | None:
    row_id, _dot, kind = text.partition(".")
    found = id_from(row_id)
    return Place(found, kind) if found is not None and kind else None
