"""Choices in brackets, as items with one and with several right choices share them."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar

from app.markup.faults import quoted
from app.quizzes.body import Answer
from app.quizzes.itemtypes.draft import ENGLISH_UNDER, Draft
from app.quizzes.itemtypes.itemtype import ItemType, Shuffled, keys_of
from app.quizzes.model import Choice, Multiple, Single
from app.quizzes.reading import Variants, Written
from app.quizzes.source import Line

AnyChoiceItem = TypeVar("AnyChoiceItem", Single, Multiple)

FULL_WEIGHT = 100
_OPENING = re.compile(r"-\s*[(（\[［]")
_CHOICE = re.compile(
    r"-\s*(?:[(（](?P<round>[^)）]*)[)）]|[\[［](?P<square>[^\]］]*)[\]］])(?P<words>.*)$"
)
_RIGHT_MARKS = ("x", "X", "ｘ", "Ｘ")
_KEYS = ("en", "zh-Hant", ">", "en>", "zh-Hant>", "weight")
_WEIGHT = re.compile("-?[0-9]{1,3}")


class ChoiceType(ItemType[AnyChoiceItem]):
    """What both types of choices have in common."""

    attributes = frozenset({"score"})

    def opens(self, line: Line) -> bool:
        """A choice begins with a hyphen and a bracket."""
        return opens_choice(line)

    def order(self, item: AnyChoiceItem, shuffled: Shuffled, *, shuffle: bool) -> tuple[str, ...]:
        """The choices by chance, or as the author wrote them."""
        keys = keys_of(item.choices)
        return tuple(shuffled(keys) if shuffle else keys)

    def read_choices(self, draft: Draft) -> tuple[Choice, ...]:
        """The choices as written: two at least, all different, with weights that make sense."""
        answers = draft.body.answers
        if len(answers) < 2:
            draft.note(
                f"the item has {len(answers)} of the two choices that it needs",
                "write each on its own line: - (x) the right one, - ( ) a wrong one",
            )
        choices = [_choice(number, answer, draft) for number, answer in enumerate(answers, 1)]
        draft.refuse_equal((_without_mark(answer.own) for answer in answers), "choice")
        draft.refuse_equal((answer.written("en") for answer in answers), "English choice")
        self.refuse_marks(draft, choices)
        return tuple(choices)

    @abstractmethod
    def refuse_marks(self, draft: Draft, choices: Sequence[Choice]) -> None:
        """Note what is wrong with the marks and weights of the choices together."""


def opens_choice(line: Line) -> bool:
    """Whether a line begins with the hyphen and the bracket of a choice."""
    return bool(_OPENING.match(line.content))


def _choice(number: int, answer: Answer, draft: Draft) -> Choice:
    draft.refuse_keys(answer, _KEYS)
    text = Variants(_without_mark(answer.own), answer.written("en"), answer.written("zh-Hant"))
    return Choice(
        key=f"c{number}",
        text=draft.reading.inline(text, f"choice {number}", ENGLISH_UNDER),
        is_right=_is_right(answer, draft),
        weight=_weight(answer, draft),
        feedback=draft.feedback(answer, f"the feedback on choice {number}"),
    )


def _without_mark(own: Written) -> Written:
    choice = _CHOICE.match(own.words)
    return Written(own.line, choice["words"].strip() if choice else own.words)


def _is_right(answer: Answer, draft: Draft) -> bool:
    choice = _CHOICE.match(answer.own.words)
    if not choice:
        draft.reading.note(
            answer.line, "the bracket of this choice is not closed", "write - (x) or - ( )"
        )
        return False
    mark = (choice["round"] or choice["square"] or "").strip()
    if mark and mark not in _RIGHT_MARKS:
        draft.reading.note(
            answer.line,
            f"the mark {quoted(mark)} of this choice is unknown",
            "write (x) or ( ); in a stem put a backslash before the hyphen",
        )
    return mark in _RIGHT_MARKS


def _weight(answer: Answer, draft: Draft) -> int | None:
    written = answer.written("weight")
    if written is None:
        return None
    if _WEIGHT.fullmatch(written.words) and abs(int(written.words)) <= FULL_WEIGHT:
        return int(written.words)
    draft.reading.note(
        written.line,
        f"weight: {quoted(written.words)} is no percentage",
        "write a whole number from -100 to 100",
    )
    return None
