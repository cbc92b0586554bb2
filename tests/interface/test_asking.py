"""What addresses ask of lists, whatever somebody wrote into them."""

from __future__ import annotations

import uuid

import pytest

from app.interface.asking import LONGEST_WORDS, id_from, in_address, page_from, words_from

ID = uuid.UUID(int=7)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  陈丽华 ", "陈丽华"),
        ("a \t\n b", "a b"),
        ("a\0b\u200b", "ab"),
        ("e\u0301", "é"),
        ("x" * 101, "x" * LONGEST_WORDS),
        ("", ""),
    ],
)
def test_words_are_what_can_be_seen(typed: str, words: str) -> None:
    assert words_from(typed) == words


@pytest.mark.parametrize(("text", "found"), [(str(ID), ID), ("x", None), ("", None), (None, None)])
def test_an_id_is_one_or_none(text: str | None, found: uuid.UUID | None) -> None:
    assert id_from(text) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 30, 1), ("99999", 1), (None, 1)],
)
def test_a_page_that_makes_no_sense_is_the_first(text: str | None, number: int) -> None:
    assert page_from(text) == number


def test_what_is_not_asked_is_not_in_the_address() -> None:
    assert in_address({"q": "", "unit": ID, "after": None}) == {"unit": str(ID)}
