"""The YAML files of checklists."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from app.courses.checklists import (
    MOST_KEY_LINES,
    Checklist,
    ChecklistKind,
    ChecklistLine,
    ChecklistPart,
)
from app.courses.files import Mention, ReadFile, check_once, mentions_of, read_record
from app.markup import shapes
from app.markup.faults import FaultLog
from app.markup.shapes import Record, both, listed, record
from app.markup.texts import text_of

TOUCHPOINTS = 20

_LINE = record(
    {
        "id": shapes.slug,
        "zh": shapes.words,
        "en": shapes.words,
        "standards": listed(shapes.slug, least=1),
    },
    {"key": shapes.flag},
)
_PART = record({"lines": listed(_LINE, least=1)}, {"title": both})
_CHECKLIST = record(
    {
        "title": both,
        "kind": shapes.one_of(*get_args(ChecklistKind)),
        "parts": listed(_PART, least=1),
    },
    {"touchpoint": shapes.whole(1, TOUCHPOINTS)},
)


def parse_checklist(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read a checklist. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = read_record(source, _CHECKLIST, log)
    parts = found.get("parts", [])
    lines = [line for part in parts for line in part.get("lines", [])]
    _check_parts(parts, log)
    check_once("line id", [line["id"] for line in lines if "id" in line], log)
    _check_key_lines(lines, log)
    mentions: list[Mention] = []
    for line in lines:
        mentions += mentions_of("standard", line.get("standards", []), log)
    checklist = None if log.faults else _checklist(found, slug, hant)
    return ReadFile(checklist, log.faults, mentions, _line_places(lines))


def _check_parts(parts: list[Record], log: FaultLog) -> None:
    for part in parts if len(parts) > 1 else ():
        if "title" not in part.lines:
            log.note(part.line, "one of several parts has no title", "add title: {zh: …, en: …}")


def _check_key_lines(lines: list[Record], log: FaultLog) -> None:
    keys = [line for line in lines if line.get("key")]
    if len(keys) > MOST_KEY_LINES:
        told = f"the list has {len(keys)} key lines"
        log.note(keys[MOST_KEY_LINES].line, told, f"keep at most {MOST_KEY_LINES} of them")


def _line_places(lines: list[Record]) -> dict[str, int]:
    return {str(line["id"]): line.line for line in lines if "id" in line}


def _checklist(found: Record, slug: str, hant: Callable[[str], str]) -> Checklist:
    return Checklist(
        slug=slug,
        title=text_of(found["title"], hant),
        kind=found["kind"],
        parts=tuple(_part(part, hant) for part in found["parts"]),
        touchpoint=found.get("touchpoint"),
    )


def _part(found: Record, hant: Callable[[str], str]) -> ChecklistPart:
    lines = tuple(
        ChecklistLine(
            id=str(line["id"]),
            text=text_of(line, hant),
            standards=tuple(map(str, line["standards"])),
            is_key=line.get("key", False),
        )
        for line in found["lines"]
    )
    return ChecklistPart(lines, text_of(found["title"], hant) if "title" in found else None)
