"""The blanks of a stem as written: `[[right|also right]]`, or `[[(x)right|wrong]]` to choose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.quizzes.gaps import place
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.reading import Written

_OPENING = re.compile(r"(?<!\\)(?:\[\[|［［)")
_BLANK = re.compile(rf"{_OPENING.pattern}(?P<inner>(?:(?!\[\[|［［|\]\]|］］)[^\n])*)(?:\]\]|］］)")
_CLOSING = str.maketrans("[［", "]］")
_BAR = re.compile(r"(?<!\\)[|｜]")
_MARK = re.compile(r"\s*[(（]\s*(?P<mark>[xXｘＸ]?)\s*[)）]")


class WrittenBlank(NamedTuple):
    """One blank in one language: its words, and which of them are marked as right."""

    line: int
    words: tuple[Written, ...]
    marks: tuple[bool, ...]
    is_choice: bool

    @property
    def right(self) -> int:
        """The index of the word that is marked; of the first one where none is."""
        return self.marks.index(True) if True in self.marks else 0


def take_out(stem: Written, draft: Draft) -> tuple[list[WrittenBlank], Written]:
    """The blanks of a stem, and the stem with a place for each."""
    blanks: list[WrittenBlank] = []

    def taken(found: re.Match[str]) -> str:
        blanks.append(_read(stem.line + stem.words.count("\n", 0, found.start()), found["inner"]))
        return place(len(blanks))

    words = _BLANK.sub(taken, stem.words)
    for opening in _OPENING.finditer(words):
        draft.reading.note(
            stem.line + words.count("\n", 0, opening.start()),
            f"{opening[0]} has no {opening[0].translate(_CLOSING)} in its line",
            r"write [[right|also right]] in one line, or \[[ for brackets that are only text",
        )
    return blanks, Written(stem.line, words)


def refuse_difference(
    zh: Sequence[WrittenBlank], other: Sequence[WrittenBlank], draft: Draft
) -> bool:
    """Whether the blanks of two languages are not the same ones, and why."""
    if len(zh) != len(other):
        draft.note(
            f"the Chinese stem has {len(zh)} blanks and its translation {len(other)}",
            "write the same blanks in the same order in both",
        )
        return True
    different = [
        pair for pair in zip(zh, other, strict=True) if _outline(pair[0]) != _outline(pair[1])
    ]
    for one, translated in different:
        draft.reading.note(
            translated.line,
            f"this blank is another one than in line {one.line}",
            "offer as many words to choose from, with (x) at the same one; or none in both",
        )
    return bool(different)


def refuse_choice(blank: WrittenBlank, draft: Draft) -> None:
    """Note what is wrong with a blank that offers words to choose from."""
    if len(blank.words) < 2 or sum(blank.marks) != 1:
        draft.reading.note(
            blank.line,
            f"this blank has {sum(blank.marks)} right of {len(blank.words)} words to choose from",
            "write at least two, and (x) before one of them: [[(x)right|wrong]]",
        )
    if not all(written.words for written in blank.words):
        draft.reading.note(blank.line, "this blank offers an empty word", "write it or take it out")
    draft.refuse_equal(blank.words, "option")


def _outline(blank: WrittenBlank) -> tuple[object, ...]:
    return (len(blank.words), blank.right) if blank.is_choice else ()


def _read(line: int, inner: str) -> WrittenBlank:
    parts = [part.strip() for part in _BAR.split(inner)]
    marks = [_MARK.match(part) for part in parts]
    is_choice = any(marks)
    words = [
        part[mark.end() :] if mark and is_choice else part
        for part, mark in zip(parts, marks, strict=True)
    ]
    return WrittenBlank(
        line,
        tuple(Written(line, re.sub(r"\\([|｜])", r"\1", word).strip()) for word in words),
        tuple(bool(mark and mark["mark"]) for mark in marks),
        is_choice,
    )
