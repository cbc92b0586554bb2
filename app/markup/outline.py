"""What stands where in a Markdown body: headings, blocks, call-outs and links, with their lines.

The outline is made from the lines alone, so that every message can name one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from app.markup import choices
from app.markup.figures import FIGURE
from app.markup.machine import CALL_OUT

_HEADING = re.compile(r"(#{1,6})(?!#)\s*(.*?)\s*(?:\{#([^{}]*)\})?\s*#*\s*")
_BLOCK_START = re.compile(r" {0,3}(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?")
_BLOCK_END = re.compile(r" {0,3}(/{3,})[ ]*")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")
_ITEM = re.compile(r"[-*+][ \t]+(.*)")
#: What ends a paragraph without an empty line: a block's first or last line, and a heading.
_PARTING = re.compile(r" {0,3}/{3,}|#{1,6}(?!#)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)")
_ESCAPED = re.compile(r"\\.")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_REFERENCE = re.compile(r"\[[^\]^]+\]:\s*(\S+)")

#: Headings of this level begin a section.
SECTION_LEVEL = 2


class Heading(msgspec.Struct, frozen=True):
    """A line with # marks; `id` is None where none is given."""

    line: int
    level: int
    text: str
    id: str | None


class Block(msgspec.Struct, frozen=True):
    """A block from its first line to its closing one; `end` is None where it is not closed."""

    line: int
    end: int | None
    name: str
    argument: str
    lines: tuple[str, ...]
    #: Whether other text touches the block, without an empty line between.
    touches_before: bool
    touches_after: bool


class CallOut(msgspec.Struct, frozen=True):
    """A standard called out, on a line of its own at the top level or inside a sentence."""

    line: int
    id: str
    is_alone: bool


class Link(msgspec.Struct, frozen=True):
    """A link and its target as written."""

    line: int
    target: str


class Figure(msgspec.Struct, frozen=True):
    """A figure shown: the name of its drawing, and what stands in for it."""

    line: int
    name: str
    alt: str
    #: Nothing else stands in its line, and no text touches it.
    is_alone: bool


class Outline(msgspec.Struct):
    """Everything that the rules of a lesson ask about, in the order of the lines."""

    headings: list[Heading] = []
    blocks: list[Block] = []
    call_outs: list[CallOut] = []
    links: list[Link] = []
    figures: list[Figure] = []
    #: The lines of text without code, for rules about words.
    words: list[tuple[int, str]] = []
    #: Closing lines that close nothing, and the line of a code fence that is never closed.
    stray_ends: list[int] = []
    open_fence: int | None = None


def outline(lines: Sequence[str], first_line: int) -> Outline:
    """The outline of a body whose first line has this number in its file."""
    return _Scanner(lines, first_line).scan()


class _Scanner:
    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines, self.first_line = lines, first_line
        self.found = Outline()
        #: The place of the line that began the block now open.
        self.open: int | None = None

    def scan(self) -> Outline:
        place = 0
        while place < len(self.lines):
            place = self._past_code(place) if self._is_fence(place) else self._read(place)
        self._end_block(len(self.lines), is_closed=False)
        return self.found

    def _is_fence(self, place: int) -> bool:
        return _FENCE.fullmatch(self.lines[place].rstrip()) is not None

    def _past_code(self, start: int) -> int:
        fence = _FENCE.fullmatch(self.lines[start].rstrip())
        closing = fence[1] if fence else ""
        for place in range(start + 1, len(self.lines)):
            if self.lines[place].rstrip() == closing:
                return place + 1
        self.found.open_fence = self.found.open_fence or self._number(start)
        return start + 1

    def _read(self, place: int) -> int:
        line = self.lines[place]
        if _BLOCK_END.fullmatch(line):
            self._close(place)
        elif start := _BLOCK_START.fullmatch(line):
            self._end_block(place, is_closed=False)
            self.open = place
            self._read_words(place, start[3] or "")
        elif heading := _HEADING.fullmatch(line):
            self._add_heading(place, heading)
        else:
            self._read_words(place, line)
        return place + 1

    def _close(self, place: int) -> None:
        if self.open is None:
            self.found.stray_ends.append(self._number(place))
        self._end_block(place, is_closed=True)

    def _end_block(self, end: int, *, is_closed: bool) -> None:
        """A block that is never closed ends where the next thing begins, so that one slip of the
        author gives one message."""
        if self.open is None:
            return
        start, self.open = self.open, None
        head = _BLOCK_START.fullmatch(self.lines[start])
        assert head is not None
        self.found.blocks.append(
            Block(
                line=self._number(start),
                end=self._number(end) if is_closed else None,
                name=head[2],
                argument=head[3] or "",
                lines=tuple(self.lines[start + 1 : end]),
                touches_before=self._is_text(start - 1),
                touches_after=is_closed and self._is_text(end + 1),
            )
        )

    def _is_text(self, place: int) -> bool:
        return 0 <= place < len(self.lines) and bool(self.lines[place].strip())

    def _add_heading(self, place: int, found: re.Match[str]) -> None:
        level = len(found[1])
        if level <= SECTION_LEVEL:
            self._end_block(place, is_closed=False)
        else:
            self._read_words(place, found[2])
        self.found.headings.append(Heading(self._number(place), level, found[2], found[3]))

    def _read_words(self, place: int, text: str) -> None:
        number = self._number(place)
        plain = _ESCAPED.sub("  ", _CODE.sub(" ", self._without_mark(text)))
        plain = self._without_figures(place, plain)
        self.found.words.append((number, plain))
        alone = self.open is None and CALL_OUT.fullmatch(self.lines[place].rstrip()) is not None
        for call in CALL_OUT.finditer(plain):
            self.found.call_outs.append(CallOut(number, call[1].strip(), alone))
        targets = _LINK.findall(plain) + ([ref[1]] if (ref := _REFERENCE.match(plain)) else [])
        self.found.links += [Link(number, target) for target in targets]

    def _without_mark(self, text: str) -> str:
        """The words of a choice, whose mark `[x]` is neither link nor reference."""
        if self.open is None or not self._opened("check"):
            return text
        item = _ITEM.match(text)
        return choices.MARK.sub("", item[1], count=1) if item else text

    def _opened(self, name: str) -> bool:
        assert self.open is not None
        head = _BLOCK_START.fullmatch(self.lines[self.open])
        return head is not None and head[2] == name

    def _without_figures(self, place: int, plain: str) -> str:
        """Note the figures of a line; what is left of them are the words that people read."""
        whole = FIGURE.fullmatch(self.lines[place].strip()) is not None
        alone = whole and not self._is_prose(place - 1) and not self._is_prose(place + 1)
        for found in FIGURE.finditer(plain):
            shown = Figure(self._number(place), found["name"], found["alt"].strip(), alone)
            self.found.figures.append(shown)
        return FIGURE.sub(lambda found: f"{found['alt']} {found['caption'] or ''}".strip(), plain)

    def _is_prose(self, place: int) -> bool:
        """Whether a line belongs to the same paragraph as its neighbour."""
        return self._is_text(place) and _PARTING.match(self.lines[place]) is None

    def _number(self, place: int) -> int:
        return place + self.first_line
