"""What is asked of the list of reviews: words, a filter, and where its page begins."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from app.interface.asking import id_from, in_address, words_from
from app.probation.dates import STATES, State


@dataclass(frozen=True)
class Asked:
    """Words to find, a filter, and the review after which (or before which) the page stands."""

    words: str = ""
    state: State = "open"
    after: uuid.UUID | None = None
    before: uuid.UUID | None = None

    def address(self, **turned: object) -> dict[str, str]:
        """The same question as values of an address, from the beginning or turned to a page."""
        values = {
            "q": self.words,
            "state": self.state if self.state != "open" else None,
        }
        return in_address(values | turned)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the place is asked."""
        return bool(self.address())


def asked_from(values: Mapping[str, str]) -> Asked:
    """Read an address; what makes no sense there is not asked."""
    state = values.get("state", "")
    return Asked(
        words=words_from(values.get("q", "")),
        state=cast(State, state) if state in STATES else "open",
        after=id_from(values.get("after", "")),
        before=id_from(values.get("before", "")),
    )
