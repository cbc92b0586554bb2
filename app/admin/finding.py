"""What is asked of the list of people: words, filters, and where its page begins."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from app.accounts.identifiers import number_from
from app.accounts.roles import Role

State = Literal["active", "left", "all"]
LONGEST_WORDS = 100


@dataclass(frozen=True)
class Asked:
    """Words to find, filters, and the person after whom (or before whom) the page stands."""

    words: str = ""
    unit_id: uuid.UUID | None = None
    role: Role | None = None
    state: State = "active"
    after: uuid.UUID | None = None
    before: uuid.UUID | None = None

    def address(self, **turned: uuid.UUID | None) -> dict[str, str]:
        """The same question as values of an address, turned to another page."""
        here = replace(self, **{"after": None, "before": None} | turned)  # type: ignore[arg-type]
        values = {
            "q": here.words,
            "unit": here.unit_id,
            "role": here.role,
            "state": here.state if here.state != "active" else None,
            "after": here.after,
            "before": here.before,
        }
        return {name: str(value) for name, value in values.items() if value}

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
        words=number_from(values.get("q", ""))[:LONGEST_WORDS],
        unit_id=id_from(values.get("unit", "")),
        role=Role(role) if role in set(Role) else None,
        state=cast(State, state) if state in get_args(State) else "active",
        after=id_from(values.get("after", "")),
        before=id_from(values.get("before", "")),
    )


def id_from(text: str) -> uuid.UUID | None:
    """The id that stands in an address or a form, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
