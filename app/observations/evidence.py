"""Pure: what the marks of an observation say about standards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from app.courses.checklists import Checklist, ChecklistLine
from app.standards.model import Standard

#: Kinds that are registered and taught, but that nobody can show on site.
_NEVER_SHOWN = frozenset({"definition", "example"})


class Mark(Protocol):
    """What was seen of one line."""

    @property
    def line(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def note(self) -> str: ...


class Shown(NamedTuple):
    """That a standard was met, or not, in a line."""

    standard: Standard
    line: str
    is_met: bool


def shown_in(
    checklist: Checklist, marks: Iterable[Mark], register: Mapping[str, Standard]
) -> list[Shown]:
    """What is to be known of the person once her observation is confirmed, in the list's order.

    Of conduct a line says of its standards about people whether they were met; the state of a
    place is no mark for or against anybody. On a round it is the other way about: who found
    something and told it has shown the line's standards, and what was in order says nothing of
    her. What was not seen is no evidence of anything.
    """
    marked = {each.line: each for each in marks}
    read = _met_on_round if checklist.kind == "round" else _met_in_conduct
    return [
        Shown(standard, line.id, is_met)
        for line in checklist.lines
        if line.id in marked and (is_met := read(marked[line.id])) is not None
        for standard in showable(line, register, checklist.kind)
    ]


def showable(line: ChecklistLine, register: Mapping[str, Standard], kind: str) -> list[Standard]:
    """The standards that somebody can show in a line: of conduct those about people."""
    found = (register[name] for name in dict.fromkeys(line.standards) if name in register)
    return [
        standard
        for standard in found
        if standard.kind not in _NEVER_SHOWN and (kind == "round" or standard.about == "person")
    ]


def noon_of(day: date, zone: str) -> datetime:
    """The moment at which a day's practice is dated: noon where it was seen."""
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)


def _met_in_conduct(mark: Mark) -> bool | None:
    return {"met": True, "not-met": False}.get(mark.mark)


def _met_on_round(mark: Mark) -> bool | None:
    return True if mark.mark == "not-met" and mark.note.strip() else None
