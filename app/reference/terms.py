"""Pure: the glossary as people look through it: found by its words, in order, by its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.courses.glossary import Term


@dataclass(frozen=True)
class Letter:
    """Terms that begin with one letter; without a letter where a language is not sorted by it."""

    letter: str
    terms: tuple[Term, ...]


def terms_found(terms: Iterable[Term], words: str) -> list[Term]:
    """The terms in whose names or meaning, in any language, every word occurs."""
    wanted = _folded(words).split()
    return [term for term in terms if all(word in _words_of(term) for word in wanted)]


def by_letter(terms: Iterable[Term], language: str) -> list[Letter]:
    """In English by their first letters; in Chinese as the file has them, which is by subject."""
    if language != "en":
        found = tuple(terms)
        return [Letter("", found)] if found else []
    letters: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda each: each.title.en.casefold()):
        letters.setdefault(_letter(term.title.en), []).append(term)
    return [Letter(letter, tuple(found)) for letter, found in letters.items()]


def _letter(title: str) -> str:
    first = _folded(title)[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"


def _words_of(term: Term) -> str:
    texts = (term.title, term.meaning)
    named = [words for text in texts for words in (text.zh, text.hant, text.en)]
    return _folded(" ".join([*named, *term.also, term.id]))


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
