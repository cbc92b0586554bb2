"""Pure: an observation as its page tells it, line by line, with where to read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.courses.checklists import Checklist, ChecklistLine
from app.interface.days import local_day
from app.library.outlines import LessonOutline
from app.library.queries import Library
from app.markup.texts import Text
from app.observations.evidence import Mark
from app.standards.model import Standard


@dataclass(frozen=True)
class Again:
    """A standard that was not met, and the section of a lesson that teaches it."""

    standard: Standard
    lesson: LessonOutline | None = None
    section: str | None = None


@dataclass(frozen=True)
class ToldLine:
    """What was seen of one line."""

    text: Text
    mark: str
    note: str
    is_key: bool
    #: Of a line that was not met.
    again: tuple[Again, ...] = ()


@dataclass(frozen=True)
class ToldPart:
    """Lines that were looked at together."""

    title: Text | None
    lines: tuple[ToldLine, ...]


def parts_of(checklist: Checklist, marks: Iterable[Mark], library: Library) -> list[ToldPart]:
    """What was seen, in the order of the list; a line without a mark was not seen."""
    marked = {each.line: each for each in marks}
    return [
        ToldPart(
            part.title,
            tuple(_told(line, marked, checklist.kind, library) for line in part.lines),
        )
        for part in checklist.parts
    ]


def days_later(recorded_at: datetime, seen_on: date, zone: str) -> int:
    """How many days after it was seen something was written down."""
    return max((local_day(recorded_at, zone) - seen_on).days, 0)


def _told(line: ChecklistLine, marked: Mapping[str, Mark], kind: str, library: Library) -> ToldLine:
    found = marked.get(line.id)
    mark = found.mark if found else "not-seen"
    is_missed = mark == "not-met" and kind == "conduct"
    return ToldLine(
        text=line.text,
        mark=mark,
        note=found.note if found else "",
        is_key=line.is_key,
        again=_again(line, library) if is_missed else (),
    )


def _again(line: ChecklistLine, library: Library) -> tuple[Again, ...]:
    known = (library.standards.get(name) for name in dict.fromkeys(line.standards))
    return tuple(_taught(standard, library) for standard in known if standard is not None)


def _taught(standard: Standard, library: Library) -> Again:
    lesson = next(iter(library.taught_in.get(standard.id, ())), None)
    if lesson is None:
        return Again(standard)
    sections = (each.id for each in lesson.sections if standard.id in each.standards)
    return Again(standard, lesson, next(sections, None))
