"""A quiz file as its author wrote it, before anything is made of it: what the writer prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.quizzes.attributes import read_heading, read_part_heading
from app.quizzes.body import Answer, AnswerForm, Body, Keyword, Part, read_body
from app.quizzes.itemtypes import ITEM_TYPES
from app.quizzes.reading import Reading, Variants
from app.quizzes.source import ItemSource, read_source
from app.quizzes.statements import SCALE, ScaleForm

#: The lines under each key of an answer (`en`, `>` …); its own, with its mark, under ''.
AnswerText = Mapping[str, tuple[str, ...]]


class StemText(NamedTuple):
    """The Markdown of a stem in each language; empty where it is not written."""

    zh: str = ""
    en: str = ""
    hant: str = ""


class KeywordText(NamedTuple):
    """A value at the end of an item: its first line, and the others without their indentation."""

    name: str
    suffix: str
    first: str
    others: tuple[str, ...] = ()


class PartText(NamedTuple):
    """A part of an item under a heading `### name {…}`."""

    name: str
    attributes: Mapping[str, str]
    stem: StemText
    answers: tuple[AnswerText, ...]


class ItemText(NamedTuple):
    """One item: its heading, and what stands under it. Backslashes of the file are taken off."""

    id: str
    attributes: Mapping[str, str]
    stem: StemText = StemText()
    answers: tuple[AnswerText, ...] = ()
    parts: tuple[PartText, ...] = ()
    keywords: tuple[KeywordText, ...] = ()

    @property
    def type(self) -> str:
        """The name of the item's type."""
        return self.attributes.get("type", "")


class Manuscript(NamedTuple):
    """A whole file; of its head the YAML as it stands there, comments and all."""

    head: str
    items: tuple[ItemText, ...]


def read_manuscript(source: str) -> Manuscript:
    """The parts of a quiz file without faults; what faults there are is not told here."""
    reading = silent_reading()
    parts = read_source(source, reading)
    return Manuscript(parts.head or "", tuple(_item(item, reading) for item in parts.items))


def silent_reading() -> Reading:
    """A reading of what is known to have no faults."""
    return Reading("", render=str, render_inline=str, hant=str)


def form_of(type_name: str) -> AnswerForm:
    """How items of a type write their answers."""
    return ScaleForm() if type_name == SCALE else ITEM_TYPES[type_name]


def _item(source: ItemSource, reading: Reading) -> ItemText:
    heading = read_heading(source.heading, reading)
    attributes = heading.attributes.written
    body = read_body(source.heading, source.body, form_of(attributes["type"]), reading)
    return ItemText(
        heading.id,
        attributes,
        _stem(body.stem),
        _answers(body),
        tuple(_part(part, reading) for part in body.parts),
        tuple(_keyword(keyword) for keyword in body.keywords),
    )


def _part(part: Part, reading: Reading) -> PartText:
    heading = read_part_heading(part.heading, reading)
    return PartText(heading.id, heading.attributes.written, _stem(part.stem), _answers(part))


def _stem(stem: Variants) -> StemText:
    return StemText(*(written.words if written else "" for written in stem))


def _answers(place: Body | Part) -> tuple[AnswerText, ...]:
    return tuple(_answer(answer) for answer in place.answers)


def _answer(answer: Answer) -> AnswerText:
    return {key: _paragraph(passage.lines) for key, passage in answer.passages.items()}


def _paragraph(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines between which empty ones mean nothing; only the first may be empty, after its mark."""
    return (lines[0], *(line for line in lines[1:] if line.strip()))


def _keyword(keyword: Keyword) -> KeywordText:
    lines = keyword.passage.blocks().words.split("\n")
    # Where nothing follows the colon, the author began the text on the next line.
    first = lines.pop(0) if keyword.passage.lines[0].strip() else ""
    return KeywordText(keyword.name, keyword.suffix, first, tuple(lines) if any(lines) else ())
