"""The choices of a self-check: which lines they are, and which of them are right."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

#: `( )` and `(x)` where one is right, `[ ]` and `[x]` where several are; full-width ones as well.
MARK = re.compile(
    r"(?:[(（](?P<one>[ \u3000]*[xXｘ]?[ \u3000]*)[)）]"
    r"|[\[［](?P<many>[ \u3000]*[xXｘ]?[ \u3000]*)[\]］])[ \u3000]*"
)
_ITEM = re.compile(r"[-*+][ \t]+(?P<written>.*)")


class Choice(msgspec.Struct, frozen=True):
    """One answer of a check; `line` counts from the block's first inner line, from 0."""

    line: int
    text: str
    is_right: bool
    #: Written with square brackets: several may be right.
    is_one_of_several: bool


class Parts(msgspec.Struct, frozen=True):
    """The inner lines of a check, parted: its choices, and which lines are neither."""

    choices: tuple[Choice, ...]
    #: Items of the list that are marked neither right nor wrong.
    unmarked: tuple[int, ...]
    #: The line of text that touches the choices, which Markdown would take for one of them.
    touching: int | None
    #: The line of text that stands before the first choice.
    before: int | None
    is_explained: bool


def choice_of(written: str, line: int = 0) -> Choice | None:
    """The choice that the words of an item make, or None where they begin with no mark."""
    found = MARK.match(written.lstrip())
    if found is None:
        return None
    many = found["many"]
    cross = many if many is not None else found["one"]
    words = written.lstrip()[found.end() :].strip()
    return Choice(line, words, bool(cross.strip()), many is not None)


def read_parts(lines: Sequence[str]) -> Parts:
    """The inner lines of a check as what they mean; nothing is wrong to this reader."""
    choices: list[Choice] = []
    unmarked: list[int] = []
    touching = before = None
    is_explained = follows = False
    for number, line in enumerate(lines):
        item = _ITEM.match(line)
        if not line.strip():
            follows = False
        elif item and not is_explained:
            found = choice_of(item["written"], number)
            choices += [found] if found else []
            unmarked += [] if found else [number]
            follows = True
        elif follows and not line.startswith("  "):
            touching = number if touching is None else touching
        elif not follows and not choices:
            before = number if before is None else before
        elif not follows:
            is_explained = True
    return Parts(tuple(choices), tuple(unmarked), touching, before, is_explained)
