"""Items that are answered with a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.quizzes.accepting import full, worth
from app.quizzes.body import Keyword
from app.quizzes.itemtypes.accepted import CHINESE, ENGLISH, accepted, check_text, refuse_unfit
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType
from app.quizzes.model import Short
from app.quizzes.reading import Written

_SUFFIX = re.compile(r"(?:@(?P<percent>[1-9][0-9]?))?(?:\.(?P<language>en|zh-Hant))?")


class ShortType(ItemType[Short]):
    """Words are typed, and compared with those that the author accepts."""

    name = "short"
    field = "text"
    value_type = str
    keywords = ("accept",)

    def build(self, draft: Draft) -> Short:
        """The item, with the words that it accepts in each language."""
        accepts = list(_accepts(draft))
        _refuse_gaps(accepts, draft)
        refuse_unfit((accept.written for accept in accepts), draft)
        return Short(
            accepts=tuple(
                accepted(accept.written, accept.language, draft, accept.percent)
                for accept in accepts
                if accept.written.words
            ),
            **draft.common(),
        )

    def read(self, item: Short, form: Form) -> str | None:
        """The words as they were typed."""
        return (form.get("answer") or "").strip() or None

    def check(self, item: Short, value: str) -> None:
        """A text of a few words."""
        check_text(value)

    def is_complete(self, item: Short, value: str) -> bool:
        """Whether anything was typed."""
        return bool(value.strip())

    def score(self, item: Short, value: str) -> float:
        """The best of what the words are worth."""
        return worth(value, item.accepts) / 100

    def right(self, item: Short) -> str:
        """The first words that earn everything."""
        return next(full(item.accepts)[0].forms())


class _Accept(NamedTuple):
    written: Written
    language: str
    percent: int


def _accepts(draft: Draft) -> Iterator[_Accept]:
    for keyword in draft.body.every("accept"):
        suffix = _SUFFIX.fullmatch(keyword.suffix)
        if not suffix:
            _refuse_suffix(keyword, draft)
            continue
        percent = int(suffix["percent"] or 100)
        yield _Accept(keyword.passage.paragraph(), suffix["language"] or CHINESE, percent)


def _refuse_suffix(keyword: Keyword, draft: Draft) -> None:
    draft.reading.note(
        keyword.passage.line,
        f"accept{keyword.suffix}: does not exist",
        "write accept: or accept.en:, and for half the points accept@50: or accept@50.en:",
    )


def _refuse_gaps(accepts: list[_Accept], draft: Draft) -> None:
    """Note that nothing earns all the points, or nothing that an English reader would type."""
    full = [accept for accept in accepts if accept.percent == 100]
    if not any(accept.language == CHINESE for accept in full):
        draft.note("the item has no accept:", "add accept: with the words that are right")
    elif not any(_is_english(accept) for accept in full):
        draft.note("nothing is accepted in English", "add accept.en: with the English words")


def _is_english(accept: _Accept) -> bool:
    """Whether an English reader would type it: a number and a name are the same for everybody."""
    return accept.language == ENGLISH or accept.written.words.isascii()
