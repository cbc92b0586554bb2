"""The stem of an item: Markdown, with blocks `::: en` … `:::` for the other languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.quizzes.reading import Reading, Variants, Written
from app.quizzes.source import Line

_COLONS = re.compile(r"[:：]{3}\s*(?P<language>\S*)$")
_LANGUAGES = ("en", "zh-Hant")


class _Block(NamedTuple):
    """A language block by the indices of its two `:::` lines; one without a pair is not closed."""

    start: int
    end: int
    language: str

    @property
    def is_closed(self) -> bool:
        return self.end > self.start


def open_lines(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """The lines outside language blocks, with their indices: only there answers can begin."""
    hidden = {index for block in _blocks(lines) for index in range(block.start, block.end + 1)}
    return [(index, line) for index, line in enumerate(lines) if index not in hidden]


def read_stem(
    heading: Line, lines: Sequence[Line], is_special: Callable[[Line], bool], reading: Reading
) -> Variants:
    """The stem in each language; a backslash before what is special at the margin is taken off."""
    plain = [_unescaped(line, is_special) for line in lines]
    texts: dict[str, Written] = {}
    for block in _blocks(lines):
        if _refuse(block, lines[block.start].number, texts, reading):
            continue
        texts[block.language] = _written(lines[block.start], plain[block.start + 1 : block.end])
    own = [plain[index] for index, _ in open_lines(lines)]
    return Variants(_written(heading, own), texts.get("en"), texts.get("zh-Hant"))


def has_meaning(line: Line, is_special: Callable[[Line], bool]) -> bool:
    """Whether a line at the margin is more than Markdown, or a backslash keeps it from that."""
    if line.is_code or not line.is_margin:
        return False
    # A backslash that is meant is doubled, so whatever stands behind all of them decides.
    bare = line._replace(text=line.content.lstrip("\\"))
    return is_special(bare) or bare.text.startswith("##") or is_block_rule(bare)


def is_block_rule(line: Line) -> bool:
    """Whether the line opens or closes a language block."""
    return line.is_margin and not line.is_code and bool(_COLONS.match(line.content))


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    rules = [
        (index, rule["language"])
        for index, line in enumerate(lines)
        if is_block_rule(line) and (rule := _COLONS.match(line.content))
    ]
    position = 0
    while position < len(rules):
        index, language = rules[position]
        is_closed = language and rules[position + 1 : position + 2]
        is_closed = bool(is_closed) and not rules[position + 1][1]
        yield _Block(index, rules[position + 1][0] if is_closed else index, language)
        position += 2 if is_closed else 1


def _refuse(block: _Block, line: int, known: dict[str, Written], reading: Reading) -> bool:
    """Whether a block cannot be read, and why."""
    what, instead = "", ""
    if not block.language:
        what, instead = "this ::: closes nothing", "take it out, or open the block with ::: en"
    elif not block.is_closed:
        what = f"the block ::: {block.language} is not closed"
        instead = "put ::: on a line of its own after it"
    elif block.language not in _LANGUAGES:
        what = f"the block ::: {block.language} is in no known language"
        instead = "write ::: en or ::: zh-Hant; Simplified Chinese stands outside the blocks"
    elif block.language in known:
        what = f"the stem has two blocks ::: {block.language}"
        instead = "join the two into one"
    if what:
        reading.note(line, what, instead)
    return bool(what)


def _unescaped(line: Line, is_special: Callable[[Line], bool]) -> Line:
    if line.content.startswith("\\") and has_meaning(line, is_special):
        return line._replace(text=line.content[1:])
    return line


def _written(place: Line, lines: Sequence[Line]) -> Written:
    first = next((line for line in lines if line.content), place)
    return Written(first.number, "\n".join(line.text for line in lines).strip("\n").rstrip(" \t"))
