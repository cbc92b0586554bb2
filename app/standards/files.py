"""A file of the register: `courses/standards/<topic>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from app.markup import shapes
from app.markup.faults import Fault, FaultLog, quoted
from app.markup.shapes import FAULTY, Record, both, listed, record
from app.markup.texts import text_of
from app.standards.model import ABOUT, KINDS, Figure, Standard, Topic

TOUCHPOINTS = 20
_ID_LINE = re.compile(r"^\s*(?:-\s+)?id:\s*(\S+)\s*$", re.MULTILINE)

_FIGURE = record(
    {"unit": both}, {"value": shapes.number, "from": shapes.number, "to": shapes.number}
)
_STANDARD = record(
    {
        "id": shapes.slug,
        "revision": shapes.whole(1, 9999),
        "about": shapes.one_of(*ABOUT),
        "kind": shapes.one_of(*KINDS),
        "zh": shapes.words,
        "en": shapes.words,
    },
    {
        "touchpoint": shapes.whole(1, TOUCHPOINTS),
        "figure": _FIGURE,
        "caution": both,
        "internal": shapes.flag,
    },
)
_TOPIC = record({"title": both, "standards": listed(_STANDARD, least=1)})


class ReadTopic(msgspec.Struct):
    """What a file gave: its topic unless it has faults, and where each id stands either way."""

    topic: Topic | None
    faults: list[Fault]
    lines: dict[str, int]


def parse_topic(source: str, *, file: str, slug: str, hant: Callable[[str], str]) -> ReadTopic:
    """Read a topic with its standards. Never raises; all faults come at once."""
    log = FaultLog(file)
    found = shapes.read(source, _TOPIC, log)
    entries = found.get("standards", []) if found is not FAULTY else []
    lines = _lines(entries, log) or _lines_of_broken(source)
    for entry in entries:
        _check_figure(entry, log)
    topic = None if log.faults else _topic(found, slug, hant)
    return ReadTopic(topic, log.faults, lines)


def _lines(entries: list[Record], log: FaultLog) -> dict[str, int]:
    lines: dict[str, int] = {}
    for entry in entries:
        identifier = entry.get("id")
        if identifier is None:
            continue
        if identifier in lines:
            log.note(
                identifier.line,
                f"the id {quoted(identifier)} stands twice (first in line {lines[identifier]})",
                "give each standard an id of its own",
            )
        lines.setdefault(str(identifier), identifier.line)
    return lines


def _lines_of_broken(source: str) -> dict[str, int]:
    """The ids of a file that is no YAML, so that its lessons are not blamed for it."""
    return {found[1]: source.count("\n", 0, found.end()) + 1 for found in _ID_LINE.finditer(source)}


def _check_figure(entry: Record, log: FaultLog) -> None:
    figure = entry.get("figure")
    if figure is None:
        return
    if entry.get("kind", "figure") != "figure":
        log.note(entry.lines["figure"], "figure is given to another kind", "write kind: figure")
    given = {"value", "from", "to"} & figure.lines.keys()
    if given not in ({"value"}, {"from", "to"}):
        advice = "write {value: 3, unit: …} or {from: 30, to: 60, unit: …}"
        log.note(figure.line, "the figure is neither one value nor a range", advice)
    elif {"from", "to"} <= figure.keys() and figure["from"] >= figure["to"]:
        log.note(figure.line, "the range of the figure is empty", "write the smaller number first")


def _topic(found: Record, slug: str, hant: Callable[[str], str]) -> Topic:
    standards = tuple(_standard(entry, slug, hant) for entry in found["standards"])
    return Topic(slug, text_of(found["title"], hant), standards)


def _standard(entry: Record, topic: str, hant: Callable[[str], str]) -> Standard:
    figure, caution = entry.get("figure"), entry.get("caution")
    return Standard(
        id=str(entry["id"]),
        topic=topic,
        touchpoint=entry.get("touchpoint"),
        revision=entry["revision"],
        about=entry["about"],
        kind=entry["kind"],
        text=text_of(entry, hant),
        figure=None if figure is None else _figure(figure, hant),
        caution=None if caution is None else text_of(caution, hant),
        internal=entry.get("internal", False),
    )


def _figure(figure: Record, hant: Callable[[str], str]) -> Figure:
    return Figure(
        unit=text_of(figure["unit"], hant),
        value=figure.get("value"),
        from_=figure.get("from"),
        to=figure.get("to"),
    )
