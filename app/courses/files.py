"""What the YAML files of courses have in common, and the file of a course itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.courses.model import Course
from app.markup import shapes
from app.markup.faults import Fault, FaultLog, quoted
from app.markup.shapes import FAULTY, Placed, Record, Shape, both, listed, record
from app.markup.texts import text_of

LONGEST_VALIDITY = 600

_COURSE = record(
    {"title": both, "summary": both, "lessons": listed(shapes.slug, least=1)},
    {
        "quiz": shapes.slug,
        "prerequisites": listed(shapes.slug),
        "validity": shapes.whole(1, LONGEST_VALIDITY),
        "plain": shapes.flag,
    },
)


class Mention(msgspec.Struct, frozen=True):
    """Another document that a file names, and the line where it does."""

    line: int
    kind: str
    slug: str


class ReadFile(msgspec.Struct):
    """What a file gave: its value unless it has faults, and the documents it names either way."""

    document: Any
    faults: list[Fault]
    mentions: list[Mention]
    #: The lines of what stands in it under an id of its own, for checks that need other files.
    places: dict[str, int] = {}


def parse_course(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read a `course.yaml`. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = read_record(source, _COURSE, log)
    mentions = [
        *mentions_of("lesson", found.get("lessons", []), log),
        *mentions_of("quiz", [found["quiz"]] if "quiz" in found else [], log),
        *mentions_of("course", found.get("prerequisites", []), log),
    ]
    course = None if log.faults else _course(found, slug, hant)
    return ReadFile(course, log.faults, mentions)


def parse_exceptions(source: str, *, file: str) -> tuple[dict[str, str], list[Fault]]:
    """Read `zh-Hant.yaml`: each word with its Traditional form. An empty file has none."""
    log = FaultLog(file)
    if not any(line.strip() and not line.startswith("#") for line in source.split("\n")):
        return {}, []
    found = read_record(source, shapes.mapping(shapes.words), log)
    return {word: str(traditional) for word, traditional in found.items() if word}, log.faults


def read_record(source: str, shape: Shape, log: FaultLog) -> Record:
    """The sound values of a file by their keys; none where it cannot be read at all."""
    found = shapes.read(source, shape, log)
    return Record({}, 1, {}) if found is FAULTY else found


def mentions_of(kind: str, names: list[Placed], log: FaultLog) -> list[Mention]:
    """The documents that a list names; a name that stands twice is a fault."""
    check_once(kind, names, log)
    return [Mention(name.line, kind, str(name)) for name in names]


def check_once(what: str, names: list[Placed], log: FaultLog) -> None:
    """Note each name that stands twice."""
    seen: dict[str, int] = {}
    for name in names:
        if name in seen:
            told = f"the {what} {quoted(name)} stands twice (first in line {seen[name]})"
            log.note(name.line, told, "keep one of the two")
        seen.setdefault(name, name.line)


def _course(found: Record, slug: str, hant: Callable[[str], str]) -> Course:
    return Course(
        slug=slug,
        title=text_of(found["title"], hant),
        summary=text_of(found["summary"], hant),
        lessons=tuple(map(str, found["lessons"])),
        quiz=str(found["quiz"]) if "quiz" in found else None,
        prerequisites=tuple(map(str, found.get("prerequisites", []))),
        validity=found.get("validity"),
        is_plain=found.get("plain", False),
    )
