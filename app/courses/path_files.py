"""The YAML files of onboarding plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from app.courses.files import ReadFile, check_once, mentions_of, read_record
from app.courses.lesson_names import full_lesson_name
from app.courses.model import ItemKind, Path, PathItem, Stage
from app.markup import shapes
from app.markup.faults import FaultLog
from app.markup.shapes import Record, both, listed, record
from app.markup.texts import text_of

LATEST_DUE = 3650
#: The ways in which a stage says when it is to be done.
WHENS = ("due", "voluntary", "before")

_ITEM = record({}, dict.fromkeys(get_args(ItemKind), shapes.slug) | {"lesson": full_lesson_name})
_STAGE = record(
    {"id": shapes.slug, "title": both, "items": listed(_ITEM, least=1)},
    {
        "due": shapes.whole(0, LATEST_DUE),
        "voluntary": shapes.flag,
        "before": shapes.one_of("probation"),
        "yearly": shapes.flag,
    },
)
_PATH = record(
    {"title": both, "position": shapes.slug, "stages": listed(_STAGE, least=1)},
    {"plain": shapes.flag},
)


def parse_path(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadFile:
    """Read an onboarding plan. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = read_record(source, _PATH, log)
    stages = found.get("stages", [])
    check_once("stage id", [stage["id"] for stage in stages if "id" in stage], log)
    for stage in stages:
        _check_when(stage, log)
    mentions = mentions_of("position", [found["position"]] if "position" in found else [], log)
    for item in _items(stages):
        _check_item(item, log)
    for together in _stages_without_repeats(stages):
        items = _items(together)
        for kind in get_args(ItemKind):
            mentions += mentions_of(kind, [item[kind] for item in items if kind in item], log)
    path = None if log.faults else _path(found, slug, hant)
    return ReadFile(path, log.faults, mentions)


def _items(stages: list[Record]) -> list[Record]:
    return [item for stage in stages for item in stage.get("items", [])]


def _stages_without_repeats(stages: list[Record]) -> list[list[Record]]:
    """What is asked for by a day is asked for once; it may be read before, and again each year."""
    freely = [stage for stage in stages if "voluntary" in stage]
    yearly = [stage for stage in stages if "voluntary" not in stage and "yearly" in stage]
    once = [stage for stage in stages if stage not in freely and stage not in yearly]
    return [freely, once, yearly]


def _check_when(stage: Record, log: FaultLog) -> None:
    """A stage is due after so many days, before probation ends, or whenever one likes."""
    said = [key for key in WHENS if key in stage.lines]
    if len(said) != 1:
        told = "the stage says not in exactly one way when it is to be done"
        log.note(stage.line, told, "write one of due: 7, voluntary: yes, before: probation")
    elif stage.get("voluntary") is False:
        log.note(stage.lines["voluntary"], "voluntary: no says nothing", "write due: and a number")
    if stage.get("yearly") and "due" not in stage.lines:
        log.note(stage.lines["yearly"], "a yearly stage has no due", "add due: 365")


def _check_item(item: Record, log: FaultLog) -> None:
    if len(item.lines) != 1:
        kinds = ", ".join(f"{kind}:" for kind in get_args(ItemKind))
        log.note(item.line, "an item names not exactly one thing", f"write one of {kinds} each")


def _path(found: Record, slug: str, hant: Callable[[str], str]) -> Path:
    return Path(
        slug=slug,
        title=text_of(found["title"], hant),
        position=str(found["position"]),
        stages=tuple(_stage(stage, hant) for stage in found["stages"]),
        is_plain=found.get("plain", False),
    )


def _stage(found: Record, hant: Callable[[str], str]) -> Stage:
    return Stage(
        id=str(found["id"]),
        title=text_of(found["title"], hant),
        due=found.get("due"),
        items=tuple(
            PathItem(kind, str(name)) for item in found["items"] for kind, name in item.items()
        ),
        is_before_probation_ends="before" in found,
        is_yearly=found.get("yearly", False),
    )
