"""A text in the languages of the interface; Traditional Chinese is derived from Simplified."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


class Text(msgspec.Struct, frozen=True):
    """The same words in Simplified and Traditional Chinese and English, plain text or HTML."""

    zh: str
    en: str
    hant: str

    def in_(self, language: str) -> str:
        """The text in one of LANGUAGES; anything unknown reads Simplified Chinese."""
        if language == "en":
            return self.en
        if language == "zh-Hant":
            return self.hant
        return self.zh


def text_of(found: Mapping[str, str], hant: Callable[[str], str]) -> Text:
    """The text that a file gives as `zh` and `en`; `hant` makes the Traditional Chinese."""
    zh, en = str(found["zh"]), str(found["en"])
    return Text(zh=zh, en=en, hant=hant(zh))
