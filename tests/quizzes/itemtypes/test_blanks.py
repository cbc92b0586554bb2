"""Texts with blanks: how they are written, where their fields stand, and what they earn."""

from __future__ import annotations

from typing import Any

import pytest

from app.markup.markdown import render
from app.quizzes.files import parse_quiz
from app.quizzes.gaps import place, with_fields, with_gaps
from app.quizzes.model import Blanks, ChosenBlank, Quiz, TypedBlank
from app.quizzes.responses import BadResponse, Reason, check_response, is_complete, read_form
from app.quizzes.scoring import right_response, score_item
from tests.quizzes.samples import BLANKS, FIRST, HEAD, faults_of, item_of
from tests.quizzes.test_responses import fields

TABLE = """\
## table {type=blanks}
**[[甲]]** 和：

1. 一项 [[(x)乙|丙]]

| 问 | 例 |
|---|---|
| [[姓名|名字]] | 陈 |
::: en
**[[A]]** and:

1. One [[(x)B|C]]

| Ask | Example |
|---|---|
| [[name]] | Chen |
:::
"""


def rendered(source: str) -> Any:
    """The only item of a text, with real Markdown, or the faults."""
    parsed = parse_quiz(
        HEAD + source,
        file="quizzes/night.md",
        slug="night",
        render=lambda words: render(words, language="zh-Hans", standard=lambda _: None),
        render_inline=str,
        hant=lambda words: words.replace("项", "項"),
    )
    if isinstance(parsed.document, Quiz):
        return parsed.document.items[0]
    return [one.what for one in parsed.faults]


def test_blanks_are_written_into_or_chosen_in() -> None:
    typed, chosen = item_of(BLANKS).blanks

    assert isinstance(typed, TypedBlank)
    assert (typed.key, typed.words_in("zh-Hans")) == ("b1", ["客服部", "客户服务部"])
    assert typed.words_in("en") == ["Customer Service", "customer service unit"]
    assert isinstance(chosen, ChosenBlank)
    assert (chosen.key, chosen.right) == ("b2", "o1")
    assert [(one.key, one.text.zh, one.text.en) for one in chosen.options] == [
        ("o1", "帮您", "help you"),
        ("o2", "管您", "handle you"),
        ("o3", "查您", "check you"),
    ]


def test_the_stem_shows_numbered_gaps() -> None:
    stem = item_of(BLANKS).stem

    gap = '<span class="tp-gap">({})&nbsp;____</span>'
    assert stem.zh == f"<p>您好，{gap.format(1)}。有什么可以{gap.format(2)}？</p>"
    assert stem.en.startswith(f"<p>Hello, {gap.format(1)}. How may I ")


def test_the_fields_stand_in_the_gaps() -> None:
    item = item_of(BLANKS)

    assert item.stem_with("zh-Hans", ["<A>", "<B>"]) == "<p>您好，<A>。有什么可以<B>？</p>"
    assert item.stem_with("en", ["<A>", "<B>"]) == "<p>Hello, <A>. How may I <B>?</p>"


def test_blanks_stand_in_bold_words_lists_and_tables() -> None:
    item = rendered(TABLE)

    html = item.stem_with("zh-Hant", ["<A>", "<B>", "<C>"])
    assert "<strong><A></strong> 和" in html
    assert "<li>一項 <B></li>" in html
    assert "<td><C></td>" in html


@pytest.mark.parametrize(
    "stem",
    [
        "[见 [[甲]] 处](https://example.org)",
        "[见](https://example.org/[[甲]])",
        '[见](https://example.org "提示 > [[甲]]")',
        "`[[甲]]`",
        "```\n[[甲]]\n```",
        "先[^1]\n\n[^1]: [[乙]]\n\n再 [[甲]]",
    ],
)
def test_a_blank_in_a_link_or_in_code_is_a_fault(stem: str) -> None:
    faults = rendered(f"## a {{type=blanks}}\n{stem}\n::: en\n[[a]]\n:::\n")

    assert "a blank stands where nothing can be filled in" in faults


def test_full_width_brackets_are_read() -> None:
    wide = BLANKS.replace("[[", "［［").replace("]]", "］］").replace("|", "｜")

    assert item_of(wide.replace("(x)", "（ｘ）")) == item_of(BLANKS)


def test_unmarked_words_may_have_an_empty_mark() -> None:
    assert item_of(BLANKS.replace("|管您", "|( )管您").replace("|handle", "|（　）handle")) == (
        item_of(BLANKS)
    )


def test_a_backslash_keeps_a_bar_and_brackets_as_text() -> None:
    item = item_of(
        BLANKS.replace("您好，[[客服部", "\\[[您好]]，[[客\\|服").replace("Hello", "\\[[Hi")
    )

    assert item.blanks[0].words_in("zh-Hans") == ["客|服", "客户服务部"]
    assert item.stem.zh.startswith("<p>\\[[您好")


def test_a_text_without_letters_needs_no_english() -> None:
    item = rendered("## sum {type=blanks}\n1 + 1 = [[2]]\n")

    assert isinstance(item, Blanks)
    assert score_item(item, {"blanks": {"b1": "二"}}) == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        (BLANKS, "## a {type=blanks}\n1 + 1 = 2\n", 0, "the stem has no blank"),
        (
            "[[客服部|客户服务部]]",
            "客服部",
            0,
            "the Chinese stem has 1 blanks and its translation 2",
        ),
        ("[[(x)help you|handle you|check you]]", "[[help]]", 3, "this blank is another one"),
        ("|handle you|", "|", 3, "this blank is another one"),
        ("(x)help you|handle", "help you|(x)handle", 3, "this blank is another one"),
        ("(x)帮您|管", "(x)帮您|(x)管", 1, "this blank has 2 right of 3 words"),
        ("[[(x)帮您|管您|查您]]", "[[(x)帮您]]", 1, "this blank has 1 right of 1 words"),
        ("(x)帮您|", "( )帮您|", 1, "this blank has 0 right of 3 words"),
        ("管您", "查您", 1, 'the option "查您" stands twice'),
        ("|管您|", "||", 1, "this blank offers an empty word"),
        ("[[客服部|客户服务部]]", "[[]]", 1, "an accepted text is empty"),
        ("客户服务部", "「客服部」", 1, '"「客服部」" is accepted already'),
        ("客户服务部]]", "客户服务部]", 1, "[[ has no ]] in its line"),
        ("您好，[[", "您好，\n[[\n", 2, "[[ has no ]] in its line"),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, fault: str) -> None:
    found = faults_of(HEAD + BLANKS.replace(old, new, 1))

    assert any(one.startswith(f"{FIRST + line}: {fault}") for one in found), found


def test_the_same_words_may_be_right_in_both_languages() -> None:
    assert (
        faults_of(HEAD + BLANKS.replace("客户服务部", "VIP").replace("Customer S", "VIP S")) == []
    )


def test_options_of_letters_need_their_english() -> None:
    source = "## a {type=blanks}\n1 + 1 = [[(x)二|三]]\n"

    assert [one.split(";")[0] for one in faults_of(HEAD + source)] == [
        f"{FIRST + 1}: option 1 has no English text",
        f"{FIRST + 1}: option 2 has no English text",
    ]


@pytest.mark.parametrize(
    ("filled", "score"),
    [
        ({}, 0),
        ({"b1": "客服部"}, 0.5),
        ({"b1": "customer service", "b2": "o1"}, 1),
        ({"b1": "客户 服务部。", "b2": "o2"}, 0.5),
        ({"b1": "客服", "b2": "o3"}, 0),
        ({"b1": "", "b2": "o1"}, 0.5),
    ],
)
def test_the_share_of_right_blanks_counts(filled: dict[str, str], score: float) -> None:
    assert score_item(item_of(BLANKS), {"blanks": filled}) == score


@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"b3": "x"}, Reason.UNKNOWN_CHOICE),
        ({"b2": "o4"}, Reason.UNKNOWN_CHOICE),
        ({"b2": "帮您"}, Reason.UNKNOWN_CHOICE),
        ({"b2": ""}, Reason.UNKNOWN_CHOICE),
        ({"b1": ["客服部"]}, Reason.NOT_A_RESPONSE),
        ({"b2": {"o1": 1}}, Reason.NOT_A_RESPONSE),
        ({"b1": None}, Reason.NOT_A_RESPONSE),
        ({"b1": "x" * 501}, Reason.TOO_LONG),
        ({"b2": "x" * 1_000_000}, Reason.TOO_LONG),
        ({"b1": "\x00"}, Reason.UNREADABLE),
        ({"b1": "\udfff"}, Reason.UNREADABLE),
        (["b1"], Reason.NOT_A_RESPONSE),
    ],
)
def test_what_cannot_be_an_answer_is_refused(filled: Any, reason: Reason) -> None:
    with pytest.raises(BadResponse) as caught:
        check_response(item_of(BLANKS), {"blanks": filled})

    assert caught.value.reason is reason
    assert score_item(item_of(BLANKS), {"blanks": filled}) == 0


def test_a_form_holds_what_was_filled_in() -> None:
    form = fields({"answer-b1": " 客服部 ", "answer-b2": "o2", "answer-b9": "x"})

    assert read_form(item_of(BLANKS), form) == {"blanks": {"b1": "客服部", "b2": "o2"}}
    assert read_form(item_of(BLANKS), fields({"answer-b1": " ", "answer-b2": ""})) is None


def test_every_blank_filled_in_is_complete() -> None:
    item = item_of(BLANKS)

    assert right_response(item) == {"blanks": {"b1": "客服部", "b2": "o1"}}
    assert is_complete(item, {"blanks": {"b1": "x", "b2": "o3"}})
    assert not is_complete(item, {"blanks": {"b1": " ", "b2": "o3"}})


@pytest.mark.parametrize(
    "html",
    [
        f"{place(2)} {place(1)}",
        f"{place(1)} {place(1)} {place(2)}",
        f"{place(1)}",
        f'<a title="{place(1)}">{place(2)}</a>',
        f"<pre>{place(1)}</pre>{place(2)}",
    ],
)
def test_places_that_are_not_all_there_make_no_gaps(html: str) -> None:
    assert with_gaps(html, 2) is None


def test_too_few_fields_leave_gaps() -> None:
    html = with_gaps(f"{place(1)} {place(2)}", 2)

    assert html is not None
    assert with_fields(html, ["x"]) == 'x <span class="tp-gap">(2)&nbsp;____</span>'
