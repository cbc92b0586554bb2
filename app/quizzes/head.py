"""The head of a quiz file: what it is, what it is called, and the rules by which it is sat."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.markup import shapes
from app.markup.shapes import FAULTY, Record
from app.markup.texts import Text
from app.markup.yamlfiles import Node, load
from app.quizzes.reading import Reading, Variants, Written

_FIRST_LINE = 2
_LARGEST = 100_000
_kind = shapes.one_of("quiz", "instrument")
_quiz = shapes.record(
    {"title": shapes.both},
    {
        "kind": _kind,
        "pass": shapes.whole(0, 100),
        "attempts": shapes.whole(1, 1000),
        "delay": shapes.whole(0, 10_000),
        "time_limit": shapes.whole(1, 10_000),
        "shuffle": shapes.flag,
        "pick": shapes.mapping(shapes.whole(1, 1000)),
        "topics": shapes.mapping(shapes.both),
        "feedback": shapes.one_of("each", "submitted", "closed"),
        "draft": shapes.flag,
    },
)
_total = shapes.whole(-_LARGEST, _LARGEST)
_band = shapes.record({"from": _total, "to": _total, "title": shapes.both, "advice": shapes.both})
_instrument = shapes.record(
    {"title": shapes.both, "bands": shapes.listed(_band, least=1)},
    {"kind": _kind, "intro": shapes.both, "draft": shapes.flag},
)


class Head(NamedTuple):
    """What the head says; faulty and missing values are left out."""

    is_instrument: bool
    values: Record


def read_head(source: str | None, reading: Reading) -> Head:
    """The values of the head by their keys, of which each kind of file has its own."""
    node = None if source is None else load(source, reading, first_line=_FIRST_LINE)
    is_instrument = node is not None and _is_instrument(node)
    shape = _instrument if is_instrument else _quiz
    values = FAULTY if node is None else shape(node, "the head", reading)
    return Head(is_instrument, values if isinstance(values, Record) else Record({}, 1, {}))


def text_of(record: Record | None, make: Callable[[Variants, str, str], Text], what: str) -> Text:
    """A text with `zh:` and `en:`, made plain or as HTML; blank where a fault already says why."""
    if record is None or not record.keys() >= {"zh", "en"}:
        return Text("", "", "")
    zh, en = record["zh"], record["en"]
    return make(Variants(Written(zh.line, zh), Written(en.line, en)), what, "en: …")


def _is_instrument(node: Node) -> bool:
    kind = node.value.get("kind") if isinstance(node.value, dict) else None
    return kind is not None and kind.value == "instrument"
