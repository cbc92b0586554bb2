"""Pure: what is asked of the list of training files, and which year of a yearly list."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from app.interface.asking import id_from, in_address, words_from

State = Literal["active", "left", "all"]
#: Earlier than this no list begins; so many years are offered before this one.
_EARLIEST, _YEARS_BACK = 2000, 5


@dataclass(frozen=True)
class Asked:
    """Words to find, filters, and the person after whom (or before whom) the page stands."""

    words: str = ""
    unit_id: uuid.UUID | None = None
    state: State = "active"
    after: uuid.UUID | None = None
    before: uuid.UUID | None = None

    def address(self, **turned: object) -> dict[str, str]:
        """The same question as values of an address, from the beginning or turned to a page."""
        values = {
            "q": self.words,
            "unit": self.unit_id,
            "state": self.state if self.state != "active" else None,
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
        unit_id=id_from(values.get("unit", "")),
        state=cast(State, state) if state in get_args(State) else "active",
        after=id_from(values.get("after", "")),
        before=id_from(values.get("before", "")),
    )


def year_from(text: str, this_year: int) -> int:
    """The year in an address; this one where it holds none that makes sense."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this_year
    return year if _EARLIEST <= year <= this_year + 1 else this_year


def years_offered(year: int, this_year: int) -> list[int]:
    """The years to choose from, the latest first; the one that is looked at is among them."""
    return sorted({*range(this_year - _YEARS_BACK, this_year + 2), year}, reverse=True)
