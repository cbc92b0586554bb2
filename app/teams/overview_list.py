"""Pure: the team as it was asked for: searched, narrowed, sorted, a page at a time."""

from __future__ import annotations

import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.interface.asking import id_from, in_address, page_from, words_from
from app.teams.overview import Member

PAGE_SIZE = 12


@dataclass(frozen=True)
class Asked:
    """What the supervisor asked to see; whatever makes no sense was not asked."""

    words: str = ""
    only_needs: bool = False
    unit: uuid.UUID | None = None
    sort: str = "needs"
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.only_needs)

    def in_address(self, **other: Any) -> dict[str, Any]:
        """The same as values of an address, with some of them changed; the first page goes bare."""
        values = {
            "q": self.words,
            "needs": "1" if self.only_needs else "",
            "unit": self.unit,
            "sort": self.sort if self.sort != "needs" else "",
        }
        return in_address(values | other)


@dataclass(frozen=True)
class Page:
    """Some of the people found."""

    members: Sequence[Member]
    number: int
    page_count: int
    #: How many were found altogether.
    count: int


def asked_of(values: Mapping[str, str], units: Container[uuid.UUID | None]) -> Asked:
    """What the values of an address ask for; a unit where nobody of the team works is none."""
    unit = id_from(values.get("unit", ""))
    return Asked(
        words=words_from(values.get("q", "")),
        only_needs=values.get("needs", "") == "1",
        unit=unit if unit in units else None,
        sort=values["sort"] if values.get("sort") in SORTS else "needs",
        page=page_from(values.get("page")),
    )


def found_in(members: Iterable[Member], asked: Asked) -> list[Member]:
    """Those who are asked for, in the order that is asked for."""
    found = (member for member in in_unit(members, asked.unit) if _fits(member, asked))
    return sorted(found, key=SORTS[asked.sort])


def in_unit(members: Iterable[Member], unit: uuid.UUID | None) -> list[Member]:
    """Those of one unit, or all."""
    return [member for member in members if unit in (None, member.unit_id)]


def in_need(members: Iterable[Member]) -> list[Member]:
    """Those who need the supervisor, the most pressing first."""
    return sorted((member for member in members if member.needs_help), key=_by_needs)


def units_of(members: Iterable[Member]) -> dict[uuid.UUID, str]:
    """The units in which the team works, by their names."""
    units = {member.unit_id: member.unit for member in members if member.unit_id}
    return dict(sorted(units.items(), key=lambda unit: _as_read(unit[1])))


def namesakes(members: Iterable[Member]) -> frozenset[str]:
    """The names that more than one of the team bears."""
    counts = Counter(member.name for member in members)
    return frozenset(name for name, count in counts.items() if count > 1)


def page_of(found: Sequence[Member], number: int) -> Page:
    """One page of those found; beyond the last is the last."""
    page_count = max(-(-len(found) // PAGE_SIZE), 1)
    number = min(max(number, 1), page_count)
    first = (number - 1) * PAGE_SIZE
    return Page(found[first : first + PAGE_SIZE], number, page_count, len(found))


def _fits(member: Member, asked: Asked) -> bool:
    if asked.only_needs and not member.needs_help:
        return False
    read = f"{_folded(member.name)} {_folded(member.number)}"
    return all(word in read for word in _folded(asked.words).split())


def _folded(text: str) -> str:
    """Full-width and capital letters are found by plain ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def _as_read(name: str) -> bytes:
    """Chinese names in the order of their sounds: so the national code orders common characters."""
    return unicodedata.normalize("NFKC", name).casefold().encode("gb18030")


def _by_needs(member: Member) -> tuple[Any, ...]:
    return (
        not member.needs_help,
        -member.days_late,
        -member.days_idle,
        -sum(quiz.failures for quiz in member.failed),
        member.due_on or date.max,
        *_by_name(member),
    )


def _by_name(member: Member) -> tuple[Any, ...]:
    return _as_read(member.name), member.number, str(member.id)


def _by_progress(member: Member) -> tuple[Any, ...]:
    """The least done first; those of whom nothing is asked come last."""
    return not member.asked_count, member.share, *_by_name(member)


def _by_activity(member: Member) -> tuple[Any, ...]:
    """Who was away longest first."""
    return member.active_on or date.min, *_by_name(member)


def _by_due_day(member: Member) -> tuple[Any, ...]:
    return member.due_on or date.max, *_by_name(member)


#: The orders that may be asked for, by what stands in the address.
SORTS: Mapping[str, Callable[[Member], tuple[Any, ...]]] = {
    "needs": _by_needs,
    "name": _by_name,
    "progress": _by_progress,
    "active": _by_activity,
    "due": _by_due_day,
}
