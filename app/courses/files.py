"""The YAML files of courses, onboarding plans and positions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import msgspec

from app.courses.model import (
    LEAST_AGE,
    Course,
    ItemKind,
    Path,
    PathItem,
    Position,
    Requirement,
    RequirementKind,
    Screening,
    Stage,
)
from app.markup import shapes, slugs
from app.markup.faults import Fault, FaultLog, quoted
from app.markup.shapes import FAULTY, Placed, Record, Shape, both, listed, record
from app.markup.texts import text_of
from app.markup.yamlfiles import Node

LONGEST_VALIDITY = 600
LATEST_DUE = 3650
#: No law asks for more, and a company may not: age is no requirement.
HIGHEST_LEAST_AGE = 18


def _full_lesson_name(node: Node, name: str, log: FaultLog) -> Any:
    """The name of a lesson with its course before it."""
    written = str(node.value)
    if written.count("/") == 1 and all(map(slugs.is_slug, written.split("/"))):
        return Placed(written, node.line)
    told = f"{name} {quoted(written)} is not the full name of a lesson"
    log.note(node.line, told, "write course/10-name")
    return FAULTY


_COURSE = record(
    {"title": both, "summary": both, "lessons": listed(shapes.slug, least=1)},
    {
        "quiz": shapes.slug,
        "prerequisites": listed(shapes.slug),
        "validity": shapes.whole(1, LONGEST_VALIDITY),
    },
)
_STAGE = record(
    {
        "id": shapes.slug,
        "title": both,
        "due": shapes.whole(0, LATEST_DUE),
        "items": listed(record({}, dict.fromkeys(get_args(ItemKind), shapes.slug)), least=1),
    }
)
_PATH = record({"title": both, "position": shapes.slug, "stages": listed(_STAGE, least=1)})
_NAMES = listed(shapes.words)
_REQUIREMENT = record(
    {
        "kind": shapes.one_of(*get_args(RequirementKind)),
        "zh": shapes.words,
        "en": shapes.words,
    },
    {"standards": listed(shapes.slug)},
)
_SCREENING = record(
    {"lesson": _full_lesson_name, "quiz": shapes.slug},
    {"instrument": shapes.slug, "least_age": shapes.whole(LEAST_AGE, HIGHEST_LEAST_AGE)},
)
_POSITION = record(
    {"title": both, "summary": both},
    {
        "aliases": record({}, {"zh": _NAMES, "en": _NAMES}),
        "requirements": listed(_REQUIREMENT, least=1),
        "screening": _SCREENING,
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


def parse_course(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read a `course.yaml`. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = _read(source, _COURSE, log)
    mentions = [
        *_mentions("lesson", found.get("lessons", []), log),
        *_mentions("quiz", [found["quiz"]] if "quiz" in found else [], log),
        *_mentions("course", found.get("prerequisites", []), log),
    ]
    course = None if log.faults else _course(found, slug, hant)
    return ReadFile(course, log.faults, mentions)


def parse_path(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read an onboarding plan. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = _read(source, _PATH, log)
    stages = found.get("stages", [])
    _check_once("stage id", [stage["id"] for stage in stages if "id" in stage], log)
    mentions = _mentions("position", [found["position"]] if "position" in found else [], log)
    items = [item for stage in stages for item in stage.get("items", [])]
    for item in items:
        _check_item(item, log)
    for kind in get_args(ItemKind):
        mentions += _mentions(kind, [item[kind] for item in items if kind in item], log)
    path = None if log.faults else _path(found, slug, hant)
    return ReadFile(path, log.faults, mentions)


def parse_position(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read a position. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = _read(source, _POSITION, log)
    mentions = []
    for requirement in found.get("requirements", []):
        mentions += _mentions("standard", requirement.get("standards", []), log)
    screening = found.get("screening", {})
    for kind in ("lesson", "quiz", "instrument"):
        mentions += _mentions(kind, [screening[kind]] if kind in screening else [], log)
    position = None if log.faults else _position(found, slug, hant)
    return ReadFile(position, log.faults, mentions)


def parse_exceptions(source: str, *, file: str) -> tuple[dict[str, str], list[Fault]]:
    """Read `zh-Hant.yaml`: each word with its Traditional form. An empty file has none."""
    log = FaultLog(file)
    if not any(line.strip() and not line.startswith("#") for line in source.split("\n")):
        return {}, []
    found = _read(source, shapes.mapping(shapes.words), log)
    return {word: str(traditional) for word, traditional in found.items() if word}, log.faults


def _read(source: str, shape: Shape, log: FaultLog) -> Record:
    found = shapes.read(source, shape, log)
    return Record({}, 1, {}) if found is FAULTY else found


def _mentions(kind: str, names: list[Placed], log: FaultLog) -> list[Mention]:
    _check_once(kind, names, log)
    return [Mention(name.line, kind, str(name)) for name in names]


def _check_once(what: str, names: list[Placed], log: FaultLog) -> None:
    seen: dict[str, int] = {}
    for name in names:
        if name in seen:
            told = f"the {what} {quoted(name)} stands twice (first in line {seen[name]})"
            log.note(name.line, told, "keep one of the two")
        seen.setdefault(name, name.line)


def _check_item(item: Record, log: FaultLog) -> None:
    if len(item.lines) != 1:
        kinds = ", ".join(f"{kind}:" for kind in get_args(ItemKind))
        log.note(item.line, "an item names not exactly one thing", f"write one of {kinds} each")


def _course(found: Record, slug: str, hant: Callable[[str], str]) -> Course:
    return Course(
        slug=slug,
        title=text_of(found["title"], hant),
        summary=text_of(found["summary"], hant),
        lessons=tuple(map(str, found["lessons"])),
        quiz=str(found["quiz"]) if "quiz" in found else None,
        prerequisites=tuple(map(str, found.get("prerequisites", []))),
        validity=found.get("validity"),
    )


def _path(found: Record, slug: str, hant: Callable[[str], str]) -> Path:
    stages = tuple(
        Stage(
            id=str(stage["id"]),
            title=text_of(stage["title"], hant),
            due=stage["due"],
            items=tuple(
                PathItem(kind, str(name)) for item in stage["items"] for kind, name in item.items()
            ),
        )
        for stage in found["stages"]
    )
    return Path(slug, text_of(found["title"], hant), str(found["position"]), stages)


def _position(found: Record, slug: str, hant: Callable[[str], str]) -> Position:
    aliases = found.get("aliases", {})
    return Position(
        slug=slug,
        title=text_of(found["title"], hant),
        aliases={each: tuple(map(str, aliases.get(each, []))) for each in ("zh", "en")},
        summary=text_of(found["summary"], hant),
        requirements=tuple(
            Requirement(
                kind=each["kind"],
                text=text_of(each, hant),
                standards=tuple(map(str, each.get("standards", []))),
            )
            for each in found.get("requirements", [])
        ),
        screening=_screening(found["screening"]) if "screening" in found else None,
    )


def _screening(found: Record) -> Screening:
    return Screening(
        lesson=str(found["lesson"]),
        quiz=str(found["quiz"]),
        instrument=str(found["instrument"]) if "instrument" in found else None,
        least_age=found.get("least_age", LEAST_AGE),
    )
