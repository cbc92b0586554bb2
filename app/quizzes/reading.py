"""One reading of one file: it gathers the faults and makes the texts in three languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from app.markup.faults import FaultLog
from app.markup.limits import excess
from app.markup.texts import Text
from app.quizzes.rubrics import Rubric

_COMPANY_FIGURE = re.compile(r"\{\{[^{}]*\}\}")


class Written(NamedTuple):
    """Words as the author wrote them, and the line on which they begin."""

    line: int
    words: str


class Variants(NamedTuple):
    """The same words in the languages in which the author wrote them."""

    zh: Written
    en: Written | None = None
    hant: Written | None = None


class Reading(FaultLog):
    """The faults of one file, and how texts are made in it: what the parts of the parser share."""

    def __init__(
        self,
        file: str,
        *,
        render: Callable[[str], str],
        render_inline: Callable[[str], str],
        hant: Callable[[str], str],
        rubrics: Mapping[str, Rubric | None] | None = None,
    ) -> None:
        super().__init__(file)
        #: By their names; None for one whose own file has faults.
        self.rubrics = rubrics or {}
        self._render = render
        self._render_inline = render_inline
        self._hant = hant

    def plain(self, variants: Variants, what: str, english: str) -> Text:
        """Words shown as they are; `english` says how the author writes them in English."""
        return self._text(variants, str, what, english)

    def inline(self, variants: Variants, what: str, english: str) -> Text:
        """Words with marks inside a line, as inline HTML."""
        return self._text(variants, self._render_inline, what, english)

    def block(self, variants: Variants, what: str, english: str) -> Text:
        """Paragraphs, lists and tables, as block HTML."""
        return self._text(variants, self._render, what, english)

    def _text(
        self, variants: Variants, make: Callable[[str], str], what: str, english: str
    ) -> Text:
        zh, en, hant = variants
        self._refuse_gaps(variants, what, english)
        for written in filter(None, variants):
            self._refuse_excess(written, what)
        return Text(
            zh=make(zh.words),
            en=make(en.words if en else zh.words),
            # The words are converted before they are rendered: no tag can be touched then.
            hant=make(hant.words if hant else self._hant(zh.words)),
        )

    def _refuse_gaps(self, variants: Variants, what: str, english: str) -> None:
        zh, en, hant = variants
        if not zh.words.strip():
            self.note(zh.line, f"{what} has no Chinese text", "write it in Chinese first")
        for other in (en, hant):
            if other and not other.words.strip():
                self.note(other.line, f"{what} has an empty translation", "write it or take it out")
        if en is None and has_letters(zh.words):
            self.note(zh.line, f"{what} has no English text", f"add {english}")

    def _refuse_excess(self, written: Written, what: str) -> None:
        if found := excess(written.words):
            self.note(written.line + found.line - 1, f"{what} holds {found.what}", "make it less")


def has_letters(words: str) -> bool:
    """Whether there is anything to translate; a figure the company sets is not."""
    return any(character.isalpha() for character in _COMPANY_FIGURE.sub("", words))


def join_words(parts: Iterable[str]) -> str:
    """Lines as one paragraph: Chinese runs on without the space that a line break would show."""
    joined = ""
    for part in filter(None, (part.strip() for part in parts)):
        joined += part if not joined or _runs_on(joined[-1], part[0]) else f" {part}"
    return joined


def _runs_on(last: str, first: str) -> bool:
    # Quotation marks and dashes are neither wide nor narrow: their neighbour decides.
    widths = unicodedata.east_asian_width(last) + unicodedata.east_asian_width(first)
    return widths in {"WW", "WF", "WA", "FW", "FF", "FA", "AW", "AF"}
