"""Items with choices: how they are written, and what is wrong with them together."""

from __future__ import annotations

import pytest

from tests.quizzes.samples import FIRST, HEAD, MULTIPLE, SINGLE, faults_of, item_of


def test_choices_have_keys_in_the_order_of_the_file() -> None:
    item = item_of(SINGLE)

    assert [(choice.key, choice.is_right) for choice in item.choices] == [
        ("c1", True),
        ("c2", False),
        ("c3", False),
    ]
    assert item.choices[0].text.zh == "<i>请对方稍等，打电话核实</i>"
    assert item.choices[0].feedback.en == "<i>Verify first, then open.</i>"
    assert item.choices[1].feedback is None


def test_round_and_square_brackets_mean_the_same() -> None:
    assert item_of(MULTIPLE.replace("[", "(").replace("]", ")")) == item_of(MULTIPLE)


@pytest.mark.parametrize(
    ("source", "old", "new", "line", "fault"),
    [
        (SINGLE, "(x)", "( )", 0, "the item has 0 right choices"),
        (SINGLE, "( )", "(x)", 0, "the item has 2 right choices"),
        (SINGLE, "( ) 直接", "(?) 直接", 9, 'the mark "?" of this choice is unknown'),
        (SINGLE, "( ) 直接", "( 直接", 9, "the bracket of this choice is not closed"),
        (SINGLE, "( ) 直接开门", "( )", 9, "choice 2 has no Chinese text"),
        (SINGLE, "不理会", "直接开门", 11, 'the choice "直接开门" stands twice'),
        (SINGLE, "Take no notice", "open  AT once", 12, 'the English choice "open AT once"'),
        (SINGLE, "  en: Open", "  weight: 200\n  en: Open", 10, 'weight: "200" is no percentage'),
        (SINGLE, "  en: Open", "  weight: half\n  en: Open", 10, 'weight: "half" is no percentage'),
        (SINGLE, "  en: Open", "  weight: 100\n  en: Open", 10, "weight: 100 does not fit"),
        (SINGLE, "  en: Open", "  weight: -5\n  en: Open", 10, "weight: -5 does not fit"),
        (SINGLE, "  > ", "  weight: 50\n  > ", 7, "weight: 50 does not fit"),
        (MULTIPLE, "x", " ", 0, "the item has no right choice"),
        (MULTIPLE, "  en: The keys", "  en: The keys\n  weight: 50", 0, "the weights of the right"),
        (MULTIPLE, "  en: Loose", "  weight: 5\n  en: Loose", 10, "weight: 5 does not fit"),
    ],
)
def test_a_fault_names_its_line(source: str, old: str, new: str, line: int, fault: str) -> None:
    changed = source.replace(old, new) if old == "x" else source.replace(old, new, 1)

    found = faults_of(HEAD + changed)

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found


def test_one_choice_is_too_few() -> None:
    source = SINGLE[: SINGLE.index("- ( )")]

    assert faults_of(HEAD + source) == [
        f"{FIRST}: the item has 1 of the two choices that it needs; "
        "write each on its own line: - (x) the right one, - ( ) a wrong one"
    ]


def test_weights_and_a_partial_score_exclude_each_other() -> None:
    source = MULTIPLE.replace("type=multiple", "type=multiple score=partial").replace(
        "  en: Loose", "  weight: -50\n  en: Loose"
    )

    assert any("both score=partial and weights" in fault for fault in faults_of(HEAD + source))
