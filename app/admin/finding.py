"""What is asked of the list of people: words, filters, and where its page begins."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from app.accounts.roles import Role
from app.interface.asking import id_from, in_address, words_from

State = Literal["active", "left", "all"]


@dataclass(frozen=True)
class Asked:
    """Words to find, filters, and the person after whom (or before whom) the page stands."""

    words: str = ""
    unit_id: uuid.UUID | None = None
    role: Role | None = None
    state: State = "active"
    after: uuid.UUID | None = None
    before: uuid.UUID | None = None

    def address(self, **turned: object) -> dict[str, str]:
        """The same question as values of an address, from the beginning or turned to a page."""
        values = {
            "q": self.words,
            "unit": self.unit_id,
            "role": self.role,
            "state": self.state if self.state != "active" else None,
        }
        return in_address(values | turned)

    @property
    def filters(self) -> dict[str, str]:
        """The filters alone, as values of an address."""
        return {name: value for name, value in self.address().items() if name != "q"}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the place is asked."""
        return bool(self.address())


def asked_from(values: Mapping[str, str]) -> Asked:
    """Read an address; what makes no sense there is not asked."""
    role, state = values.get("role", ""), values.get("state", "")
    return Asked(
        words=words_from(values.get("q", "")),
        unit_id=id_from(values.get("unit", "")),
        role=Role(role) if role in set(Role) else None,
        state=cast(State, state) if state in get_args(State) else "active",
        after=id_from(values.get("after", "")),
        before=id_from(values.get("before", "")),
    )
