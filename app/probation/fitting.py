"""Pure: in which size of type a form fills one page of paper, and what is left out where none does.

A browser sets the type, so lines can only be reckoned; there is some room to spare.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import east_asian_width

Size = Literal["large", "medium", "small"]
#: In points: 五号, 小五 and 六号, which the small print of Chinese forms is set in.
SIZES: dict[Size, float] = {"large": 10.5, "medium": 9, "small": 7.5}

#: Of A4 between its margins, in millimetres; the last few are kept free.
WIDTH, HEIGHT = 182.0, 258.0
#: Company, title and signatures; then what the frames of a part and of a line take.
_FRAME, _PART, _ITEM = 36.0, 2.4, 1.5
_POINT, _LINE = 0.3528, 1.5
#: What stands beside the words of a fact, of a part and of a line, in widths of a character.
_BESIDE_FACT, _BESIDE_PART, _BESIDE_ITEM = 7.0, 8.5, 31.0
#: How wide labels are, and what is known of a line.
_LABEL, _KNOWN = 6.0, 13.0
#: Lines break before they are full.
_LOSS = 1.05
_WIDE = frozenset("MWmw@%—…")


@dataclass(frozen=True)
class Item:
    """A numbered line of the first part, with what is known of it."""

    number: int
    text: str
    known: str = ""
    is_marked: bool = False

    @property
    def as_cells(self) -> tuple[int, str, str, bool]:
        return self.number, self.text, self.known, self.is_marked


@dataclass(frozen=True)
class Part:
    """A part of the form: its label and what stands in it."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """Everything that is to stand on the page; the items stand in the first part."""

    facts: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Paper:
    """What does stand there, and in which size of type."""

    size: Size
    contents: Contents
    #: So many items more stand in the file only.
    left_out: int = 0


def fitted(contents: Contents) -> Paper:
    """The largest type in which everything fits; where none does, the smallest, with items cut
    short, and at last only as many of them as there is room for."""
    for size in SIZES:
        if height_of(contents, size) <= HEIGHT:
            return Paper(size, contents)
    for most in (3, 2, 1):
        cut = replace(contents, items=tuple(_cut(item, most) for item in contents.items))
        if height_of(cut, "small") <= HEIGHT:
            return Paper("small", cut)
    while cut.items and height_of(cut, "small") > HEIGHT:
        cut = replace(cut, items=cut.items[:-1])
    return Paper("small", cut, left_out=len(contents.items) - len(cut.items))


def height_of(contents: Contents, size: Size) -> float:
    """About how high the form is in some size of type, in millimetres."""
    across = WIDTH / (SIZES[size] * _POINT)
    facts = [_lines_of(value, across / 2 - _BESIDE_FACT) for _label, value in contents.facts]
    items = [
        max(_lines_of(item.text, across - _BESIDE_ITEM), _lines_of(item.known, _KNOWN))
        for item in contents.items
    ]
    parts = [_lines_of_part(part, across - _BESIDE_PART) for part in contents.parts]
    # Facts stand two beside each other; one line more tells what is left out.
    count = sum(max(facts[n : n + 2]) for n in range(0, len(facts), 2)) + 1
    count += sum(items) + sum(parts)
    frames = _FRAME + len(parts) * _PART + len(items) * _ITEM
    return frames + count * SIZES[size] * _POINT * _LINE


def width_of(text: str) -> float:
    """About how wide a text is, in widths of a Chinese character."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    if east_asian_width(character) in "WFA" or character in _WIDE:
        return 1.0
    if character in " /.,:;'":
        return 0.35
    return 0.75 if character.isupper() else 0.57


def _lines_of_part(part: Part, across: float) -> int:
    return max(
        sum(_lines_of(text, across) for text in part.paragraphs), _lines_of(part.label, _LABEL)
    )


def _lines_of(text: str, across: float) -> int:
    return max(math.ceil(width_of(text) * _LOSS / across), 1)


def _cut(item: Item, most: int) -> Item:
    """The same with so many lines of its text at most, in the smallest type."""
    room = most * (WIDTH / (SIZES["small"] * _POINT) - _BESIDE_ITEM) / _LOSS - 1
    width = 0.0
    kept: list[str] = []
    for character in item.text:
        width += _width(character)
        if width > room:
            return replace(item, text="".join(kept) + "…")
        kept.append(character)
    return item
