"""Pure: what is asked of the list of sessions: words, kind, unit, and where its page begins."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from app.interface.asking import id_from, in_address, words_from
from app.sessions.wording import KINDS


@dataclass(frozen=True)
class Asked:
    """Words to find, filters, and the session before or after which the page stands."""

    words: str = ""
    kind: str = ""
    unit_id: uuid.UUID | None = None
    before: uuid.UUID | None = None
    after: uuid.UUID | None = None

    @property
    def filters(self) -> dict[str, str]:
        """What is asked, without the page, as values of an address."""
        return in_address({"q": self.words, "kind": self.kind, "unit": self.unit_id})


def asked_from(values: Mapping[str, str]) -> Asked:
    """Read an address; what makes no sense there is not asked."""
    kind = values.get("kind", "")
    return Asked(
        words=words_from(values.get("q", "")),
        kind=kind if kind in KINDS else "",
        unit_id=id_from(values.get("unit", "")),
        before=id_from(values.get("before", "")),
        after=id_from(values.get("after", "")),
    )
