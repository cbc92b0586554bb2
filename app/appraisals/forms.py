"""The ratings in what the page sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.appraisals.operations import NotOnTheScale

#: Each statement is a field of this name and its id; 'unsure' stands for "cannot say".
FIELD = "rating-"
UNSURE = "unsure"


def ratings_in(form: Mapping[str, str]) -> dict[str, int | None]:
    """The ratings that were sent; statements without a choice send none.

    Raises NotOnTheScale for what is no whole number.
    """
    return {name.removeprefix(FIELD): _value(form[name]) for name in _fields(form)}


def _fields(form: Iterable[str]) -> list[str]:
    return [name for name in form if name.startswith(FIELD)]


def _value(sent: str) -> int | None:
    if sent == UNSURE:
        return None
    # Longer than any scale is not a number that a page of ours sent.
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= 4):
        raise NotOnTheScale
    return int(sent)
