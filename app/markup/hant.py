"""Traditional Chinese, made from Simplified by one fixed conversion and a list of exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.markup.marks import MARK

#: The characters of Taiwan's standard, without Taiwan's own words: 社区 becomes 社區, not 社群.
CONFIGURATION = "s2tw"
_LABEL = re.compile(r'(?<= aria-label=")[^"]*')
_TAG = re.compile(rf'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>|{MARK.pattern})')


class Traditional:
    """Converts texts; the words of the exceptions are written as their list says."""

    def __init__(self, exceptions: Mapping[str, str] | None = None) -> None:
        self.exceptions = dict(exceptions or {})
        longest_first = sorted(self.exceptions, key=lambda word: (-len(word), word))
        self._words = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def text(self, simplified: str) -> str:
        """Plain text in Traditional Chinese."""
        pieces, end = [], 0
        for found in self._words.finditer(simplified):
            pieces += [_converted(simplified[end : found.start()]), self.exceptions[found[0]]]
            end = found.end()
        return "".join([*pieces, _converted(simplified[end:])])

    def html(self, simplified: str) -> str:
        """HTML in Traditional Chinese; of its tags only what is read aloud is converted."""
        pieces, end = [], 0
        for tag in _TAG.finditer(simplified):
            pieces += [self.text(simplified[end : tag.start()]), self._tag(tag[0])]
            end = tag.end()
        return "".join([*pieces, self.text(simplified[end:])])

    def _tag(self, tag: str) -> str:
        if " aria-label=" not in tag:
            return tag
        return _LABEL.sub(lambda label: self.html(label[0]), tag)

    def applied_to(self, simplified: str) -> dict[str, str]:
        """The exceptions whose words stand in a text: a change of others leaves it as it is."""
        return {word: self.exceptions[word] for word in set(self._words.findall(simplified))}


def _converted(simplified: str) -> str:
    if simplified.isascii():
        return simplified
    return _converter().convert(simplified)


@cache
def _converter() -> Any:
    import opencc  # Its dictionaries are heavy, and only the compiler of content needs them.

    return opencc.OpenCC(CONFIGURATION)
