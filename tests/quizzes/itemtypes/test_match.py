"""Sides to match: how they are written."""

from __future__ import annotations

import pytest

from tests.quizzes.samples import FIRST, HEAD, MATCH, faults_of, item_of


def test_equal_right_sides_are_one() -> None:
    item = item_of(MATCH)

    assert [(left.key, left.text.zh, left.right) for left in item.lefts] == [
        ("l1", "<i>手电</i>", "r1"),
        ("l2", "<i>对讲机</i>", "r2"),
        ("l3", "<i>备用灯</i>", "r1"),
    ]
    assert [(right.key, right.text.en) for right in item.rights] == [
        ("r1", "<i>To light the way</i>"),
        ("r2", "<i>To talk</i>"),
        ("r3", "<i>To take a temperature</i>"),
    ]


def test_a_backslash_makes_an_arrow_text() -> None:
    item = item_of(MATCH.replace("手电 =>", "手电 \\=> 灯 =>"))

    assert item.lefts[0].text.zh == "<i>手电 => 灯</i>"


def test_an_arrow_without_spaces_is_text() -> None:
    assert item_of(MATCH.replace("手电 =>", "手=>电 =>")).lefts[0].text.zh == "<i>手=>电</i>"


def test_a_pair_may_run_on_before_its_arrow() -> None:
    assert item_of(MATCH.replace("- 手电 =>", "- 手\n  电 =>")) == item_of(MATCH)


def test_only_sides_with_letters_need_english() -> None:
    item = item_of(
        MATCH.replace("备用灯 => 照路\n  en: Spare lamp => To light the way", "110 => 119")
    )

    assert item.lefts[2].text.en == "<i>110</i>"


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("对讲机 => 通话", "对讲机", 7, "the pair has no arrow"),
        ("对讲机 => 通话", "对讲机 =>", 7, "the pair has no right side"),
        ("对讲机 => 通话", "对 => 讲 => 通话", 7, "the pair has two arrows"),
        ("Radio => To talk", "Radio", 8, "the pair has no arrow"),
        ("Radio => To talk", "=> To talk", 8, "only one of the two languages has a left side"),
        ("=> To take", "Oh => To take", 12, "only one of the two languages has a left side"),
        ("  en: Radio => To talk\n", "", 7, "the left side has no English text"),
        ("对讲机", "手电", 7, 'the left side "手电" stands twice'),
        ("Radio", "Torch", 8, 'the English left side "Torch" stands twice'),
        (
            "lamp => To light",
            "lamp => To be light on",
            9,
            'the right side "照路" has two English texts',
        ),
        ("To take a temperature", "To talk", 12, 'the English right side "To talk" stands twice'),
        ("量体温", "通话", 11, 'the distractor "通话" is another right side'),
        (
            "  en: Radio => To talk",
            "  en: Radio => To talk\n  > 好",
            9,
            "an answer of type match has no >",
        ),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    assert old in MATCH

    found = faults_of(HEAD + MATCH.replace(old, new, 1))

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found


def test_one_left_side_is_too_few() -> None:
    source = MATCH[: MATCH.index("- 对讲机")] + MATCH[MATCH.index("- =>") :]

    assert faults_of(HEAD + source)[0].startswith(
        f"{FIRST}: the item has fewer than two left sides"
    )


def test_one_right_side_is_too_few() -> None:
    source = (
        MATCH[: MATCH.index("- =>")]
        .replace("=> 通话", "=> 照路")
        .replace("To talk", "To light the way")
    )

    assert faults_of(HEAD + source)[0].startswith(
        f"{FIRST}: the item has fewer than two left sides"
    )
