"""Pure: what was seen of many people at once: one choice a line, and who was different."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.courses.checklists import Checklist
from app.observations.sheet import (
    LONGEST_NOTE,
    MARKS,
    NOT_MET,
    Mark,
    Sheet,
    blank_sheet,
    read_sheet,
    text_from,
)

#: Those who are chosen, one field each.
PERSON_FIELD = "person"
#: The four fields of somebody who was different; they come as often as there are such rows.
WHO_FIELD, LINE_FIELD, HOW_FIELD, WHY_FIELD = "who", "line", "how", "why"
MOST_PEOPLE = 200
MOST_DIFFERENCES = 400
#: So many empty rows there are to begin with, and so many come when more are asked for.
ROWS_AT_A_TIME = 3
#: All lines that were seen of everybody else; no line has such an id.
ALL_LINES = "*"


class DrillFault(StrEnum):
    """Why what was sent about many people cannot be taken."""

    NOBODY = "nobody"
    TOO_MANY = "too-many"
    NOTHING_SEEN = "nothing-seen"
    NOTHING_SEEN_OF_SOMEBODY = "nothing-seen-of-somebody"
    UNREADABLE = "unreadable"


class DifferenceFault(StrEnum):
    """Why a row about somebody different cannot be taken."""

    NO_PERSON = "no-person"
    NO_LINE = "no-line"
    NOT_CHOSEN = "not-chosen"
    SAID_TWICE = "said-twice"
    LONG_NOTE = "long-note"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Difference:
    """That one person was different from everybody else in a line, or in all that were seen."""

    who: str = ""
    line: str = ""
    how: str = NOT_MET
    why: str = ""
    fault: DifferenceFault | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the row was left as it was."""
        return not (self.who or self.line or self.why)


@dataclass(frozen=True)
class Drill:
    """Who was there, what everybody was seen to do, and who was different."""

    people: tuple[uuid.UUID, ...]
    sheet: Sheet
    differences: tuple[Difference, ...] = ()
    faults: tuple[DrillFault, ...] = ()
    #: Those of whom nothing is left to be seen.
    unseen: frozenset[uuid.UUID] = frozenset()

    @property
    def is_sound(self) -> bool:
        """Whether it can be kept as it is."""
        return (
            self.sheet.is_sound
            and not self.faults
            and not any(each.fault for each in self.differences)
        )

    def marks_of(self, person_id: uuid.UUID) -> dict[str, Mark]:
        """What was seen of one of them: what holds for everybody, but where she was different."""
        return _marks_of(str(person_id), self.sheet, self.differences)


def blank_drill(checklist: Checklist) -> Drill:
    """Nobody is chosen yet, and nothing marked."""
    return Drill((), blank_sheet(checklist), (Difference(),) * ROWS_AT_A_TIME)


def with_more_rows(drill: Drill) -> Drill:
    """The same with more rows for those who were different."""
    return Drill(drill.people, drill.sheet, drill.differences + (Difference(),) * ROWS_AT_A_TIME)


def read_drill(checklist: Checklist, sent: Mapping[str, Sequence[str]]) -> Drill:
    """What a form sent about many people, kept as it was typed, with all faults at once."""
    people, is_readable = _people(sent.get(PERSON_FIELD, ()))
    first = {name: each[0] for name, each in sent.items() if each}
    sheet = read_sheet(checklist, first, needs_seen=False)
    rows, are_whole = _differences(checklist, sent, people)
    drill = Drill(people, sheet, rows)
    asked = people[:MOST_PEOPLE]
    unseen = frozenset(each for each in asked if not _has_seen(drill.marks_of(each)))
    faults = _faults(drill, unseen, is_readable=is_readable and are_whole)
    return Drill(people, sheet, rows, faults, unseen)


def _people(sent: Sequence[str]) -> tuple[tuple[uuid.UUID, ...], bool]:
    """Those who were chosen, each once; and whether all of them could be read."""
    found: dict[uuid.UUID, None] = {}
    is_readable = True
    for text in sent:
        try:
            found[uuid.UUID(text)] = None
        except ValueError:
            is_readable = False
    return tuple(found), is_readable


def _differences(
    checklist: Checklist, sent: Mapping[str, Sequence[str]], people: Sequence[uuid.UUID]
) -> tuple[tuple[Difference, ...], bool]:
    """The rows about those who were different, and whether each had all its fields."""
    columns = [sent.get(field, ()) for field in (WHO_FIELD, LINE_FIELD, HOW_FIELD, WHY_FIELD)]
    if len({len(column) for column in columns}) > 1 or len(columns[0]) > MOST_DIFFERENCES:
        return (Difference(),) * ROWS_AT_A_TIME, False
    chosen = {str(each) for each in people}
    lines = {line.id for line in checklist.lines} | {ALL_LINES}
    said: set[tuple[str, str]] = set()
    rows = []
    for who, line, how, why in zip(*columns, strict=True):
        row = Difference(text_from(who), line, how, text_from(why))
        fault = None if row.is_empty else _fault_of(row, chosen, lines, said)
        said.add((row.who, row.line))
        rows.append(Difference(row.who, row.line, row.how, row.why, fault))
    return tuple(rows) or (Difference(),) * ROWS_AT_A_TIME, True


def _fault_of(
    row: Difference, chosen: set[str], lines: set[str], said: set[tuple[str, str]]
) -> DifferenceFault | None:
    checks = (
        (not row.who, DifferenceFault.NO_PERSON),
        (not row.line, DifferenceFault.NO_LINE),
        (bool(row.line) and row.line not in lines, DifferenceFault.UNREADABLE),
        (row.how not in MARKS, DifferenceFault.UNREADABLE),
        (row.who not in chosen, DifferenceFault.NOT_CHOSEN),
        ((row.who, row.line) in said, DifferenceFault.SAID_TWICE),
        (len(row.why) > LONGEST_NOTE, DifferenceFault.LONG_NOTE),
    )
    return next((fault for applies, fault in checks if applies), None)


def _marks_of(who: str, sheet: Sheet, differences: Sequence[Difference]) -> dict[str, Mark]:
    marks = sheet.marks
    seen = [line for line, mark in marks.items() if mark.is_seen]
    own = [each for each in differences if each.who == who and not each.fault]
    # A line of its own goes before "all lines", in whatever order they were written.
    for each in sorted(own, key=lambda each: each.line != ALL_LINES):
        for line in seen if each.line == ALL_LINES else (each.line,):
            marks[line] = Mark(each.how, each.why)
    return marks


def _has_seen(marks: Mapping[str, Mark]) -> bool:
    return any(mark.is_seen for mark in marks.values())


def _faults(
    drill: Drill, unseen: frozenset[uuid.UUID], *, is_readable: bool
) -> tuple[DrillFault, ...]:
    count = len(drill.people)
    is_blank = len(unseen) == count if count else not drill.sheet.has_seen
    checks = (
        (count == 0, DrillFault.NOBODY),
        (count > MOST_PEOPLE, DrillFault.TOO_MANY),
        (is_blank, DrillFault.NOTHING_SEEN),
        (0 < len(unseen) < count, DrillFault.NOTHING_SEEN_OF_SOMEBODY),
        (not is_readable, DrillFault.UNREADABLE),
    )
    return tuple(fault for applies, fault in checks if applies)
