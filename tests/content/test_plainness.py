"""Plain courses: short sentences, and answers by taps."""

from __future__ import annotations

import pytest

from app.content.plainness import longest_of
from tests.content.trees import COURSE, EN, PATH, QUIZ, TOPIC, ZH, SmallTree

LONG = "师傅在业主家里修完了水管以后把地面擦得干干净净再请业主看一遍。"


@pytest.fixture
def plain_tree(small_tree: SmallTree) -> SmallTree:
    """The telephone course is plain, and its quiz is answered with taps."""
    small_tree.write(COURSE, small_tree.read(COURSE) + "plain: yes\n")
    rings = small_tree.read(QUIZ)
    start, end = rings.index("## rings"), rings.index("## warm")
    small_tree.write(QUIZ, rings[:start] + rings[end:])
    return small_tree


def told(tree: SmallTree) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.what) for fault in tree.compiled().faults]


def test_a_plain_course_with_short_sentences_has_no_fault(plain_tree: SmallTree) -> None:
    assert told(plain_tree) == []


@pytest.mark.parametrize(
    ("words", "longest"),
    [
        ("你好。", 2),
        ("一二三，四五六；七八。", 6),
        ("问：“谁在？”答：“我。”", 2),
        ("走 3 步，看 A 栋", 6),
        ("", 0),
        ("时间 | 事情和人", 4),
    ],
)
def test_a_comma_does_not_end_a_sentence(words: str, longest: int) -> None:
    assert longest_of(words) == longest


@pytest.mark.parametrize(
    "before",
    ["", "- ", "> ", "### ", "| ", "/// ask | "],
)
def test_a_long_sentence_is_told_with_its_line(plain_tree: SmallTree, before: str) -> None:
    text = plain_tree.read(ZH)
    end = "\n答。\n///\n" if "///" in before else "\n"
    plain_tree.write(ZH, f"{text}\n{before}{LONG}{end}")

    assert (ZH, 14, "a sentence of 30 characters in a plain course") in told(plain_tree)


def test_a_long_english_sentence_is_no_fault(plain_tree: SmallTree) -> None:
    plain_tree.write(EN, f"{plain_tree.read(EN)}\n{'a word ' * 60}\n")

    assert told(plain_tree) == []


def test_a_long_rule_is_told_where_it_is_called_out(plain_tree: SmallTree) -> None:
    plain_tree.replace(TOPIC, "zh: 语气要亲切。", f"zh: {LONG}")

    assert told(plain_tree) == [(ZH, 12, "the rule [[tone]] has a sentence of 30 characters")]


@pytest.mark.parametrize("place", ["语气要亲切。", "对方听得出来。"])
def test_a_long_sentence_in_its_quiz_is_told(plain_tree: SmallTree, place: str) -> None:
    plain_tree.replace(QUIZ, place, LONG)

    assert [what for _file, _line, what in told(plain_tree)] == [
        "a sentence of 30 characters in a plain course"
    ]


def test_what_needs_typing_has_no_place_in_its_quiz(small_tree: SmallTree) -> None:
    small_tree.write(COURSE, small_tree.read(COURSE) + "plain: yes\n")

    assert told(small_tree) == [(QUIZ, 8, "an item of type numeric in the quiz of a plain course")]


def test_a_plain_plan_asks_for_plain_courses_only(plain_tree: SmallTree) -> None:
    plan = plain_tree.read(PATH).replace("- course: telephone", "- course: etiquette")
    plain_tree.write(PATH, f"{plan}      - lesson: etiquette/10-sitting\nplain: yes\n")

    assert told(plain_tree) == [
        (PATH, 8, 'the plan is plain, and the course "etiquette" is not'),
        (PATH, 11, 'the plan is plain, and the course "etiquette" is not'),
    ]
