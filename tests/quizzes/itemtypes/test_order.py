"""Steps to put in order: how they are written."""

from __future__ import annotations

import pytest

from tests.quizzes.samples import FIRST, HEAD, ORDER, faults_of, item_of


def test_the_file_has_the_steps_in_order() -> None:
    item = item_of(ORDER)

    assert [(step.key, step.text.zh) for step in item.steps] == [
        ("s1", "<i>找到来源</i>"),
        ("s2", "<i>报告班长</i>"),
        ("s3", "<i>疏散住户</i>"),
        ("s4", "<i>写记录</i>"),
    ]
    assert item.is_partial is False


@pytest.mark.parametrize("mark", ["{}.", "{})", "{}．", "{}）"])
def test_numbers_may_end_in_a_stop_or_a_bracket(mark: str) -> None:
    source = ORDER
    for number in "1234":
        source = source.replace(f"\n{number}.", f"\n{mark.format(number)}")

    assert item_of(source) == item_of(ORDER)


def test_a_number_inside_a_step_is_part_of_it() -> None:
    assert item_of(ORDER.replace("找到来源", "2. 号楼")).steps[0].text.zh == "<i>2. 号楼</i>"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("写记录", "报告班长", 11, 'the step "报告班长" stands twice'),
        ("Write it down", "Tell the shift leader", 12, "the English step"),
        ("  en: Write it down", "  en: Write\n  > 好", 13, "an answer of type order has no >"),
        (
            "  en: Write it down",
            "  weight: 5\n  en: Write",
            12,
            "an answer of type order has no weight:",
        ),
        ("2. 报告", "还要记住\n2. 报告", 8, "the list of steps begins with 2"),
        ("4. 写记录", "写记录", 11, "this line is no answer and no keyword"),
        ("1. 找", "explain: 好\nexplain.en: OK\n1. 找", 7, "an answer stands after explain:"),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    found = faults_of(HEAD + ORDER.replace(old, new))

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found


@pytest.mark.parametrize("end", ["1. 找", "2. 报"])
def test_fewer_than_two_steps_are_too_few(end: str) -> None:
    faults = faults_of(HEAD + ORDER[: ORDER.index(end)])

    assert any("of the two steps that it needs" in fault for fault in faults)
