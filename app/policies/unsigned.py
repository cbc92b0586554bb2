"""Pure: the list of who has signed a policy, as it was asked for in an address."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from app.interface.asking import id_from, in_address, page_from, words_from

Show = Literal["unsigned", "signed", "all"]

PAGE_SIZE = 30


@dataclass(frozen=True)
class Asked:
    """What was asked for; whatever makes no sense was not."""

    show: Show = "unsigned"
    unit: uuid.UUID | None = None
    words: str = ""
    page: int = 1

    @property
    def offset(self) -> int:
        """How many stand on the pages before."""
        return (self.page - 1) * PAGE_SIZE

    def in_address(self, **other: Any) -> dict[str, str]:
        """The same as values of an address, with some of them changed; what is usual goes bare."""
        values = {
            "show": self.show if self.show != "unsigned" else "",
            "unit": self.unit,
            "q": self.words,
        }
        return in_address(values | other)


def asked_of(values: Mapping[str, str]) -> Asked:
    """What the values of an address ask for."""
    show = values.get("show", "")
    return Asked(
        show=cast(Show, show) if show in get_args(Show) else "unsigned",
        unit=id_from(values.get("unit", "")),
        words=words_from(values.get("q", "")),
        page=page_from(values.get("page")),
    )
