"""Answers and keywords: what continues what, and what needs no translation."""

from __future__ import annotations

import pytest

from tests.quizzes.samples import FIRST, HEAD, SINGLE, TRUEFALSE, faults_of, item_of


def test_indented_lines_continue_the_text_above() -> None:
    source = SINGLE.replace("请对方稍等，打电话核实", "请对方稍等，\n  打电话\n  核实").replace(
        "Verify first, then open.", "Verify first,\n    then open."
    )

    item = item_of(source)

    assert item.choices[0].text.zh == "<i>请对方稍等，打电话核实</i>"
    assert item.choices[0].feedback.en == "<i>Verify first, then open.</i>"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("请等", "一下", "请等一下"),
        ("说“", "好”", "说“好”"),
        ("打 110", "电话", "打 110 电话"),
        ("按 A", "B 键", "按 A B 键"),
        ("等等——", "好", "等等——好"),
    ],
)
def test_lines_are_joined_as_their_script_is_written(first: str, second: str, joined: str) -> None:
    item = item_of(SINGLE.replace("不理会", f"{first}\n  {second}"))

    assert item.choices[2].text.zh == f"<i>{joined}</i>"


def test_blank_lines_between_answers_mean_nothing() -> None:
    assert item_of(
        SINGLE.replace("\n- ( )", "\n\n- ( )").replace("\n  en:", "\n\n  en:")
    ) == item_of(SINGLE)


def test_one_stray_space_is_no_indentation() -> None:
    assert item_of(SINGLE.replace("\n- ( )", "\n - ( )")) == item_of(SINGLE)


@pytest.mark.parametrize("indent", ["\t", "\u3000", "      "])
def test_any_real_indentation_will_do(indent: str) -> None:
    assert item_of(SINGLE.replace("\n  ", f"\n{indent}")) == item_of(SINGLE)


def test_full_width_brackets_and_colons_are_read() -> None:
    source = SINGLE.replace("(x)", "（ｘ）").replace("( )", "（　）").replace("en: ", "en：")

    assert item_of(source) == item_of(SINGLE)


def test_a_backslash_keeps_a_key_or_a_bracket_as_text() -> None:
    item = item_of(
        SINGLE.replace("不理会", "不理会\n  \\en: 三\n  \\- (x) 四\n  \\hint: 五\n  \\六")
    )

    assert item.choices[2].text.zh == "<i>不理会 en: 三 - (x) 四 hint: 五 \\六</i>"


def test_feedback_may_run_on_with_a_second_mark() -> None:
    item = item_of(SINGLE.replace("> 先核实，再开门。", "> 先核实，\n  > 再开门。"))

    assert item.choices[0].feedback.zh == "<i>先核实，再开门。</i>"


def test_overrides_of_traditional_chinese_are_kept() -> None:
    source = SINGLE.replace(
        "  en: Open at once", "  en: Open at once\n  zh-Hant: 直接開門"
    ).replace("  en> Verify", "  zh-Hant> 先核實\n  en> Verify")

    item = item_of(source)

    assert item.choices[1].text.hant == "<i>直接開門</i>"
    assert item.choices[0].feedback.hant == "<i>先核實</i>"


@pytest.mark.parametrize("words", ["110", "3 ~ 5", "✓", "{{company.rounds}}"])
def test_a_text_without_letters_needs_no_english(words: str) -> None:
    item = item_of(SINGLE.replace("不理会\n  en: Take no notice", words))

    assert item.choices[2].text.en == f"<i>{words}</i>"


def test_feedback_in_english_alone_is_a_fault() -> None:
    (fault,) = faults_of(HEAD + SINGLE.replace("  > 先核实，再开门。\n", ""))

    assert fault.startswith(f"{FIRST + 7}: the feedback on choice 1 has no Chinese text")


def test_a_keyword_stands_once() -> None:
    (fault,) = faults_of(HEAD + TRUEFALSE + "explain: 还有\n")

    assert fault.startswith(f"{FIRST + 8}: explain: stands twice in one item")


def test_a_keyword_of_another_type_is_a_fault() -> None:
    (fault,) = faults_of(HEAD + TRUEFALSE + "unit: 米\n")

    assert fault.startswith(f"{FIRST + 8}: type truefalse has no keyword unit:")


def test_a_text_too_long_to_render_is_a_fault() -> None:
    faults = faults_of(HEAD + SINGLE.replace("不理会", "不" * 9000))

    assert faults[0].startswith(f"{FIRST + 11}: choice 3 holds a paragraph of 9000 characters")
