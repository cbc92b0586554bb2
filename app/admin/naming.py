"""Pure: who is meant by an employee number or a name that somebody typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.admin.columns import folded


class Called(msgspec.Struct, frozen=True):
    """Somebody, and what she answers to."""

    ref: Any
    name: str
    employee_number: str | None

    @property
    def in_full(self) -> str:
        """Name and number together: nobody else answers to this."""
        return f"{self.name} {self.employee_number}" if self.employee_number else self.name

    @property
    def words(self) -> set[str]:
        """All that she answers to, folded."""
        return {folded(each) for each in (self.name, self.employee_number, self.in_full) if each}


def the_ones_called(typed: str, index: Mapping[str, Sequence[Called]]) -> list[Called]:
    """Everybody who answers to this. A number goes before a name that reads the same."""
    word = folded(typed)
    found = list(index.get(word, ()))
    by_number = [each for each in found if folded(each.employee_number or "") == word]
    return by_number if len(by_number) == 1 else found
