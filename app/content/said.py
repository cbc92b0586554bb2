"""What readers read of lessons and quizzes, line by line, without the marks of the authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.courses.sources import LessonSource

_BLOCK = re.compile(r"^\s*/{3,}\s*[\w-]*\s*(?:\|(.*))?$")
_PICTURE = re.compile(r'!\[[^\]]*\]\([^)"]*(?:"([^"]*)")?\s*\)')
_TARGET = re.compile(r"\]\([^)]*\)(?:\{[^}]*\})?")
_UNREAD = re.compile(r"\{#[^}]*\}|\[\[[^\]]*\]\]|\{\{[^}]*\}\}|^\s*\[[^\]]+\]:\s*\S+")
_LEAD = re.compile(r"^\s*(?:#{1,6}|>|[-*+]|\d+[.)])?\s*(?:[(（［[][ xX][)）］\]]\s)?")
_MARKS = re.compile(r"[*`_\[\]]")

_FENCE = re.compile(r":::\s*([\w-]*)\s*$")
_QUIZ_LANGUAGE = re.compile(r"\s*(?:[\w@%]+\.)?(en|zh-Hant)[:>]\s*(.*)$")
_QUIZ_KEY = re.compile(r"\s*(?:explain|hint|intro|accept|unit|answer|words)(?:@\d+)?:\s*(.*)$")
_REPLY = re.compile(r"^\s*-\s*->\s*[\w:-]+\s*(?:\([^)]*\))?\s*(?:\{[^}]*\})?")
_HEADING = re.compile(r"\s*#{2,3}\s+[\w-]+\s*\{")
_FEEDBACK = re.compile(r"^\s*>\s?")


class Said(NamedTuple):
    """The words of one line, in the language of the line."""

    line: int
    language: str
    words: str


def said_in_lesson(source: LessonSource, language: str) -> Iterator[Said]:
    """The words of a lesson; of called-out rules nothing, they stand in the register."""
    yield Said(source.head_lines.get("title", 1), language, source.title)
    for number, line in enumerate(source.lines, start=source.first_line):
        words = _words(line)
        if words:
            yield Said(number, language, words)


def said_in_quiz(text: str) -> Iterator[Said]:
    """The words of a quiz file behind its head, each in its language."""
    language = "zh"
    for number, line in _behind_head(text):
        fence = _FENCE.match(line.strip())
        if fence is not None:
            language = fence[1] or "zh"
            continue
        if _HEADING.match(line):
            continue
        marked = _QUIZ_LANGUAGE.match(line)
        key = _QUIZ_KEY.match(line)
        spoken = marked[1] if marked else language
        left = marked[2] if marked else key[1] if key else _REPLY.sub("", line)
        words = _words(_FEEDBACK.sub("", left))
        if words:
            yield Said(number, spoken, words)


def _words(line: str) -> str:
    block = _BLOCK.match(line)
    if block is not None:
        return (block[1] or "").strip()
    line = _PICTURE.sub(lambda found: found[1] or "", line)
    line = _UNREAD.sub("", _TARGET.sub("]", line))
    return _MARKS.sub("", _LEAD.sub("", line, count=1)).strip()


def _behind_head(text: str) -> Iterable[tuple[int, str]]:
    lines = list(enumerate(text.splitlines(), start=1))
    if lines and lines[0][1].strip() == "---":
        end = next((number for number, line in lines[1:] if line.strip() == "---"), len(lines))
        return lines[end:]
    return lines
