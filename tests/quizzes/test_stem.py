"""The stem: where it ends, its languages, and what a backslash does."""

from __future__ import annotations

import pytest

from tests.quizzes.samples import HEAD, MATCH, NUMERIC, ORDER, SINGLE, faults_of, item_of


def test_the_stem_is_markdown_up_to_the_first_answer() -> None:
    stem = "夜里有人没带门禁卡。\n\n* 不认识\n* 很着急\n\n### 先做什么？\n"

    item = item_of(SINGLE.replace("夜里有人没带门禁卡，先做什么？\n", stem))

    assert item.stem.zh == f"<p>{stem.strip()}</p>"


def test_fenced_code_is_opaque() -> None:
    code = "```\n## not-an-item\n::: en\nanswer: 3\n- (x) 不是\n```\n"

    item = item_of(SINGLE.replace("夜里", f"{code}夜里", 1))

    assert item.stem.zh.startswith(f"<p>{code}夜里")
    assert len(item.choices) == 3


def test_a_code_span_between_three_backticks_opens_no_fence() -> None:
    assert item_of(SINGLE.replace("夜里", "```门```夜里", 1)).stem.zh.startswith("<p>```门```夜里")


def test_traditional_chinese_is_derived_unless_the_author_writes_it() -> None:
    written = SINGLE.replace("::: en", "::: zh-Hant\n門禁\n:::\n::: en")

    assert item_of(SINGLE).stem.hant == "<p>夜里有人没带門禁卡，先做什么？</p>"
    assert item_of(written).stem.hant == "<p>門禁</p>"


def test_a_language_block_may_stand_anywhere_in_the_stem() -> None:
    item = item_of(SINGLE.replace(":::\n- (x)", ":::\n请选。\n- (x)"))

    assert item.stem.zh == "<p>夜里有人没带门禁卡，先做什么？\n请选。</p>"


def test_full_width_colons_open_and_close_a_block() -> None:
    assert item_of(SINGLE.replace(":::", "：：：")) == item_of(SINGLE)


@pytest.mark.parametrize("line", ["## 标题", "::: en", "answer: 3", "- (注)", "- [链接](quiz:a)"])
def test_a_backslash_makes_a_line_ordinary(line: str) -> None:
    item = item_of(SINGLE.replace("夜里", f"\\{line}\n夜里", 1))

    assert item.stem.zh.startswith(f"<p>{line}\n夜里")


def test_a_backslash_before_anything_else_is_left_to_markdown() -> None:
    assert item_of(SINGLE.replace("夜里", "\\*夜里", 1)).stem.zh.startswith("<p>\\*夜里")


def test_numbered_lists_before_the_last_belong_to_the_stem() -> None:
    stem = "1. 有烟味\n2. 没有火\n\n闻到烟味，"

    item = item_of(ORDER.replace("闻到烟味，", stem))

    assert item.stem.zh.startswith("<p>1. 有烟味\n2. 没有火")
    assert len(item.steps) == 4


def test_a_numbered_list_before_the_english_stem_belongs_to_the_stem() -> None:
    english = "::: en\n1. Smoke\n2. No fire\n:::"

    item = item_of(
        ORDER.replace("::: en\nThere", f"1. 有烟味\n2. 没有火\n{english}\n").replace(
            " is a smell of smoke. Put in order:\n:::\n", ""
        )
    )

    assert item.stem.zh.endswith("1. 有烟味\n2. 没有火</p>")
    assert item.stem.en == "<p>1. Smoke\n2. No fire</p>"
    assert len(item.steps) == 4


def test_bullets_without_an_arrow_belong_to_the_stem_of_a_match() -> None:
    item = item_of(MATCH.replace("::: en", "- 想一想\n- 再连\n::: en"))

    assert item.stem.zh == "<p>哪样东西做什么用？\n- 想一想\n- 再连</p>"
    assert len(item.lefts) == 3


def test_bullets_belong_to_the_stem_of_a_number() -> None:
    assert item_of(NUMERIC.replace("::: en", "- (一) 冬天\n::: en")).stem.zh.endswith("冬天</p>")


def test_two_blocks_of_one_language_are_a_fault() -> None:
    faults = faults_of(HEAD + SINGLE.replace("::: en", "::: en\nA gate.\n:::\n::: en"))

    assert faults[0].startswith("12: the stem has two blocks ::: en")


def test_a_stem_without_letters_needs_no_english() -> None:
    assert (
        item_of(
            NUMERIC.replace(
                "夜里每隔几小时巡一次？\n::: en\nHow many hours lie between two "
                "rounds at night?\n:::",
                "1 + 1 = ?",
            )
        ).stem.en
        == "<p>1 + 1 = ?</p>"
    )
