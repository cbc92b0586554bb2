"""Items whose answer is a number, with or without its unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from app.markup.faults import quoted
from app.quizzes.body import Keyword
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType
from app.quizzes.model import Accepted, Numeric
from app.quizzes.reasons import BadResponse, Reason

LONGEST_TEXT = 200

_NUMBER = r"[-+]?[0-9]{1,12}(?:\.[0-9]{1,9})?"
_ANSWER = re.compile(
    rf"(?P<value>{_NUMBER})"
    rf"(?:\s*(?:\.\.|～|~)\s*(?P<high>{_NUMBER})|\s*(?:±|\+-|\+/-)\s*(?P<tolerance>{_NUMBER}))?"
)
_PERCENT = re.compile("@([1-9][0-9]?)")
_TYPED = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# The minus sign and the dashes that keyboards offer in its place.
_MINUS = str.maketrans("−–—", "---", " ")
_CLOSING_STOPS = "。."


class NumericType(ItemType[Numeric]):
    """A number is typed, in whatever way the person's keyboard writes numbers."""

    name = "numeric"
    field = "text"
    value_type = str
    keywords = ("answer", "unit")

    def build(self, draft: Draft) -> Numeric:
        """The item, with the numbers that it accepts."""
        variants = draft.variants("unit")
        unit = variants and draft.reading.plain(variants, "unit:", "unit.en: …")
        return Numeric(answers=tuple(_answers(draft)), unit=unit, **draft.common())

    def read(self, item: Numeric, form: Form) -> str | None:
        """The number as it was typed."""
        return (form.get("answer") or "").strip() or None

    def check(self, item: Numeric, value: str) -> None:
        """A text that can be read as one number, with the item's unit or without."""
        if len(value) > LONGEST_TEXT:
            raise BadResponse(Reason.TOO_LONG)
        if value.strip() and number_in(item, value) is None:
            raise BadResponse(Reason.NOT_A_NUMBER)

    def is_complete(self, item: Numeric, value: str) -> bool:
        """Whether anything was typed."""
        return bool(value.strip())

    def score(self, item: Numeric, value: str) -> float:
        """The best of what the number is worth."""
        number = number_in(item, value)
        if number is None:
            return 0.0
        worth = (one.percent for one in item.answers if one.low <= number <= one.high)
        return max(worth, default=0) / 100

    def right(self, item: Numeric) -> str:
        """The number that earns everything; of a range, its beginning."""
        best = max(item.answers, key=lambda one: one.percent)
        return f"{best.low:f}"


def number_in(item: Numeric, typed: str) -> Decimal | None:
    """The number that a person typed, or None where it cannot be read as one."""
    words = _plain(typed)
    for unit in _units(item):
        if words.endswith(unit):
            words = words.removesuffix(unit)
            break
    if _THOUSANDS.fullmatch(words):
        words = words.replace(",", "")
    words = words.replace(",", ".")
    return Decimal(words) if _TYPED.fullmatch(words) else None


def _units(item: Numeric) -> list[str]:
    """The unit as it may be typed, the longest first: one may be the end of another."""
    if item.unit is None:
        return []
    units = {_plain(words) for words in (item.unit.zh, item.unit.en, item.unit.hant)}
    return sorted(filter(None, units), key=lambda unit: (-len(unit), unit))


def _plain(words: str) -> str:
    """Full-width characters, spaces and capitals as if typed on the plainest keyboard."""
    normal = unicodedata.normalize("NFKC", words).casefold()
    return "".join(normal.split()).translate(_MINUS).rstrip(_CLOSING_STOPS)


def _answers(draft: Draft) -> Iterator[Accepted]:
    keywords = draft.body.every("answer")
    if not any(keyword.suffix == "" for keyword in keywords):
        draft.note("the item has no answer:", "add for example answer: 3 or answer: 10..15")
    draft.body.one("answer")
    for keyword in keywords:
        yield _accepted(keyword, draft)


def _accepted(keyword: Keyword, draft: Draft) -> Accepted:
    percent = _PERCENT.fullmatch(keyword.suffix)
    if keyword.suffix and not percent:
        draft.reading.note(
            keyword.passage.line,
            f"answer{keyword.suffix}: does not exist",
            "write answer: or, for half the points, answer@50:",
        )
    low, high = _limits(keyword, draft)
    return Accepted(low, high, int(percent[1]) if percent else 100)


def _limits(keyword: Keyword, draft: Draft) -> tuple[Decimal, Decimal]:
    words = keyword.passage.paragraph().words
    answer = _ANSWER.fullmatch(unicodedata.normalize("NFKC", words).replace("−", "-"))
    if not answer:
        draft.reading.note(
            keyword.passage.line,
            f"{keyword.name}{keyword.suffix}: {quoted(words)} is no number",
            "write 3, 10..15 or 15 ± 1; the unit goes to unit:",
        )
        return Decimal(0), Decimal(0)
    value, tolerance = Decimal(answer["value"]), Decimal(answer["tolerance"] or 0)
    low, high = value - tolerance, Decimal(answer["high"] or value + tolerance)
    if low > high:
        draft.reading.note(
            keyword.passage.line,
            f"{quoted(words)} ends before it begins",
            "write the smaller number first, and the tolerance without a minus",
        )
    return low, high
