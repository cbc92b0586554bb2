"""How long a lesson takes to read, held against what it says."""

from __future__ import annotations

import pytest

from tests.content.trees import EN, ZH, SmallTree

#: 300 characters, and 150 words: a minute each.
MINUTE_ZH = "客户在等你回话。" * 43
MINUTE_EN = "They wait for your word. " * 30


def faults(tree: SmallTree, zh: int, en: int, minutes: int) -> list[tuple[str, int, str]]:
    for name, filling, times in ((ZH, MINUTE_ZH, zh), (EN, MINUTE_EN, en)):
        tree.replace(name, "minutes: 5", f"minutes: {minutes}")
        paragraphs = "\n\n".join([filling] * times)
        tree.write(name, f"{tree.read(name)}\n{paragraphs}\n")
    return [(fault.file, fault.line, fault.what) for fault in tree.compiled().faults]


@pytest.mark.parametrize(("zh", "en", "minutes"), [(4, 4, 4), (4, 4, 3), (2, 3, 4), (7, 7, 8)])
def test_up_to_two_minutes_apart_is_no_fault(
    small_tree: SmallTree, zh: int, en: int, minutes: int
) -> None:
    assert faults(small_tree, zh, en, minutes) == []


def test_minutes_that_are_too_few_are_told_in_the_file_that_takes_longer(
    small_tree: SmallTree,
) -> None:
    assert faults(small_tree, 3, 6, 3) == [
        (EN, 3, "minutes is 3, and the lesson takes 6.1 to read")
    ]


def test_minutes_that_are_too_many_are_told_as_well(small_tree: SmallTree) -> None:
    assert [line for _file, line, _what in faults(small_tree, 2, 2, 7)] == [3, 3]


def test_a_lesson_over_eight_minutes_is_too_long_whatever_it_says(small_tree: SmallTree) -> None:
    assert faults(small_tree, 9, 4, 8)[-1] == (ZH, 3, "the lesson takes 9.2 minutes to read")


def test_what_is_hardly_text_takes_other_time(small_tree: SmallTree) -> None:
    assert small_tree.compiled().faults == []


def test_a_check_takes_twenty_seconds(small_tree: SmallTree) -> None:
    check = "\n\n/// ask | 问\n答。\n///\n\n再想。\n"
    small_tree.write(ZH, small_tree.read(ZH).replace("minutes: 5", "minutes: 1") + check * 9)
    small_tree.write(EN, small_tree.read(EN).replace("minutes: 5", "minutes: 1"))

    assert [(each.file, each.what) for each in small_tree.compiled().faults] == [
        (ZH, "minutes is 1, and the lesson takes 3.3 to read")
    ]
