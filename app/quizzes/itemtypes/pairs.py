"""The pairs of a matching item as written: `- left => right`, without a left side a distractor."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.quizzes.body import Answer
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.reading import Variants, Written
from app.quizzes.source import Line

ENGLISH_PAIR = "its English under it: two spaces, then en: left => right"
_BULLET = re.compile(r"-(?:\s+|$)")
_ARROW = re.compile(r"(?:^|(?<=\s))=>(?=\s|$)")
_ESCAPED_ARROW = re.compile(r"(?:^|(?<=\s))\\=>(?=\s|$)")
_KEYS = ("en", "zh-Hant")


class Pair(NamedTuple):
    """A left side and its right side; a distractor has no left side."""

    left: Variants | None
    right: Variants


def opens_pair(line: Line) -> bool:
    """Whether the line begins with a bullet."""
    return bool(_BULLET.match(line.content))


def has_arrow(line: Line) -> bool:
    """Whether the line parts a left from a right side."""
    return not line.is_code and bool(_ARROW.search(line.content))


def read_pair(answer: Answer, draft: Draft) -> Pair | None:
    """The two sides in every language, or None with a fault that says why not."""
    draft.refuse_keys(answer, _KEYS)
    own = Written(answer.line, _BULLET.sub("", answer.own.words, count=1))
    zh = _sides(own, draft)
    if zh is None:
        return None
    en = _translated(answer.written("en"), zh, draft)
    hant = _translated(answer.written("zh-Hant"), zh, draft)
    left, right = (Variants(zh[side], en and en[side], hant and hant[side]) for side in (0, 1))
    return Pair(left if left.zh.words else None, right)


def _translated(
    written: Written | None, zh: tuple[Written, Written], draft: Draft
) -> tuple[Written, Written] | None:
    """The sides of a translation; a distractor stays one."""
    sides = written and _sides(written, draft)
    if written and sides and bool(sides[0].words) != bool(zh[0].words):
        draft.reading.note(
            written.line,
            "only one of the two languages has a left side",
            "write both sides in both languages; a distractor begins with => in both",
        )
    return sides or None


def _sides(written: Written, draft: Draft) -> tuple[Written, Written] | None:
    sides = [_ESCAPED_ARROW.sub("=>", side).strip() for side in _ARROW.split(written.words)]
    if len(sides) == 2 and sides[1]:
        return Written(written.line, sides[0]), Written(written.line, sides[1])
    if len(sides) > 2:
        what, instead = "the pair has two arrows", r"put a backslash before one of them: \=>"
    elif len(sides) == 2:
        what, instead = "the pair has no right side", "write left => right"
    else:
        what, instead = "the pair has no arrow", "write left => right, with a space on both sides"
    draft.reading.note(written.line, what, instead)
    return None
