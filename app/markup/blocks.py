"""The blocks between `/// name` and `///`, as elements in the shapes that the style sheet knows."""

from __future__ import annotations

import copy
import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor  # type: ignore[import-untyped]
from pymdownx.blocks.block import Block  # type: ignore[import-untyped]

from app.markup.choices import MARK, Choice, choice_of
from app.markup.marks import mark

#: A turn of a dialogue: who speaks, in bold where it is one of us, and the words.
TURN = re.compile(
    r"(?P<us>\*\*|__)?(?P<who>[^\n:：*]{1,60}?)(?:(?:\*\*|__)\s*[:：]|[:：](?:\*\*|__)?)\s*(?P<said>.*)",
    re.DOTALL,
)
NOTES = {
    "rule": "tp-note",
    "phrase": "tp-note tp-phrase",
    "example": "tp-note tp-example",
    "caution": "tp-note tp-caution",
    "good-practice": "tp-note tp-practice",
}
NAMES = (*NOTES, "talk", "do", "dont", "ask", "check")


class ContentBlocks(BlocksExtension):
    """Gives Markdown all blocks of lessons, and none of the options that authors do not need."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register each block."""
        block_mgr.yaml_line = re.compile(r"(?!)")
        for name in NAMES:
            block_mgr.register(_KINDS.get(name, _Note).named(name), {})


class _ContentBlock(Block):
    """What all blocks share: they may have words after the bar, and hold other blocks."""

    ARGUMENT = None

    @classmethod
    def named(cls, name: str) -> type[Block]:
        """The block under one of its names."""
        return type(cls.__name__, (cls,), {"NAME": name})

    def on_markdown(self) -> str:
        return "block"


class _Note(_ContentBlock):
    """A rule, phrase, example, caution or good practice."""

    def on_create(self, parent: Element) -> Element:
        note = SubElement(parent, "aside", {"class": NOTES[self.NAME]})
        label = SubElement(note, "p")
        label.text = mark("label", self.NAME)
        if self.argument:
            label.text += f"{mark('word', 'dot')}{self.argument}"
        return note

    def on_end(self, block: Element) -> None:
        if self.NAME != "phrase":
            return
        for said in list(block)[1:]:
            if said.tag == "p":
                said.tag = "q"


class _Talk(_ContentBlock):
    """A dialogue: each item of the list is a turn."""

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "dl", {"class": "tp-talk", "aria-label": mark("word", "talk")})

    def on_end(self, block: Element) -> None:
        children = list(block)
        for child in children:
            block.remove(child)
        for child in children:
            for said in list(child) if child.tag in ("ul", "ol") else [child]:
                _add_turn(block, said)


class _Pair(_ContentBlock):
    """One half of the pair; the dresser puts the halves together."""

    def on_create(self, parent: Element) -> Element:
        pair = SubElement(parent, "div", {"class": "tp-pair"})
        half = SubElement(pair, "div", {"class": self.NAME})
        SubElement(half, "h3").text = mark("label", self.NAME)
        return pair

    def on_add(self, block: Element) -> Element:
        return block[0]


class _Ask(_ContentBlock):
    """A question with its answer folded."""

    def on_create(self, parent: Element) -> Element:
        fold = SubElement(parent, "details", {"class": "tp-ask"})
        summary = SubElement(fold, "summary")
        SubElement(summary, "span").text = mark("word", "think") + _question(self.argument)
        SubElement(summary, "span").text = mark("label", "answer")
        SubElement(fold, "div")
        return fold

    def on_add(self, block: Element) -> Element:
        return block[1]


class _Check(_ContentBlock):
    """A question with choices to press, and the right ones with their reason folded below."""

    def on_create(self, parent: Element) -> Element:
        check = SubElement(parent, "fieldset", {"class": "tp-check"})
        SubElement(check, "legend").text = _question(self.argument)
        return check

    def on_end(self, block: Element) -> None:
        _, *inner = list(block)
        lists = [child for child in inner if child.tag == "ul"][:1]
        found = [(item, choice) for each in lists for item in each if (choice := _marked(item))]
        several = any(choice.is_one_of_several for _, choice in found)
        kind = "checkbox" if several else "radio"
        for child in inner:
            block.remove(child)
        for item, choice in found:
            _add_choice(block, item, kind, choice)
        SubElement(block, "div").text = mark("verdict", kind)
        _add_key(
            block,
            [item for item, choice in found if choice.is_right],
            [child for child in inner if not (found and child in lists)],
        )


_KINDS: dict[str, Any] = {
    "talk": _Talk,
    "do": _Pair,
    "dont": _Pair,
    "ask": _Ask,
    "check": _Check,
}


def _question(argument: str | None) -> str:
    """The question; an author who writes 想一想 as well does not get it twice."""
    return re.sub(r"^(?:想一想|Think about it)\s*[:：]\s*", "", argument or "")


def _marked(item: Element) -> Choice | None:
    """What the author says of a choice; its mark goes out of the item's words."""
    words = item[0] if len(item) and not (item.text or "").strip() else item
    choice = choice_of(words.text or "")
    if choice is not None:
        words.text = MARK.sub("", (words.text or "").lstrip(), count=1)
    return choice


def _add_choice(check: Element, item: Element, kind: str, choice: Choice) -> None:
    """A choice to press; the dresser gives it its number."""
    row = SubElement(check, "div", {"class": "tp-opt"})
    row.text = f"{kind} right" if choice.is_right else kind
    words = SubElement(SubElement(row, "label"), "span")
    _put_words(words, item)


def _add_key(check: Element, right: list[Element], reason: list[Element]) -> None:
    """The answer and why, folded: whoever reads without script finds it there."""
    fold = SubElement(check, "details", {"class": "tp-key-to"})
    SubElement(fold, "summary").text = mark("label", "key")
    inner = SubElement(fold, "div")
    if right:
        told = SubElement(inner, "p")
        SubElement(told, "strong").text = mark("word", "key-is")
        for number, item in enumerate(right):
            words = SubElement(told, "span")
            words.text = mark("word", "between") if number else ""
            _put_words(words, copy.deepcopy(item))
    inner.extend(reason)


def _put_words(words: Element, item: Element) -> None:
    """The words of an item of a list, whether or not it holds them in a paragraph."""
    source = item[0] if len(item) and not (item.text or "").strip() else item
    words.text = (words.text or "") + (source.text or "").strip()
    words.extend(list(source))


def _add_turn(dialogue: Element, said: Element) -> None:
    first = said[0] if len(said) and not (said.text or "").strip() else said
    turn = SubElement(dialogue, "div")
    found = TURN.match((first.text or "").strip())
    if found:
        SubElement(turn, "dt").text = found["who"].strip()
        first.text = found["said"]
    if found and found["us"]:
        turn.set("class", "us")
    words = SubElement(turn, "dd")
    words.text = first.text
    words.extend(list(first))
    if first is not said:
        words.extend(list(said)[1:])
