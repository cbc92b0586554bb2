"""Items that ask what was not taught, too much at once, or give their answer away."""

from __future__ import annotations

import pytest

from app.content.tree import check_files
from tests.content.trees import QUIZ, SmallTree

#: Four choices; the wrong ones are a little longer than the right one.
_ITEM = """
## one-{number} {{type=single std=tone}}
第 {number} 题？
::: en
Question {number}?
:::
"""
_RIGHT = "- (x) {right}\n  en: {right_en}\n  > 对。\n  en> Yes.\n"
_WRONG = "- ( ) 不对的一个{number}\n  en: The wrong one {number}\n  > 不对。\n  en> No.\n"


def item(number: int, *, place: int, right: str = "对的", right_en: str = "Right") -> str:
    choices = [_WRONG.format(number=each) for each in range(3)]
    choices.insert(place, _RIGHT.format(right=right, right_en=right_en))
    return _ITEM.format(number=number) + "".join(choices)


def told(tree: SmallTree, *items: str) -> list[tuple[int, str]]:
    tree.write(QUIZ, tree.read(QUIZ) + "".join(items))
    faults = tree.compiled().faults
    assert check_files(tree.courses, tree.quizzes).faults == faults
    return [(fault.line, fault.what) for fault in faults if fault.file == QUIZ]


def test_an_item_asks_what_its_course_teaches(small_tree: SmallTree) -> None:
    small_tree.replace(
        "courses/standards/telephone.yaml",
        "  - id: tone",
        "  - {id: knock, revision: 1, about: person, kind: rule, zh: 敲门。, en: Knock.}\n"
        "  - id: tone",
    )
    small_tree.replace(QUIZ, "std=three-rings", "std=three-rings,knock")

    assert told(small_tree) == [(8, 'the item asks for "knock", which its course does not teach')]


def test_a_quiz_without_a_course_may_ask_anything(small_tree: SmallTree) -> None:
    small_tree.replace("courses/telephone/course.yaml", "quiz: telephone\n", "")
    small_tree.replace(QUIZ, "std=three-rings", "std=three-rings,tone")

    assert told(small_tree) == []


@pytest.mark.parametrize(("kind", "is_faulty"), [("single", True), ("multiple", False)])
def test_one_answer_proves_two_standards_at_most(
    small_tree: SmallTree, kind: str, is_faulty: bool
) -> None:
    small_tree.replace(
        "courses/standards/telephone.yaml",
        "  - id: tone",
        "  - {id: knock, revision: 1, about: person, kind: rule, zh: 敲门。, en: Knock.}\n"
        "  - id: tone",
    )
    for name in ("zh", "en"):
        lesson = f"courses/telephone/10-three-rings.{name}.md"
        small_tree.replace(lesson, "[three-rings, tone]", "[three-rings, tone, knock]")
        small_tree.write(lesson, small_tree.read(lesson) + "\n[[knock]]\n")
    asked = item(1, place=0).replace("std=tone", "std=tone,knock,three-rings")
    if kind == "multiple":
        asked = asked.replace("single", "multiple").replace("(x)", "[x]").replace("( )", "[ ]")

    faults = told(small_tree, asked)

    assert [what for _line, what in faults] == ["one answer is to prove 3 standards"] * is_faulty


@pytest.mark.parametrize(
    ("places", "is_faulty"),
    [
        ((0, 1, 2, 3, 0, 1, 2, 3), False),
        ((0, 0, 0, 0, 1, 1, 2, 3), False),
        ((0, 0, 0, 0, 0, 1, 2, 3), True),
        ((2, 2, 2, 2, 2, 2, 2), False),
    ],
)
def test_right_choices_are_spread_over_the_places(
    small_tree: SmallTree, places: tuple[int, ...], is_faulty: bool
) -> None:
    faults = told(small_tree, *(item(n, place=place) for n, place in enumerate(places)))

    expected = [(1, "5 of 8 single items have their right choice in place 1")]
    assert faults == (expected if is_faulty else [])


@pytest.mark.parametrize(("longest", "is_faulty"), [(4, False), (5, True)])
def test_the_right_choice_is_not_mostly_the_longest(
    small_tree: SmallTree, longest: int, is_faulty: bool
) -> None:
    items = [
        item(n, place=n % 4, right="这一个说得明明白白" if n < longest else "对的")
        for n in range(8)
    ]

    faults = told(small_tree, *items)

    said = f"in {longest} of 8 single items the right choice is the longest in Chinese"
    assert faults == ([(1, said)] if is_faulty else [])


def test_the_marks_of_a_choice_do_not_make_it_longer(small_tree: SmallTree) -> None:
    items = [item(n, place=n % 4, right_en="**Right** *one*") for n in range(8)]

    assert told(small_tree, *items) == []
