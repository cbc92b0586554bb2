"""A quiz file becomes a quiz or an instrument, or the list of all its faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app.markup.faults import Fault, nearest, quoted
from app.markup.shapes import Record
from app.markup.texts import Text
from app.quizzes.attributes import Heading, read_heading
from app.quizzes.bands import read_bands
from app.quizzes.body import read_body
from app.quizzes.head import Head, read_head, text_of
from app.quizzes.itemtypes import ITEM_TYPES
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.model import Instrument, Item, Quiz
from app.quizzes.picking import pick_items
from app.quizzes.reading import Reading
from app.quizzes.rubrics import Rubric
from app.quizzes.source import ItemSource, read_source
from app.quizzes.statements import SCALE, read_statement

_COMMON_ATTRIBUTES = frozenset({"type", "points", "tags", "level", "std"})
_COMMON_KEYWORDS = ("explain", "hint")
_PASS = 80


class Parsed(NamedTuple):
    """What was read: the document where nothing is wrong, else the faults; where each item is."""

    document: Quiz | Instrument | None
    faults: list[Fault]
    lines: dict[str, int]


class _Found(NamedTuple):
    """An item of the file whose heading is read, and what stands under it is not yet."""

    source: ItemSource
    heading: Heading

    @property
    def id(self) -> str:
        return self.heading.id

    @property
    def line(self) -> int:
        return self.source.heading.number

    @property
    def type(self) -> str:
        return self.heading.attributes.text("type")


def parse_quiz(
    source: str,
    *,
    file: str,
    slug: str,
    render: Callable[[str], str],
    render_inline: Callable[[str], str],
    hant: Callable[[str], str],
    rubrics: Mapping[str, Rubric | None] | None = None,
) -> Parsed:
    """Read a quiz file. It never raises: all that is wrong comes back as faults, all at once.

    `render` and `render_inline` make HTML from Markdown; `hant` makes Traditional Chinese from
    Simplified, and is given words and Markdown, never HTML. `rubrics` are those that essays may
    name; one that is None has faults of its own.
    """
    reading = Reading(file, render=render, render_inline=render_inline, hant=hant, rubrics=rubrics)
    parts = read_source(source, reading)
    head = read_head(parts.head, reading)
    found = [_Found(item, read_heading(item.heading, reading)) for item in parts.items]
    _refuse_repeated(found, reading)
    build = _instrument if head.is_instrument else _quiz
    document = build(slug, head, found, reading)
    faults = sorted(set(reading.faults))
    return Parsed(None if faults else document, faults, {one.id: one.line for one in found})


def _refuse_repeated(found: Sequence[_Found], reading: Reading) -> None:
    if not found:
        reading.note(1, "the file has no items", "write each as ## id {type=single} and its stem")
    first_lines: dict[str, int] = {}
    for one in found:
        first = first_lines.setdefault(one.id, one.line)
        if first != one.line and one.id:
            reading.note(
                one.line,
                f"the id {quoted(one.id)} stands twice (first in line {first})",
                "give this item an id of its own",
            )


def _quiz(slug: str, head: Head, found: Sequence[_Found], reading: Reading) -> Quiz:
    items = tuple(item for one in found if (item := _item(one, reading)))
    values = head.values
    _refuse_pick(head, found, reading)
    _refuse_topics(head, found, reading)
    if len(items) == len(found):
        _refuse_shortage(head, items, reading)
    return Quiz(
        slug=slug,
        title=text_of(values.get("title"), reading.plain, "the title"),
        passing_score=values.get("pass", _PASS) / 100,
        attempts=values.get("attempts"),
        delay=values.get("delay"),
        time_limit=values.get("time_limit"),
        shuffle=values.get("shuffle", True),
        pick=dict(values.get("pick", {})),
        topics=_topics(head, reading),
        feedback=values.get("feedback", "submitted"),
        draft=values.get("draft", False),
        items=items,
    )


def _item(one: _Found, reading: Reading) -> Item | None:
    item_type = ITEM_TYPES.get(one.type)
    if item_type is None:
        _refuse_type(one, reading)
        return None
    attributes = one.heading.attributes
    attributes.refuse_unknown(_COMMON_ATTRIBUTES | item_type.attributes, item_type.name)
    body = read_body(one.source.heading, one.source.body, item_type, reading)
    body.refuse_other_keywords((*item_type.keywords, *_COMMON_KEYWORDS), item_type.name)
    item: Item = item_type.build(Draft(item_type.name, one.id, body, attributes, reading))
    return item


def _refuse_type(one: _Found, reading: Reading) -> None:
    known = ", ".join(ITEM_TYPES)
    if one.type == SCALE:
        what = "a scale item stands in a quiz"
        instead = f"use one of {known}, or write kind: instrument in the head"
    elif one.type:
        what = f"the type {quoted(one.type)} is unknown"
        instead = f"{nearest(one.type, ITEM_TYPES)}the types are {known}"
    elif one.heading.is_readable:
        what, instead = "the item has no type", f"write {{type=…}} with one of {known}"
    else:
        return
    reading.note(one.line, what, instead)


def _refuse_pick(head: Head, found: Sequence[_Found], reading: Reading) -> None:
    """Note each tag that too few items carry, whatever else is wrong with the items."""
    pick = head.values.get("pick", Record({}, 1, {}))
    sizes = Counter(tag for one in found for tag in one.heading.attributes.tags())
    for tag in pick:
        if sizes[tag] < pick[tag]:
            reading.note(
                pick.lines[tag],
                f"pick asks for {pick[tag]} of the tag {quoted(tag)}, and {sizes[tag]} carry it",
                "pick fewer, or write tags= at more items",
            )


def _refuse_topics(head: Head, found: Sequence[_Found], reading: Reading) -> None:
    """Note each topic that no item is about, and each tag that has no title among the topics."""
    topics = head.values.get("topics")
    if topics is None:
        return
    carried = {tag: one.line for one in reversed(found) for tag in one.heading.attributes.tags()}
    for tag in topics.lines.keys() - carried.keys():
        told = f"no item carries the tag {quoted(tag)} of topics"
        advice = f"{nearest(tag, carried)}write tags={tag} at its items, or take it out"
        reading.note(topics.lines[tag], told, advice)
    for tag in carried.keys() - topics.lines.keys():
        told = f"topics has no title for the tag {quoted(tag)}"
        advice = f"{nearest(tag, topics.lines)}add {tag}: {{zh: …, en: …}} to topics"
        reading.note(carried[tag], told, advice)


def _topics(head: Head, reading: Reading) -> dict[str, Text]:
    topics = head.values.get("topics", {})
    return {tag: text_of(topics[tag], reading.plain, f"the topic {quoted(tag)}") for tag in topics}


def _refuse_shortage(head: Head, items: Sequence[Item], reading: Reading) -> None:
    """Note that the picked tags have enough items each, and not enough together."""
    pick = head.values.get("pick", {})
    sizes = Counter(tag for item in items for tag in item.tags)
    if all(sizes[tag] >= pick[tag] for tag in pick) and pick_items(items, pick) is None:
        reading.note(
            head.values.lines["pick"],
            "the picked tags share so many items that there are not enough for all",
            "pick fewer, or give more items only one of these tags",
        )


def _instrument(slug: str, head: Head, found: Sequence[_Found], reading: Reading) -> Instrument:
    for one in found:
        if one.type != SCALE:
            reading.note(
                one.line,
                f"an instrument has only scale items, not type {quoted(one.type)}",
                "write {type=scale min=1 max=10}",
            )
    statements = tuple(
        read_statement(one.source, one.id, one.heading.attributes, reading)
        for one in found
        if one.type == SCALE
    )
    intro = head.values.get("intro")
    return Instrument(
        slug=slug,
        title=text_of(head.values.get("title"), reading.plain, "the title"),
        intro=text_of(intro, reading.block, "the introduction") if intro else None,
        draft=head.values.get("draft", False),
        statements=statements,
        bands=read_bands(head, statements, reading),
    )
