"""Pure: who was seen doing what: people beside checklists, or beside the key lines of one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.courses.checklists import Checklist
from app.evidence.mastery import GOOD, Triad
from app.markup.texts import Text
from app.observations.evidence import showable
from app.standards.model import Standard

Register = Mapping[str, Standard]
Shown = Mapping[uuid.UUID, Mapping[str, Triad]]


@dataclass(frozen=True)
class Cell:
    """How much of some standards one person has shown."""

    person_id: uuid.UUID
    count: int
    shown: int
    steady: int
    #: Some were shown in an earlier wording only.
    is_changed: bool

    @property
    def level(self) -> int:
        """0 nothing, 1 a little, 2 half of it, 3 all shown, 4 all steady."""
        if self.count and self.steady == self.count:
            return 4
        if self.count and self.shown == self.count:
            return 3
        return 2 if self.shown * 2 >= self.count and self.shown else int(self.shown > 0)


@dataclass(frozen=True)
class Line:
    """A checklist, or one of its key lines, with a cell for each of the people."""

    text: Text
    number: int | None
    #: Of a checklist its slug; none for a line.
    slug: str | None
    #: Of a line the standard that it shows first.
    standard: str | None
    cells: tuple[Cell, ...]


def standards_of(checklists: Iterable[Checklist], register: Register) -> list[str]:
    """The standards that the key lines of some checklists show."""
    named = (name for each in checklists for names in _keys(each, register) for name in names)
    return list(dict.fromkeys(named))


def lines_of(
    checklists: Sequence[Checklist], people: Sequence[uuid.UUID], shown: Shown, register: Register
) -> list[Line]:
    """A line for each checklist: how much its key lines were shown."""
    return [
        Line(
            each.title,
            each.touchpoint,
            each.slug,
            None,
            _cells([name for names in _keys(each, register) for name in names], people, shown),
        )
        for each in checklists
    ]


def key_lines_of(
    checklist: Checklist, people: Sequence[uuid.UUID], shown: Shown, register: Register
) -> list[Line]:
    """A line for each key line of one checklist."""
    return [
        Line(line.text, None, None, names[0], _cells(names, people, shown))
        for line in checklist.lines
        if line.is_key and (names := [each.id for each in showable(line, register, "conduct")])
    ]


def _keys(checklist: Checklist, register: Register) -> list[list[str]]:
    return [
        [each.id for each in showable(line, register, checklist.kind)]
        for line in checklist.lines
        if line.is_key
    ]


def _cells(names: Sequence[str], people: Sequence[uuid.UUID], shown: Shown) -> tuple[Cell, ...]:
    return tuple(_cell(person_id, names, shown.get(person_id, {})) for person_id in people)


def _cell(person_id: uuid.UUID, names: Sequence[str], triads: Mapping[str, Triad]) -> Cell:
    states = [triads[name].shown if name in triads else "no" for name in dict.fromkeys(names)]
    return Cell(
        person_id,
        count=len(states),
        shown=sum(state in GOOD for state in states),
        steady=states.count("steady"),
        is_changed="old" in states,
    )
