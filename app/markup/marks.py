"""Marks: places in rendered HTML that are filled after the sanitiser, when the language is known.

A mark is a name and a word between two characters of Unicode's private area; texts lose those
characters before they are rendered, so nobody can write a mark into a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_OPEN, _CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{_OPEN}([a-z]+):([^{_OPEN}{_CLOSE}]*){_CLOSE}")


def mark(name: str, word: str) -> str:
    """A place to be filled later."""
    return f"{_OPEN}{name}:{word}{_CLOSE}"


def fill(html: str, filling: Callable[[str, str], str]) -> str:
    """The HTML with each of its marks replaced by what `filling` gives for its name and word."""
    return MARK.sub(lambda found: filling(found[1], found[2]), html)
