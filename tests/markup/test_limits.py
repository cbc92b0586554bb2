"""Texts that are too much are shown as they were written, and cost no time."""

from __future__ import annotations

import pytest

from app.markup.limits import LONGEST_TEXT, excess
from app.markup.markdown import render, render_inline, skeletons

NASTY = [
    "[" * 1_000_000,
    ">" * 1_000_000,
    "> " * 20,
    "[" * 50,
    "[](" * 50,
    "*a " * 1_000,
    "`" * 1_000,
    "甲" * (LONGEST_TEXT + 1),
    "甲" * 9_000,
    "a\n" * 400,
    "a\n\n" * 3_000,
    "/// rule\na\n///\n\n" * 200,
    "甲\n\n" + " " * 60 + "- a",
]


@pytest.mark.parametrize("source", NASTY)
def test_too_much_is_found_and_escaped(source: str) -> None:
    assert excess(source) is not None
    shown = render(f"{source}<b>", language="en", standard=lambda each: None)
    assert shown.startswith("<p>")
    assert "&lt;b&gt;" in shown


def test_the_place_of_the_excess_is_told() -> None:
    found = excess("甲\n\n乙\n\n" + "[" * 30 + "\n")

    assert found is not None
    assert found.line == 5
    assert "nested too deeply" in found.what


@pytest.mark.parametrize("source", ["", "甲", "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 40])
def test_ordinary_texts_are_not_too_much(source: str) -> None:
    assert excess(source) is None


def test_gaps_do_not_let_a_few_words_past_the_limits() -> None:
    source = ("[" * 15 + "\n\n") * 1_000

    assert render_inline(source, language="en", standard=lambda each: None).count("[") == 15_000


def test_too_much_is_still_cut_into_its_pieces() -> None:
    assert skeletons(["[" * 50, "## 甲", "<b>"], [1]) == [
        f"<p>{'[' * 50}</p>",
        "<p>&lt;b&gt;</p>",
    ]
