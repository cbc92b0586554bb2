"""A rubric file: `quizzes/rubrics/<name>.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.markup import shapes
from app.markup.faults import Fault, FaultLog, quoted
from app.markup.shapes import FAULTY, Record, both, listed, record
from app.markup.texts import Text, text_of
from app.quizzes.rubrics import Criterion, Level, Rubric

_MOST_POINTS = 100
_LEVEL = record(
    {"id": shapes.slug, "points": shapes.whole(0, _MOST_POINTS), "title": both},
    {"description": both},
)
_CRITERION = record(
    {"id": shapes.slug, "title": both, "levels": listed(_LEVEL, least=2)},
    {"description": both},
)
_RUBRIC = record({"title": both, "criteria": listed(_CRITERION, least=1)})


class ReadRubric(NamedTuple):
    """What a file gave: its rubric where nothing is wrong, else the faults."""

    rubric: Rubric | None
    faults: list[Fault]


def parse_rubric(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadRubric:
    """Read a rubric. It never raises; all faults come at once."""
    log = FaultLog(file)
    found = shapes.read(source, _RUBRIC, log)
    criteria = found.get("criteria", []) if found is not FAULTY else []
    _refuse_twice("criterion", criteria, log)
    for criterion in criteria:
        _check_levels(criterion, log)
    return ReadRubric(None if log.faults else _rubric(found, slug, hant), log.faults)


def _refuse_twice(noun: str, records: Iterable[Record], log: FaultLog) -> None:
    seen: set[str] = set()
    for each in records:
        if each.get("id") in seen:
            told = f"the {noun} {quoted(each['id'])} stands twice"
            log.note(each.lines["id"], told, "give each an id of its own")
        seen.add(each.get("id", ""))


def _check_levels(criterion: Record, log: FaultLog) -> None:
    levels = criterion.get("levels", [])
    _refuse_twice("level", levels, log)
    points = [level["points"] for level in levels if "points" in level]
    if len(points) < len(levels):
        return
    if points != sorted(set(points), reverse=True):
        told = "the levels do not go down from the most points to the fewest"
        log.note(
            criterion.lines["levels"], told, "write the best first, each with points of its own"
        )


def _rubric(found: Record, slug: str, hant: Callable[[str], str]) -> Rubric:
    def described(each: Record) -> Text | None:
        return text_of(each["description"], hant) if "description" in each else None

    criteria = tuple(
        Criterion(
            id=str(criterion["id"]),
            title=text_of(criterion["title"], hant),
            levels=tuple(
                Level(
                    str(level["id"]),
                    level["points"],
                    text_of(level["title"], hant),
                    described(level),
                )
                for level in criterion["levels"]
            ),
            description=described(criterion),
        )
        for criterion in found["criteria"]
    )
    return Rubric(slug, text_of(found["title"], hant), criteria)
