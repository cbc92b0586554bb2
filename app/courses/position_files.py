"""The YAML files of positions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from app.courses.files import Mention, ReadFile, check_once, mentions_of, read_record
from app.courses.lesson_names import full_lesson_name
from app.courses.model import (
    LEAST_AGE,
    Behaviour,
    Competency,
    Condition,
    Duty,
    Period,
    Position,
    Requirement,
    RequirementKind,
    Routine,
    Screening,
)
from app.markup import shapes
from app.markup.faults import FaultLog
from app.markup.shapes import FAULTY, Record, both, listed, record
from app.markup.texts import text_of
from app.markup.yamlfiles import Node

#: No law asks for more, and a company may not: age is no requirement.
HIGHEST_LEAST_AGE = 18


def _level(node: Node, name: str, log: FaultLog) -> Any:
    """What a company calls a level: a letter or number for all languages, or words in both."""
    if isinstance(node.value, dict):
        return both(node, name, log)
    is_number = type(node.value) is int
    word = str(node.value) if is_number else shapes.words(node, name, log)
    return FAULTY if word is FAULTY else {"zh": word, "en": word}


_NAMES = listed(shapes.words)
_WORDS = {"zh": shapes.words, "en": shapes.words}
_SHOWN_IN = {"standards": listed(shapes.slug)}
_REQUIREMENT = record({"kind": shapes.one_of(*get_args(RequirementKind)), **_WORDS}, _SHOWN_IN)
_DUTY = record(_WORDS, _SHOWN_IN)
_ROUTINE = record({"period": shapes.one_of(*get_args(Period)), **_WORDS}, _SHOWN_IN)
_COMPETENCY = record(
    _WORDS,
    {"core": shapes.flag, "level": _level, "behaviours": listed(record(_WORDS, _SHOWN_IN))},
)
_CONDITION = record({"id": shapes.slug, **_WORDS}, _SHOWN_IN)
_SCREENING = record(
    {"lesson": full_lesson_name, "quiz": shapes.slug},
    {"instrument": shapes.slug, "least_age": shapes.whole(LEAST_AGE, HIGHEST_LEAST_AGE)},
)
_POSITION = record(
    {"title": both, "summary": both},
    {
        "aliases": record({}, {"zh": _NAMES, "en": _NAMES}),
        "requirements": listed(_REQUIREMENT, least=1),
        "duties": listed(_DUTY, least=1),
        "routines": listed(_ROUTINE, least=1),
        "competencies": listed(_COMPETENCY, least=1),
        "conditions": listed(_CONDITION, least=1),
        "certificates": listed(shapes.slug, least=1),
        "screening": _SCREENING,
    },
)


def parse_position(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read a position. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = read_record(source, _POSITION, log)
    mentions: list[Mention] = []
    for each in _that_name_standards(found):
        mentions += mentions_of("standard", each.get("standards", []), log)
    _check_repeats(found, log)
    screening = found.get("screening", {})
    for kind in ("lesson", "quiz", "instrument"):
        mentions += mentions_of(kind, [screening[kind]] if kind in screening else [], log)
    position = None if log.faults else _position(found, slug, hant)
    return ReadFile(position, log.faults, mentions)


def _check_repeats(found: Record, log: FaultLog) -> None:
    conditions = found.get("conditions", [])
    check_once("condition id", [each["id"] for each in conditions if "id" in each], log)
    check_once("certificate", found.get("certificates", []), log)


def _that_name_standards(found: Record) -> Iterable[Record]:
    for key in ("requirements", "duties", "routines", "conditions"):
        yield from found.get(key, [])
    for competency in found.get("competencies", []):
        yield from competency.get("behaviours", [])


def _position(found: Record, slug: str, hant: Callable[[str], str]) -> Position:
    aliases = found.get("aliases", {})
    return Position(
        slug=slug,
        title=text_of(found["title"], hant),
        aliases={each: tuple(map(str, aliases.get(each, []))) for each in ("zh", "en")},
        summary=text_of(found["summary"], hant),
        requirements=tuple(
            Requirement(each["kind"], text_of(each, hant), _standards(each))
            for each in found.get("requirements", [])
        ),
        screening=_screening(found["screening"]) if "screening" in found else None,
        duties=tuple(
            Duty(text_of(each, hant), _standards(each)) for each in found.get("duties", [])
        ),
        routines=tuple(
            Routine(each["period"], text_of(each, hant), _standards(each))
            for each in found.get("routines", [])
        ),
        competencies=tuple(_competency(each, hant) for each in found.get("competencies", [])),
        conditions=tuple(
            Condition(str(each["id"]), text_of(each, hant), _standards(each))
            for each in found.get("conditions", [])
        ),
        certificates=tuple(map(str, found.get("certificates", []))),
    )


def _competency(found: Record, hant: Callable[[str], str]) -> Competency:
    return Competency(
        title=text_of(found, hant),
        is_core=found.get("core", False),
        level=text_of(found["level"], hant) if "level" in found else None,
        behaviours=tuple(
            Behaviour(text_of(each, hant), _standards(each)) for each in found.get("behaviours", [])
        ),
    )


def _screening(found: Record) -> Screening:
    return Screening(
        lesson=str(found["lesson"]),
        quiz=str(found["quiz"]),
        instrument=str(found["instrument"]) if "instrument" in found else None,
        least_age=found.get("least_age", LEAST_AGE),
    )


def _standards(found: Record) -> tuple[str, ...]:
    return tuple(map(str, found.get("standards", [])))
