"""What stands under the heading of an item: the stem, the answers, the parts, the keywords."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import dedent
from typing import NamedTuple, Protocol

from app.quizzes.reading import Reading, Variants, Written, join_words
from app.quizzes.source import Line
from app.quizzes.stem import open_lines, read_stem

KEYWORDS = ("answer", "accept", "unit", "explain", "hint")

_KEYWORD = re.compile(rf"({'|'.join(KEYWORDS)})((?:[.@][\w-]*){{0,2}})\s*[:：](.*)$")
_UNKNOWN_KEYWORD = re.compile(r"([A-Za-z][\w.@-]*)\s*[:：]")
_KEY = re.compile(r"(?:(en|zh-Hant|weight)\s*[:：]|((?:en|zh-Hant)?>))(.*)$")


class AnswerForm(Protocol):
    """How a type writes its answers: where they begin, and what begins each."""

    def opens(self, line: Line) -> bool:
        """Whether an answer begins with this line."""

    def start(self, lines: Sequence[tuple[int, Line]]) -> int | None:
        """The index of the line with which the answers begin, if there is one."""

    def opens_part(self, line: Line) -> bool:
        """Whether a part with a heading of its own begins with this line."""
        return False


@dataclass
class Passage:
    """Words that may run on over several lines."""

    line: int
    lines: list[str]

    def paragraph(self) -> Written:
        """The words as one paragraph."""
        return Written(self.line, join_words(self.lines))

    def blocks(self) -> Written:
        """The words with their lines, as Markdown needs them."""
        first, rest = self.lines[0].strip(), dedent("\n".join(self.lines[1:]))
        return Written(self.line, f"{first}\n{rest}".strip("\n").rstrip(" \t"))


@dataclass
class Answer:
    """One answer as written: its own line, and the keys under it (`en`, `>`, `weight` …)."""

    line: int
    passages: dict[str, Passage]

    def written(self, key: str) -> Written | None:
        """What stands under a key as one paragraph; the answer's own words under ''."""
        return self.passages[key].paragraph() if key in self.passages else None

    @property
    def own(self) -> Written:
        """The answer's own words, with the mark that opens it."""
        return self.passages[""].paragraph()


class Keyword(NamedTuple):
    """A value at the end of an item, such as `explain.en: …`."""

    name: str
    suffix: str
    passage: Passage


@dataclass
class Part:
    """A part of an item under a `###` heading of its own, with words and answers of its own."""

    heading: Line
    stem: Variants
    answers: list[Answer] = field(default_factory=list)


@dataclass
class Body:
    """What was read under one heading."""

    line: int
    reading: Reading
    stem: Variants
    answers: list[Answer] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    keywords: list[Keyword] = field(default_factory=list)

    def every(self, name: str) -> list[Keyword]:
        """All values of one keyword, whatever follows its name."""
        return [keyword for keyword in self.keywords if keyword.name == name]

    def one(self, name: str, suffix: str = "") -> Passage | None:
        """The only value of a keyword; a second one is a fault."""
        found = [keyword.passage for keyword in self.every(name) if keyword.suffix == suffix]
        for extra in found[1:]:
            self.reading.note(
                extra.line, f"{name}{suffix}: stands twice in one item", "join the two into one"
            )
        return found[0] if found else None

    def refuse_other_keywords(self, known: Iterable[str], type_name: str) -> None:
        """Note each keyword that an item of this type does not have."""
        for keyword in self.keywords:
            if keyword.name not in known:
                self.reading.note(
                    keyword.passage.line,
                    f"type {type_name} has no keyword {keyword.name}:",
                    f"take it out, or use {', '.join(f'{name}:' for name in known)}",
                )

    def refuse_suffixes(self, name: str, known: Iterable[str]) -> None:
        """Note each form of a keyword that does not exist."""
        for keyword in self.every(name):
            if keyword.suffix not in known:
                forms = ", ".join(f"{name}{suffix}:" for suffix in known)
                self.reading.note(
                    keyword.passage.line,
                    f"{name}{keyword.suffix}: does not exist",
                    f"write one of {forms}",
                )


def read_body(heading: Line, lines: Sequence[Line], form: AnswerForm, reading: Reading) -> Body:
    """Take the lines under a heading apart, with a fault for each that has no place there."""

    def is_special(line: Line) -> bool:
        return form.opens(line) or is_keyword(line)

    open_ = open_lines(lines)
    start = form.start(open_)
    start = len(lines) if start is None else start
    body = Body(heading.number, reading, read_stem(heading, lines[:start], is_special, reading))
    cuts = [index for index, line in open_ if index >= start and _opens_part(line, form)]
    _AnswerReader(form, body, body.answers).read(lines[start : cuts[0] if cuts else None])
    for first, end in pairwise([*cuts, len(lines)]):
        _read_part(lines[first:end], body, form, is_special)
    return body


def first_answer(lines: Sequence[tuple[int, Line]], opens: Callable[[Line], bool]) -> int | None:
    """The index of the first line at the margin that opens an answer or is a keyword."""
    openers = (
        index
        for index, line in lines
        if is_keyword(line) or (line.is_margin and not line.is_code and opens(line))
    )
    return next(openers, None)


def is_keyword(line: Line) -> bool:
    """Whether the line begins with a keyword at the margin."""
    return bool(line.is_margin and not line.is_code and _KEYWORD.match(line.content))


def opens_other(form: AnswerForm, content: str) -> bool:
    """Whether an indented line would not continue the words of the answer above it."""
    line = Line(0, content)
    return bool(_KEY.match(content) or form.opens(line) or _KEYWORD.match(line.content))


def _opens_part(line: Line, form: AnswerForm) -> bool:
    return line.is_margin and not line.is_code and form.opens_part(line)


def _read_part(
    lines: Sequence[Line], body: Body, form: AnswerForm, is_special: Callable[[Line], bool]
) -> None:
    heading, inner = lines[0], lines[1:]
    if body.keywords:
        body.reading.note(
            heading.number,
            f"a part stands after {body.keywords[0].name}:",
            "put the keywords at the end of the item",
        )
    start = first_answer(open_lines(inner), form.opens)
    part = Part(heading, read_stem(heading, inner[:start], is_special, body.reading))
    body.parts.append(part)
    if start is not None:
        _AnswerReader(form, body, part.answers).read(inner[start:])


class _AnswerReader:
    """Goes through the lines from the first answer on, and fills the answers and the keywords."""

    def __init__(self, form: AnswerForm, body: Body, answers: list[Answer]) -> None:
        self._form = form
        self._body = body
        self._answers = answers
        self._answer: Answer | None = None
        # What an indented line continues; nothing after a line that has no place here.
        self._passage: Passage | None = None
        self._key = ""
        self._is_lost = False

    def read(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.is_margin:
                self._read_margin(line)
            elif self._passage and (self._answer is None or not line.content):
                self._passage.lines.append(line.text)
            elif self._passage and self._answer:
                self._read_under(self._answer, self._passage, line)

    def _read_margin(self, line: Line) -> None:
        keyword = None if line.is_code else _KEYWORD.match(line.content)
        if keyword:
            self._passage = Passage(line.number, [keyword[3].strip()])
            self._body.keywords.append(Keyword(keyword[1], keyword[2], self._passage))
            self._answer = None
        elif not line.is_code and self._form.opens(line):
            self._open_answer(line)
        else:
            self._refuse_lost(line)
        self._is_lost = self._passage is None

    def _open_answer(self, line: Line) -> None:
        if self._body.keywords:
            self._body.reading.note(
                line.number,
                f"an answer stands after {self._body.keywords[0].name}:",
                "put the answers first and the keywords at the end",
            )
        self._key, self._passage = "", Passage(line.number, [line.content])
        self._answer = Answer(line.number, {"": self._passage})
        self._answers.append(self._answer)

    def _refuse_lost(self, line: Line) -> None:
        # Several lines that follow each other are one mistake.
        if not self._is_lost:
            self._body.reading.note(line.number, *_why_lost(line))
        self._answer = self._passage = None

    def _read_under(self, answer: Answer, passage: Passage, line: Line) -> None:
        key = None if line.is_code else _KEY.match(line.content)
        if key:
            self._open_key(answer, key[1] or key[2], Passage(line.number, [key[3].strip()]))
            return
        if not line.is_code and opens_other(self._form, line.content):
            self._body.reading.note(
                line.number,
                "this line is indented, so it would continue the answer above",
                "begin it at the margin, or put a backslash before it",
            )
        passage.lines.append(self._unescaped(line.content))

    def _open_key(self, answer: Answer, key: str, passage: Passage) -> None:
        if key == self._key and key.endswith(">"):
            answer.passages[key].lines += passage.lines
            return
        if key in answer.passages:
            self._body.reading.note(
                passage.line, f"{key_name(key)} stands twice under one answer", "write it once"
            )
        self._key, self._passage = key, passage
        answer.passages.setdefault(key, passage)

    def _unescaped(self, content: str) -> str:
        # A backslash that is meant is doubled, so whatever stands behind all of them decides.
        is_special = opens_other(self._form, content.lstrip("\\"))
        return content[1:] if content.startswith("\\") and is_special else content


def key_name(key: str) -> str:
    """A key under an answer as its author writes it."""
    return key if key.endswith(">") else f"{key}:"


def _why_lost(line: Line) -> tuple[str, str]:
    """What is wrong with a line at the margin that is neither answer nor keyword."""
    if line.content.startswith((":::", "：：：")):
        return "a ::: block stands after the first answer", "move it up, under the Chinese stem"
    if key := _KEY.match(line.content):
        name = key_name(key[1] or key[2])
        return f"{name} stands at the margin", "indent it by two spaces, under its answer"
    if word := _UNKNOWN_KEYWORD.match(line.content):
        known = ", ".join(f"{name}:" for name in KEYWORDS)
        return f"{word[1]}: is no keyword", f"use one of {known}; or indent a text that runs on"
    return (
        "this line is no answer and no keyword",
        "indent it by two spaces to continue the text above, or move it into the stem",
    )
