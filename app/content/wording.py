"""One term for one thing: the words that the glossary forbids, wherever content uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.content.reading import Readings
from app.content.said import said_in_lesson, said_in_quiz
from app.courses.glossary import Glossary, Term
from app.courses.sources import LessonSource
from app.markup.faults import Fault, quoted
from app.markup.texts import Text

#: What somebody else says or writes is left as it is.
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")


class _Said(NamedTuple):
    file: str
    line: int
    language: str
    words: str


def forbidden_words(readings: Readings) -> Iterable[Fault]:
    """Each use of a word for which the glossary has a term."""
    terms = _terms(readings)
    words = {language: _Forbidden(terms, language) for language in ("zh", "en")}
    if not any(term.forbidden for term in terms):
        return
    for said in _everything_said(readings):
        spoken = words.get(said.language)
        for used, term in spoken.found_in(_QUOTED.sub(" ", said.words)) if spoken else ():
            right = term.title.en if said.language == "en" else term.title.zh
            told = f"the word {quoted(used)} stands for {quoted(right)}"
            yield Fault(said.file, said.line, told, f"write {quoted(right)}")


class _Forbidden:
    """The forbidden words of one language; inside a longer term, or a longer word, none is one."""

    def __init__(self, terms: list[Term], language: str) -> None:
        self.terms = {
            word.casefold(): term
            for term in terms
            for word in term.forbidden
            if word.isascii() == (language == "en")
        }
        names = (name for term in terms for name in (term.title.zh, term.title.en, *term.also))
        known = {name.casefold() for name in names} | self.terms.keys()
        longest_first = sorted(known, key=lambda word: (-len(word), word))
        either = "|".join(map(re.escape, longest_first))
        self._words = re.compile(
            rf"(?<![\w-])(?:{either})(?![\w-])" if language == "en" else either
        )

    def found_in(self, words: str) -> Iterator[tuple[str, Term]]:
        """The forbidden words that stand in a text, each with its term."""
        for found in self._words.finditer(words.casefold()) if self.terms else ():
            if found[0] in self.terms:
                yield found[0], self.terms[found[0]]


def _terms(readings: Readings) -> list[Term]:
    found = (read.result.document for read in readings.glossaries if read.result)
    return [term for each in found if isinstance(each, Glossary) for term in each.terms]


def _everything_said(readings: Readings) -> Iterator[_Said]:
    for language, source in _texts(readings):
        for said in said_in_lesson(source, language):
            yield _Said(source.file, *said)
    for read in readings.quizzes:
        for said in said_in_quiz(read.source.data.decode("utf-8-sig", "replace")):
            yield _Said(read.source.file, *said)
    yield from _said_in_register(readings)
    for read in readings.checklists:
        checklist = read.result.document if read.result else None
        for line in checklist.lines if checklist else ():
            yield from _in_both(read.source.file, read.result.places.get(line.id, 1), line.text)


def _texts(readings: Readings) -> Iterator[tuple[str, LessonSource]]:
    """The lessons and policies, each with its language."""
    for lesson in readings.lessons:
        yield from lesson.sources.items()
    for policy in readings.policies:
        yield from ((language, written.text) for language, written in policy.sources.items())


def _said_in_register(readings: Readings) -> Iterator[_Said]:
    for read in readings.topics:
        topic = read.result.topic if read.result else None
        for standard in topic.standards if topic else ():
            line = read.result.lines.get(standard.id, 1)
            for text in (standard.text, standard.caution):
                yield from _in_both(read.source.file, line, text)


def _in_both(file: str, line: int, text: Text | None) -> Iterator[_Said]:
    if text is not None:
        yield _Said(file, line, "zh", text.zh)
        yield _Said(file, line, "en", text.en)
