"""Statements that are true or false."""

from __future__ import annotations

import pytest

from tests.quizzes.samples import FIRST, HEAD, TRUEFALSE, faults_of, item_of


@pytest.mark.parametrize(
    ("written", "answer"), [("true", True), ("false", False), ("False", False)]
)
def test_the_answer_is_true_or_false(written: str, answer: bool) -> None:
    assert item_of(TRUEFALSE.replace("answer: false", f"answer: {written}")).answer is answer


def test_the_keyword_may_have_a_full_width_colon() -> None:
    assert item_of(TRUEFALSE.replace("answer: ", "answer：")).answer is False


@pytest.mark.parametrize(
    ("new", "line", "fault"),
    [
        ("", 0, "the item has no answer:"),
        ("answer: perhaps\n", 5, 'answer: "perhaps" is neither true nor false'),
        ("answer:\n", 5, 'answer: "" is neither true nor false'),
        ("answer: true\nanswer: false\n", 6, "answer: stands twice"),
        ("answer: true\nanswer@50: false\n", 6, "answer@50: does not exist"),
        ("- (x) 对\nanswer: true\n", 5, "an item of type truefalse has no choices"),
    ],
)
def test_a_fault_names_its_line(new: str, line: int, fault: str) -> None:
    found = faults_of(HEAD + TRUEFALSE.replace("answer: false\n", new))

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found
