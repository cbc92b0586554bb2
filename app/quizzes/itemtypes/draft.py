"""An item on its way from the file: what its type needs to build it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.markup.faults import quoted
from app.markup.texts import Text
from app.quizzes.attributes import Attributes
from app.quizzes.body import Answer, Body, key_name
from app.quizzes.reading import Reading, Variants, Written

ENGLISH_UNDER = "its English under it: two spaces, then en: …"
_SUFFIXES = ("", ".en", ".zh-Hant")


@dataclass
class Draft:
    """The body and the attributes of one item, and what was already made of them."""

    type: str
    id: str
    body: Body
    attributes: Attributes
    reading: Reading

    def note(self, what: str, instead: str) -> None:
        """A fault of the item as a whole."""
        self.reading.note(self.body.line, what, instead)

    def variants(self, keyword: str) -> Variants | None:
        """The value of a keyword such as `unit:` in its languages, where it is written."""
        self.body.refuse_suffixes(keyword, _SUFFIXES)
        zh, en, hant = (self.body.one(keyword, suffix) for suffix in _SUFFIXES)
        if zh:
            return Variants(
                zh.blocks(), en.blocks() if en else None, hant.blocks() if hant else None
            )
        for passage in filter(None, (en, hant)):
            self.reading.note(
                passage.line,
                f"{keyword}: is translated but has no Chinese text",
                f"add {keyword}: with the Chinese text",
            )
        return None

    def block(self, keyword: str) -> Text | None:
        """A keyword such as `explain:` as block HTML, where it is written."""
        variants = self.variants(keyword)
        return variants and self.reading.block(variants, f"{keyword}:", f"{keyword}.en: …")

    def feedback(self, answer: Answer, what: str) -> Text | None:
        """What is told to whoever gave this answer, where it is written."""
        zh, en, hant = (answer.written(key) for key in (">", "en>", "zh-Hant>"))
        if zh:
            return self.reading.inline(Variants(zh, en, hant), what, "en> … under it")
        for written in filter(None, (en, hant)):
            self.reading.note(written.line, f"{what} has no Chinese text", "add > … above it")
        return None

    def refuse_keys(self, answer: Answer, known: Sequence[str]) -> None:
        """Note each key under an answer that answers of this type do not have."""
        for key, passage in answer.passages.items():
            if key and key not in known:
                self.reading.note(
                    passage.line,
                    f"an answer of type {self.type} has no {key_name(key)}",
                    f"take it out; known here: {', '.join(map(key_name, known))}",
                )

    def refuse_equal(self, parts: Iterable[Written | None], noun: str) -> None:
        """Note each part that says the same as one above it."""
        seen: set[str] = set()
        for part in filter(None, parts):
            words = same_words(part)
            if words and words in seen:
                self.reading.note(
                    part.line,
                    f"the {noun} {quoted(part.words)} stands twice",
                    "make the two different, or take one out",
                )
            seen.add(words)

    def common(self) -> dict[str, Any]:
        """What every item has, by the names of its struct."""
        body, attributes = self.body, self.attributes
        return {
            "id": self.id,
            "points": attributes.points(),
            "tags": attributes.tags(),
            "level": attributes.level(),
            "standards": attributes.standards(),
            "stem": self.reading.block(body.stem, "the stem", "a block ::: en … ::: under it"),
            "explain": self.block("explain"),
            "hint": self.block("hint"),
        }


def same_words(written: Written) -> str:
    """The words as they are compared: neither case nor space makes them different."""
    return " ".join(written.words.split()).casefold()
