"""Pure: the letters, numbers and words on an answer card, read as answers and written again.

What is typed may be in capitals or not, full-width, with any punctuation between the letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from string import ascii_uppercase
from typing import Any, NamedTuple, TypeAlias

from app.quizzes.itemtypes import type_of
from app.quizzes.itemtypes.itemtype import keys_of
from app.quizzes.model import (
    Blanks,
    ChosenBlank,
    Essay,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Short,
    Single,
    TrueFalse,
    TypedBlank,
)
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.responses import Response, check_response

#: The keys of choices, steps, right sides or options as the paper has them.
Shown: TypeAlias = Sequence[str]
AnyBlank: TypeAlias = TypedBlank | ChosenBlank

#: What stands before the choices of a paper, in their order.
LETTERS = ascii_uppercase

_TRUE = frozenset(("T", "TRUE", "Y", "YES", "V", *"√✓✔☑对對是", "正确", "正確"))
_FALSE = frozenset(
    ("F", "FALSE", "N", "NO", "X", *"×✗✘✕✖☒错錯否", "不对", "不對", "不是", "错误", "錯誤")
)
_PAIR = re.compile(r"([0-9]{1,2})[^0-9A-Z]*([A-Z])(?![A-Z])")
#: Chooses how an emoji looks, not what it says.
_VARIANT = "\ufe0f"


class Why(StrEnum):
    """What is wrong with what stands in a field."""

    ONE_LETTER = "one letter"
    LETTERS = "letters"
    TRUE_OR_FALSE = "true or false"
    POSITIONS = "positions"
    PAIRS = "pairs"
    PAIR_TWICE = "pair twice"


class Unreadable(ValueError):
    """What was typed is no answer: in which field of the question, why, and up to what it goes."""

    def __init__(self, why: Why | Reason, field: int = 0, most: int = 0) -> None:
        super().__init__(str(why))
        self.why, self.field, self.most = why, field, most

    @property
    def last(self) -> str:
        """The last letter that there is."""
        return LETTERS[self.most - 1] if self.most else ""


def fields_of(item: Item) -> int:
    """How many fields an item has on the card: each blank one, all else one together."""
    return len(item.blanks) if isinstance(item, Blanks) else 1


def read_answer(item: Item, order: Shown, typed: Sequence[str]) -> Response | None:
    """What stands in the fields of an item, as its answer; None where nothing does.

    Raises Unreadable where it can be no answer.
    """
    if not any(words.strip() for words in typed):
        return None
    value = _WAYS[type(item)].read(item, order, typed)
    if value is None:
        return None
    response = {type_of(item).field: value}
    _check(item, response)
    return response


def write_answer(item: Item, order: Shown, response: Response | None) -> list[str]:
    """An answer as it stands in the fields of the card."""
    if response is None:
        return [""] * fields_of(item)
    return _WAYS[type(item)].write(item, order, response[type_of(item).field])


class _Way(NamedTuple):
    """How the answers to one type of item are read and written."""

    read: Callable[[Any, Shown, Sequence[str]], Any]
    write: Callable[[Any, Shown, Any], list[str]]


def _check(item: Item, response: Response, field: int = 0) -> None:
    try:
        check_response(item, response)
    except BadResponse as bad:
        raise Unreadable(bad.reason, field) from bad


def _plain(typed: str) -> str:
    """One width and capitals."""
    return unicodedata.normalize("NFKC", typed).upper().replace(_VARIANT, "").strip()


def _signs(typed: str) -> str:
    """Letters and digits, without what stands between them."""
    return "".join(each for each in _plain(typed) if each.isalnum())


def _key(letter: str, order: Shown) -> str | None:
    """What a letter stands for."""
    place = LETTERS.find(letter) if len(letter) == 1 else -1
    return order[place] if 0 <= place < len(order) else None


def _read_single(item: Single, order: Shown, typed: Sequence[str]) -> str:
    key = _key(_signs(typed[0]), order)
    if key is None:
        raise Unreadable(Why.ONE_LETTER, most=len(order))
    return key


def _write_single(item: Single, order: Shown, value: str) -> list[str]:
    return [LETTERS[order.index(value)]]


def _read_multiple(item: Multiple, order: Shown, typed: Sequence[str]) -> list[str]:
    signs = _signs(typed[0])
    keys = {_key(sign, order) for sign in signs}
    if not signs or None in keys:
        raise Unreadable(Why.LETTERS, most=len(order))
    return [key for key in order if key in keys]


def _write_multiple(item: Multiple, order: Shown, value: list[str]) -> list[str]:
    return ["".join(LETTERS[place] for place, key in enumerate(order) if key in value)]


def _read_truth(item: TrueFalse, order: Shown, typed: Sequence[str]) -> bool:
    words = _plain(typed[0]).strip(".。!！ ")
    if words not in _TRUE | _FALSE:
        raise Unreadable(Why.TRUE_OR_FALSE)
    return words in _TRUE


def _write_truth(item: TrueFalse, order: Shown, value: bool) -> list[str]:
    return ["✓" if value else "✗"]


def _read_order(item: Order, order: Shown, typed: Sequence[str]) -> list[str]:
    """The steps by the positions that stand beside them, in the order of the paper."""
    words, count = _plain(typed[0]), len(order)
    numbers = re.findall("[0-9]+", words)
    if len(numbers) == 1 and len(numbers[0]) == count:
        numbers = list(numbers[0])
    positions = [int(number) for number in numbers if len(number) <= len(str(count))]
    is_alien = any(each.isalnum() for each in re.sub("[0-9]", "", words))
    if is_alien or sorted(positions) != list(range(1, count + 1)):
        raise Unreadable(Why.POSITIONS, most=count)
    return [key for _, key in sorted(zip(positions, order, strict=True))]


def _write_order(item: Order, order: Shown, value: list[str]) -> list[str]:
    return [" ".join(str(value.index(key) + 1) for key in order)]


def _read_match(item: Match, order: Shown, typed: Sequence[str]) -> dict[str, str]:
    """Each left side's number with a letter; or only letters, one for each left side."""
    words, lefts = _plain(typed[0]), keys_of(item.lefts)
    found = [(int(number), letter) for number, letter in _PAIR.findall(words)]
    rest = _signs(_PAIR.sub("", words))
    if not found and len(rest) == len(lefts):
        found, rest = list(enumerate(rest, start=1)), ""
    pairs: dict[str, str] = {}
    for number, letter in found:
        right = _key(letter, order)
        if right is None or not 1 <= number <= len(lefts):
            raise Unreadable(Why.PAIRS, most=len(order))
        if pairs.setdefault(lefts[number - 1], right) != right:
            raise Unreadable(Why.PAIR_TWICE)
    if rest or not pairs:
        raise Unreadable(Why.PAIRS, most=len(order))
    return pairs


def _write_match(item: Match, order: Shown, value: dict[str, str]) -> list[str]:
    lefts = enumerate(keys_of(item.lefts), start=1)
    pairs = [(number, value[left]) for number, left in lefts if left in value]
    return [" ".join(f"{number}{LETTERS[order.index(right)]}" for number, right in pairs)]


def _read_words(item: Short | Numeric, order: Shown, typed: Sequence[str]) -> str:
    return typed[0].strip()


def _read_text(item: Essay, order: Shown, typed: Sequence[str]) -> str:
    return typed[0].replace("\r\n", "\n").replace("\r", "\n").strip()


def _write_words(item: Item, order: Shown, value: str) -> list[str]:
    return [value]


def _read_blanks(item: Blanks, order: Shown, typed: Sequence[str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for field, (blank, words) in enumerate(zip(item.blanks, typed, strict=True)):
        if words.strip():
            filled[blank.key] = _read_blank(blank, order, words, field)
            _check(item, {"blanks": {blank.key: filled[blank.key]}}, field)
    return filled


def _read_blank(blank: AnyBlank, order: Shown, words: str, field: int) -> str:
    options = blank.in_order(order)
    if options is None:
        return words.strip()
    key = _key(_signs(words), keys_of(options))
    if key is None:
        raise Unreadable(Why.ONE_LETTER, field, most=len(options))
    return key


def _write_blanks(item: Blanks, order: Shown, value: dict[str, str]) -> list[str]:
    return [_write_blank(blank, order, value.get(blank.key, "")) for blank in item.blanks]


def _write_blank(blank: AnyBlank, order: Shown, value: str) -> str:
    options = blank.in_order(order)
    if options is None or not value:
        return value
    return LETTERS[keys_of(options).index(value)]


_WAYS: dict[type, _Way] = {
    Single: _Way(_read_single, _write_single),
    Multiple: _Way(_read_multiple, _write_multiple),
    TrueFalse: _Way(_read_truth, _write_truth),
    Order: _Way(_read_order, _write_order),
    Match: _Way(_read_match, _write_match),
    Short: _Way(_read_words, _write_words),
    Numeric: _Way(_read_words, _write_words),
    Blanks: _Way(_read_blanks, _write_blanks),
    Essay: _Way(_read_text, _write_words),
}
