"""Pure: the places of blanks in a text, from its Markdown to the page that puts fields there."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Brackets that Markdown, the sanitiser and the conversion of Chinese leave alone.
_PLACE = "\u2983{}\u2984"
_PIECE = re.compile(
    r'<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>|\u2983(?P<number>[0-9]+)\u2984'
)
#: Where no field can stand: a link is pressed, and code is shown as it is.
_CLOSED_TAGS = frozenset({"a", "code", "pre"})
_GAP = re.compile(r'<span class="tp-gap">\([0-9]+\)&nbsp;_{4}</span>')


def place(number: int) -> str:
    """What stands for a blank in Markdown."""
    return _PLACE.format(number)


def with_gaps(html: str, count: int) -> str | None:
    """HTML with a numbered gap at each place; None unless all are there, in order and in words."""
    if _numbers(html) != [str(number) for number in range(1, count + 1)]:
        return None
    for number in range(1, count + 1):
        gap = f'<span class="tp-gap">({number})&nbsp;____</span>'
        html = html.replace(place(number), gap)
    return html


def with_fields(html: str, fields: Sequence[str]) -> str:
    """HTML with the fields of a form in its gaps."""
    remaining = iter(fields)
    return _GAP.sub(lambda found: next(remaining, found[0]), html)


def _numbers(html: str) -> list[str]:
    """The numbers of the places as they follow each other; '' where one stands amiss."""
    numbers, depth = [], 0
    for piece in _PIECE.finditer(html):
        if piece["tag"] in _CLOSED_TAGS:
            depth += -1 if piece["close"] else 1
        elif piece["number"]:
            numbers.append("" if depth else piece["number"])
    return numbers
