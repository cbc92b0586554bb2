"""Items whose answer is a number: what authors write, and what people type."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.quizzes.itemtypes.numeric import number_in
from app.quizzes.scoring import score_item
from tests.quizzes.samples import FIRST, HEAD, NUMERIC, faults_of, item_of


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("3", "3", "3"),
        ("3.50", "3.50", "3.50"),
        ("-2", "-2", "-2"),
        ("10..15", "10", "15"),
        ("10 .. 15", "10", "15"),
        ("-5..-1", "-5", "-1"),
        ("−5..−1", "-5", "-1"),
        ("15 ± 1", "14", "16"),
        ("0.3±0.1", "0.2", "0.4"),
        ("１０～１５", "10", "15"),
    ],
)
def test_an_answer_is_a_number_a_range_or_a_tolerance(written: str, low: str, high: str) -> None:
    (answer,) = item_of(NUMERIC.replace("answer: 2", f"answer: {written}")).answers

    assert (answer.low, answer.high, answer.percent) == (Decimal(low), Decimal(high), 100)


@pytest.mark.parametrize(
    ("new", "line", "fault"),
    [
        ("", 0, "the item has no answer:"),
        ("answer: 2 小时\n", 5, 'answer: "2 小时" is no number'),
        ("answer: 1e3\n", 5, 'answer: "1e3" is no number'),
        ("answer: 5..2\n", 5, '"5..2" ends before it begins'),
        ("answer: 5 ± -1\n", 5, '"5 ± -1" ends before it begins'),
        ("answer: 2\nanswer: 3\n", 6, "answer: stands twice"),
        ("answer: 2\nanswer@100: 3\n", 6, "answer@100: does not exist"),
        ("answer@50: 3\n", 0, "the item has no answer:"),
        ("answer: 2\nunit: 米\n", 7, "unit: stands twice"),
    ],
)
def test_a_fault_names_its_line(new: str, line: int, fault: str) -> None:
    found = faults_of(HEAD + NUMERIC.replace("answer: 2\n", new))

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found


def test_a_unit_of_letters_needs_its_english() -> None:
    (fault,) = faults_of(HEAD + NUMERIC.replace("unit.en: hours\n", ""))

    assert fault == f"{FIRST + 6}: unit: has no English text; add unit.en: …"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2", "2"),
        (" 2 ", "2"),
        ("２", "2"),
        ("2.0", "2.0"),
        ("2,5", "2.5"),
        ("2，5", "2.5"),
        ("2.", "2"),
        ("2。", "2"),
        (".5", ".5"),
        ("+2", "2"),
        ("-2", "-2"),
        ("−2", "-2"),
        ("1 000", "1000"),
        ("1,000", "1000"),
        ("12,345.5", "12345.5"),
        ("0,125", "0.125"),
        ("2小时", "2"),
        ("2 小时", "2"),
        ("2 Hours", "2"),
        ("2小时。", "2"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    assert number_in(item_of(NUMERIC), typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "two", "2 or 3", "2-3", "2..3", "1e3", "nan", "inf", "0x10", "2 米", "٢", "½"]
)
def test_anything_else_is_no_number(typed: str) -> None:
    assert number_in(item_of(NUMERIC), typed) is None


def test_the_traditional_form_of_the_unit_is_a_unit_too() -> None:
    item = item_of(NUMERIC.replace("unit: 小时", "unit: 门"))

    assert number_in(item, "2 門") == Decimal(2)


def test_the_longest_unit_is_taken_off() -> None:
    item = item_of(NUMERIC.replace("unit: 小时", "unit: 个小时").replace("hours", "小时"))

    assert number_in(item, "2 个小时") == number_in(item, "2 小时") == Decimal(2)


def test_a_percent_sign_is_a_unit_in_either_width() -> None:
    item = item_of(NUMERIC.replace("unit: 小时\nunit.en: hours", "unit: %"))

    assert number_in(item, "2％") == number_in(item, "2 %") == Decimal(2)


@pytest.mark.parametrize(
    ("typed", "score"),
    [("10", 1.0), ("15", 1.0), ("12.5", 1.0), ("9", 0.5), ("16", 0.5), ("8", 0.0)],
)
def test_a_range_includes_its_ends_and_another_answer_may_earn_half(
    typed: str, score: float
) -> None:
    item = item_of(NUMERIC.replace("answer: 2", "answer@50: 9..16\nanswer: 10..15"))

    assert score_item(item, {"text": typed}) == score
