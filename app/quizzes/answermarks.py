"""The marks with which answers begin, in the one form in which the writer prints them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from app.quizzes.attributes import read_attributes
from app.quizzes.manuscript import silent_reading
from app.quizzes.statements import SCALE
from app.quizzes.writing_attributes import written_attributes

_BULLET = re.compile(r"-(?=\s|$)(?P<words>.*)$")
_CHOICE = re.compile(
    r"-\s*(?:[(（]\s*(?P<round>[^)）\s]?)\s*[)）]|[\[［]\s*(?P<square>[^\]］\s]?)\s*[\]］])(?P<words>.*)$"
)
_STEP = re.compile(r"[0-9]{1,4}[.)．）](?=\s|$)(?P<words>.*)$")
_POLE = re.compile(r"-\s+(?P<rating>-?[0-9]{1,6})\s*[:：](?P<words>.*)$")
_REPLY = re.compile(
    r"-\s*(?:->|→)\s*(?P<to>[^\s(（{]*)"
    r"\s*(?:[(（]\s*(?P<points>[-+−–＋－]?[0-9０-９]{1,3})\s*[)）])?"
    r"\s*(?:\{(?!\{)(?P<attributes>[^}]*)\})?(?P<words>.*)$"
)
_MINUS = str.maketrans("−–", "--")


class Marked(NamedTuple):
    """The first line of an answer: its mark, and the words after it."""

    mark: str
    words: str


def marked(type_name: str, number: int, line: str) -> Marked | None:
    """The mark of an answer as it is printed; None where the line does not hold all of it."""
    pattern, mark_of = _MARKS.get(type_name, _OTHERS)
    found = pattern.match(line)
    return Marked(mark_of(found, number), found["words"].strip()) if found else None


def _round(found: re.Match[str], number: int) -> str:
    return "- (x)" if _is_right(found) else "- ( )"


def _square(found: re.Match[str], number: int) -> str:
    return "- [x]" if _is_right(found) else "- [ ]"


def _is_right(found: re.Match[str]) -> bool:
    return bool(found["round"] or found["square"])


def _position(found: re.Match[str], number: int) -> str:
    return f"{number}."


def _rating(found: re.Match[str], number: int) -> str:
    return f"- {found['rating']}:"


def _reply(found: re.Match[str], number: int) -> str:
    points = unicodedata.normalize("NFKC", found["points"] or "").translate(_MINUS)
    earned = f"({int(points):+d})".replace("(+0)", "(0)") if points else ""
    attributes = read_attributes(0, found["attributes"] or "", silent_reading()).written
    named = written_attributes(attributes) if attributes else ""
    return " ".join(filter(None, ("- ->", found["to"].replace("：", ":"), earned, named)))


def _bullet(found: re.Match[str], number: int) -> str:
    return "-"


_Mark = tuple[re.Pattern[str], Callable[[re.Match[str], int], str]]
_OTHERS: _Mark = (_BULLET, _bullet)
#: How the answers of a type begin, where it is not with a bullet alone.
_MARKS: dict[str, _Mark] = {
    "single": (_CHOICE, _round),
    "multiple": (_CHOICE, _square),
    "order": (_STEP, _position),
    "scenario": (_REPLY, _reply),
    SCALE: (_POLE, _rating),
}
