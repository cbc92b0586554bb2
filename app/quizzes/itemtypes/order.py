"""Steps to put in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from app.quizzes.body import Answer, is_keyword
from app.quizzes.itemtypes.draft import ENGLISH_UNDER, Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType, Shuffled, check_keys, keys_of
from app.quizzes.model import Order, Step
from app.quizzes.reading import Variants, Written
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.source import Line

_NUMBER = re.compile(r"(?P<number>[0-9]{1,4})[.)．）](?=\s|$)")
_POSITION = re.compile("[0-9]{1,3}")
_KEYS = ("en", "zh-Hant")


class OrderType(ItemType[Order]):
    """The steps are given positions; the file has them in the right order."""

    name = "order"
    field = "order"
    value_type = list
    attributes = frozenset({"score"})

    def opens(self, line: Line) -> bool:
        """A step begins with a number."""
        return bool(_NUMBER.match(line.content))

    def start(self, lines: Sequence[tuple[int, Line]]) -> int | None:
        """The beginning of the last numbered list; those before it belong to the stem."""
        list_start, is_in_list, previous = None, False, -1
        for index, line in lines:
            if is_keyword(line):
                return index if list_start is None else list_start
            # Where indices are missing, a language block stands between two lists.
            is_in_list = is_in_list and index == previous + 1
            previous = index
            if line.is_margin and not line.is_code and self.opens(line):
                list_start = list_start if is_in_list else index
                is_in_list = True
            elif line.is_margin:
                is_in_list = False
        return list_start

    def build(self, draft: Draft) -> Order:
        """The item, with its steps in order."""
        answers = draft.body.answers
        _refuse_list(answers, draft)
        steps = tuple(_step(number, answer, draft) for number, answer in enumerate(answers, 1))
        return Order(steps=steps, is_partial=draft.attributes.is_partial(), **draft.common())

    def order(self, item: Order, shuffled: Shuffled, *, shuffle: bool) -> tuple[str, ...]:
        """The steps by chance, whatever the quiz says: in their order they would be the answer."""
        right = keys_of(item.steps)
        shown = shuffled(right)
        while shown == right and len(right) > 1:
            shown = shuffled(right)
        return tuple(shown)

    def read(self, item: Order, form: Form) -> list[str] | None:
        """The steps by the positions that the person gave them."""
        keys = keys_of(item.steps)
        written = [(form.get(f"answer-{key}") or "").strip() for key in keys]
        if not any(written):
            return None
        if not all(written):
            raise BadResponse(Reason.POSITION_MISSING)
        positions = [_position(one) for one in written]
        if len(set(positions)) < len(positions):
            raise BadResponse(Reason.POSITION_TWICE)
        if set(positions) != set(range(1, len(keys) + 1)):
            raise BadResponse(Reason.NOT_A_POSITION)
        return [key for _, key in sorted(zip(positions, keys, strict=True))]

    def check(self, item: Order, value: list[str]) -> None:
        """Every step of the item, each once."""
        check_keys(value, keys_of(item.steps))
        if len(value) < len(item.steps):
            raise BadResponse(Reason.POSITION_MISSING)

    def score(self, item: Order, value: list[str]) -> float:
        """All or nothing; where the author allows it, the share of neighbours in order."""
        right = self.right(item)
        if not item.is_partial:
            return float(value == right)
        place = {key: number for number, key in enumerate(right)}
        pairs = [place[first] < place[second] for first, second in pairwise(value)]
        return sum(pairs) / len(pairs)

    def right(self, item: Order) -> list[str]:
        """The steps as the file has them."""
        return keys_of(item.steps)


def _refuse_list(answers: Sequence[Answer], draft: Draft) -> None:
    if len(answers) < 2:
        draft.note(
            f"the item has {len(answers)} of the two steps that it needs",
            "write them as a numbered list at the end of the stem: 1. first, 2. second",
        )
    # A list that begins with 3 has lost its beginning to the stem.
    first = _NUMBER.match(answers[0].own.words) if answers else None
    if first and int(first["number"]) != 1:
        draft.reading.note(
            answers[0].line,
            f"the list of steps begins with {first['number']}",
            "begin it with 1., and indent by two spaces what continues a step",
        )
    draft.refuse_equal((_without_number(answer.own) for answer in answers), "step")
    draft.refuse_equal((answer.written("en") for answer in answers), "English step")


def _step(number: int, answer: Answer, draft: Draft) -> Step:
    draft.refuse_keys(answer, _KEYS)
    text = Variants(_without_number(answer.own), answer.written("en"), answer.written("zh-Hant"))
    return Step(f"s{number}", draft.reading.inline(text, f"step {number}", ENGLISH_UNDER))


def _without_number(own: Written) -> Written:
    return Written(own.line, _NUMBER.sub("", own.words, count=1).strip())


def _position(written: str) -> int:
    digits = unicodedata.normalize("NFKC", written)
    if not _POSITION.fullmatch(digits):
        raise BadResponse(Reason.NOT_A_POSITION)
    return int(digits)
