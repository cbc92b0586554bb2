"""How much a text may hold, so that rendering it takes neither long nor deep.

The Markdown library looks at some texts again and again: a thousand open brackets in one
paragraph cost a million steps. No lesson comes near these bounds.
"""

from __future__ import annotations

import re

import msgspec

LONGEST_TEXT = 50_000
LONGEST_PARAGRAPH = 8_000
MOST_LINES = 2_500
MOST_LINES_TOGETHER = 250
MOST_BLOCK_LINES = 200
MOST_MARKS = 800
DEEPEST_BRACKETS = 20
DEEPEST_QUOTES = 8
DEEPEST_INDENT = 40
_MARKS = re.compile(r"[*_`!<&\\\[({|]")
_QUOTES = re.compile(r"[ >]*")
_INDENT = re.compile(rf"^[ \t]{{{DEEPEST_INDENT + 1}}}", re.MULTILINE)


class Excess(msgspec.Struct, frozen=True):
    """Where a text is too much, and what there is too much of."""

    #: Counted from 1 within the text.
    line: int
    what: str


def excess(text: str) -> Excess | None:
    """The first thing in a text that there is too much of, if any."""
    if len(text) > LONGEST_TEXT:
        return Excess(1, f"a text of {len(text)} characters (at most {LONGEST_TEXT})")
    if text.count("\n") > MOST_LINES:
        return Excess(1, f"a text of more than {MOST_LINES} lines")
    line, blocks = 1, 0
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        blocks += paragraph.count("///")
        what = _too_much_in(paragraph) or _too_many_blocks(blocks)
        if what:
            return Excess(line, what)
        line += paragraph.count("\n")
    return None


def _too_much_in(paragraph: str) -> str:
    length = len(paragraph.strip())
    if length > LONGEST_PARAGRAPH:
        return f"a paragraph of {length} characters (at most {LONGEST_PARAGRAPH})"
    if paragraph.count("\n") > MOST_LINES_TOGETHER:
        return f"a paragraph of more than {MOST_LINES_TOGETHER} lines"
    if len(_MARKS.findall(paragraph)) > MOST_MARKS:
        return f"a paragraph with over {MOST_MARKS} marks such as * [ |"
    if _is_deep(paragraph):
        return "brackets, quotations or lists nested too deeply"
    return ""


def _too_many_blocks(count: int) -> str:
    return f"more than {MOST_BLOCK_LINES} lines with ///" if count > MOST_BLOCK_LINES else ""


def _is_deep(paragraph: str) -> bool:
    return (
        any(_depth(paragraph, pair) > DEEPEST_BRACKETS for pair in ("[]", "()", "{}", "<>"))
        or (paragraph.count(">") > DEEPEST_QUOTES and _is_quoted_deeply(paragraph))
        or _INDENT.search(paragraph) is not None
    )


def _is_quoted_deeply(paragraph: str) -> bool:
    quotes = (_QUOTES.match(line) for line in paragraph.split("\n"))
    return any(found[0].count(">") > DEEPEST_QUOTES for found in quotes if found)


def _depth(text: str, pair: str) -> int:
    """How many brackets are open at once, at the deepest place."""
    opening, closing = pair[0], pair[1]
    if text.count(opening) <= DEEPEST_BRACKETS:
        return 0
    depth = deepest = 0
    for character in text:
        if character == opening:
            depth += 1
            deepest = max(deepest, depth)
        elif character == closing and depth:
            depth -= 1
    return deepest
