"""Pure: the marks of one checklist, as a form sends them and as they were kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.courses.checklists import Checklist, ChecklistLine, ChecklistPart
from app.markup.texts import Text

MET, NOT_MET, NOT_SEEN = "met", "not-met", "not-seen"
MARKS = (MET, NOT_MET, NOT_SEEN)
#: Each line is a field of this name and its id, and so is the note on it.
MARK_FIELD, NOTE_FIELD = "mark-", "note-"
LONGEST_NOTE = 500

RowOf = Callable[[int, ChecklistLine], "Row"]


class Fault(StrEnum):
    """Why a sheet cannot be taken as it was sent."""

    OTHER_LINES = "other-lines"
    UNKNOWN_MARK = "unknown-mark"
    LONG_NOTE = "long-note"
    FINDING_WITHOUT_NOTE = "finding-without-note"
    NOTHING_SEEN = "nothing-seen"


@dataclass(frozen=True)
class Mark:
    """What was seen of one line, and a note on it."""

    value: str
    note: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether there was anything to see, well or not."""
        return self.value in (MET, NOT_MET)


@dataclass(frozen=True)
class Row:
    """One line at its place in the checklist, with what was chosen."""

    number: int
    line: ChecklistLine
    #: None as long as nothing was chosen.
    choice: str | None = None
    note: str = ""
    fault: Fault | None = None

    @property
    def mark(self) -> Mark:
        """What is kept of it: a line left blank was not seen."""
        return Mark(self.choice or NOT_SEEN, self.note)


@dataclass(frozen=True)
class Part:
    """Lines that are looked at together."""

    title: Text | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """All lines of a checklist with what was chosen, and what is wrong with the whole."""

    parts: tuple[Part, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The lines of all parts, in their order."""
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def key_rows(self) -> tuple[Row, ...]:
        """The lines without which the whole is not well."""
        return tuple(row for row in self.rows if row.line.is_key)

    @property
    def other_rows(self) -> tuple[Row, ...]:
        """All but the key lines."""
        return tuple(row for row in self.rows if not row.line.is_key)

    @property
    def marks(self) -> dict[str, Mark]:
        """The mark of each line."""
        return {row.line.id: row.mark for row in self.rows}

    @property
    def has_seen(self) -> bool:
        """Whether anything was seen at all."""
        return any(row.mark.is_seen for row in self.rows)

    @property
    def is_sound(self) -> bool:
        """Whether it can be kept as it is."""
        return not self.faults and not any(row.fault for row in self.rows)


def blank_sheet(checklist: Checklist) -> Sheet:
    """A sheet on which nothing is chosen yet."""
    return sheet_of(checklist, {})


def sheet_of(checklist: Checklist, marks: Mapping[str, Mark]) -> Sheet:
    """A sheet as it was kept; a line without a mark has no choice."""
    return Sheet(_parts(checklist, lambda number, line: _kept_row(number, line, marks)))


def read_sheet(checklist: Checklist, sent: Mapping[str, str], *, needs_seen: bool = True) -> Sheet:
    """The marks and notes that a form sent, each kept as it was typed, with all faults at once.

    On a round what is not in order is a finding: its note says what it was and who was told.
    """
    read = Sheet(_parts(checklist, lambda number, line: _sent_row(checklist, number, line, sent)))
    faults = []
    if _names_other_lines(checklist, sent):
        faults.append(Fault.OTHER_LINES)
    if needs_seen and not read.has_seen:
        faults.append(Fault.NOTHING_SEEN)
    return Sheet(read.parts, tuple(faults))


def text_from(sent: str) -> str:
    """What somebody typed, without what browsers add and no database keeps."""
    return sent.replace("\0", "").replace("\r\n", "\n").strip()


def _parts(checklist: Checklist, row_of: RowOf) -> tuple[Part, ...]:
    numbers = {line.id: number for number, line in enumerate(checklist.lines, start=1)}

    def part(each: ChecklistPart) -> Part:
        return Part(each.title, tuple(row_of(numbers[line.id], line) for line in each.lines))

    return tuple(part(each) for each in checklist.parts)


def _kept_row(number: int, line: ChecklistLine, marks: Mapping[str, Mark]) -> Row:
    mark = marks.get(line.id)
    return Row(number, line) if mark is None else Row(number, line, mark.value, mark.note)


def _sent_row(
    checklist: Checklist, number: int, line: ChecklistLine, sent: Mapping[str, str]
) -> Row:
    choice = sent.get(MARK_FIELD + line.id) or None
    note = text_from(sent.get(NOTE_FIELD + line.id, ""))
    if choice is not None and choice not in MARKS:
        return Row(number, line, None, note, Fault.UNKNOWN_MARK)
    if len(note) > LONGEST_NOTE:
        return Row(number, line, choice, note, Fault.LONG_NOTE)
    if checklist.kind == "round" and choice == NOT_MET and not note:
        return Row(number, line, choice, note, Fault.FINDING_WITHOUT_NOTE)
    return Row(number, line, choice, note)


def _names_other_lines(checklist: Checklist, sent: Mapping[str, str]) -> bool:
    own = {line.id for line in checklist.lines}
    return any(
        name.startswith(field) and name.removeprefix(field) not in own
        for name in sent
        for field in (MARK_FIELD, NOTE_FIELD)
    )
