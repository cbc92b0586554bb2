"""A quiz file as lines: where its head ends, where each item begins, and what is fenced code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from app.markup.faults import FaultLog
from app.markup.plaintext import plain_newlines
from app.quizzes.reading import Reading

# An author who indents with the space of the Chinese keyboard means two columns by it.
_COLUMNS = {"\t": 4, "\u3000": 2}
_FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_HEAD_RULE = re.compile(r"---\s*$")


class Line(NamedTuple):
    """One line of the file."""

    number: int
    text: str
    is_code: bool = False

    @property
    def content(self) -> str:
        """The line without the space around it."""
        return self.text.strip()

    @property
    def is_margin(self) -> bool:
        """Whether the line says something at the margin: one stray space is no indentation."""
        return bool(self.content) and self._indent < 2

    @property
    def _indent(self) -> int:
        # Two are enough to know; a line may begin with a million.
        begin = self.text[:2]
        blank = begin[: len(begin) - len(begin.lstrip())]
        return sum(_COLUMNS.get(character, 1) for character in blank)


class ItemSource(NamedTuple):
    """The lines of one item: its heading, and what stands under it."""

    heading: Line
    body: tuple[Line, ...]


class Source(NamedTuple):
    """The parts of a quiz file; `head` is None where the file has none."""

    head: str | None
    items: tuple[ItemSource, ...]


def read_source(source: str, reading: Reading) -> Source:
    """The head and the items of a file, with a fault for whatever belongs to neither."""
    texts = _readable(plain_newlines(source.removeprefix("\ufeff")).split("\n"), reading)
    end = _head_end(texts, reading)
    is_closed = 0 < end < len(texts) and _HEAD_RULE.match(texts[end])
    lines = mark_code(texts, reading, start=end + 1 if is_closed else end)
    head = "\n".join(texts[1:end]) if is_closed or end > 1 else None
    return Source(head, tuple(_items(lines, reading)))


def mark_code(texts: list[str], log: FaultLog, *, start: int = 0) -> list[Line]:
    """The lines from `start` on, without the space at their ends that says nothing; those of a
    fenced code block are marked, and left as they are."""
    lines: list[Line] = []
    endless: dict[str, int] = {}
    index = start
    while index < len(texts):
        end = _fence_end(texts, index, endless, log)
        if end == index:
            lines.append(Line(index + 1, _without_end(*texts[index : index + 2])))
        else:
            lines += (Line(number + 1, texts[number], True) for number in range(index, end + 1))
        index = end + 1
    return lines


def _readable(texts: list[str], reading: Reading) -> list[str]:
    """The lines without halves of characters, which no file and no database can hold."""
    readable = [text.encode("utf-8", "replace").decode() for text in texts]
    for number, (text, clean) in enumerate(zip(texts, readable, strict=True), 1):
        if text != clean:
            reading.note(number, "half a character stands here", "delete it and type it again")
    return readable


def _head_end(texts: list[str], reading: Reading) -> int:
    """The index of the line that ends the head; 0 where there is none."""
    if not _HEAD_RULE.match(texts[0]):
        reading.note(1, "the file has no head", "begin with --- and end the head with ---")
        return 0
    for index, text in enumerate(texts[1:], 1):
        if _HEAD_RULE.match(text):
            return index
        if text.startswith("## "):
            break
    else:
        index = len(texts)
    reading.note(1, "the head is not closed", "put --- on a line of its own after the head")
    return index


def _without_end(text: str, below: str = "") -> str:
    # What looks empty parts paragraphs, whatever kinds of space it is made of.
    if not text.strip():
        return ""
    # Two spaces before another line are how Markdown breaks a line.
    return text.rstrip(" \t") + ("  " if text.endswith("  ") and below.strip() else "")


def _fence_end(texts: list[str], index: int, endless: dict[str, int], log: FaultLog) -> int:
    """The index of the line that closes the fence opened here; `index` itself where none opens."""
    fence = _FENCE.match(texts[index])
    if not fence or (fence["marks"][0] == "`" and "`" in fence["info"]):
        return index
    mark, length = fence["marks"][0], len(fence["marks"])
    # What is known to have no end is not sought again, so that long files stay quick.
    if length >= endless.get(mark, length + 1):
        return index
    closing = re.compile(rf"\s*{mark}{{{length},}}\s*$")
    for end in range(index + 1, len(texts)):
        if closing.match(texts[end]):
            return end
    endless[mark] = length
    log.note(
        index + 1, "this code fence is never closed", f"put {fence['marks']} on a line after it"
    )
    return index


def _items(lines: list[Line], reading: Reading) -> Iterator[ItemSource]:
    starts = [index for index, line in enumerate(lines) if is_heading(line)]
    _refuse_stray(lines[: starts[0]] if starts else lines, reading)
    for start, end in pairwise([*starts, len(lines)]):
        yield ItemSource(lines[start], tuple(lines[start + 1 : end]))


def is_heading(line: Line) -> bool:
    """Whether an item begins with this line."""
    is_second_level = line.content.startswith("##") and not line.content.startswith("###")
    return line.is_margin and not line.is_code and is_second_level


def _refuse_stray(lines: list[Line], reading: Reading) -> None:
    stray = next((line for line in lines if line.content), None)
    if stray:
        reading.note(
            stray.number,
            "this text belongs to no item",
            "begin an item above it with ## id {type=single}, or take it out",
        )
