"""Typed words as they are compared: what counts, and what does not."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.quizzes.normalising import normalised
from tests.quizzes.samples import UNHURRIED

#: Pieces in which the rules meet, more often than chance would bring them together.
PIECES = st.sampled_from(
    [
        *("客服", "後台", "两", "三", "百", "十", "零", "〇", "千", "著", "a", "B", "é", "ß", "İ"),
        *("3", "1,000", ".5", "-", "−", ".", ",", "，", "。", ":", "/", "'", "’", "%", "…", "~"),
        *(" ", "\u3000", "\t", "\n", "\u200b", "\u202e", "\u0301", "\ufe0f", "\x00", "\ud800"),
        *("ｱ", "ﾞ", "ﬁ", "²", "½", "㏂", "`", "´", "_", "A", "́", "한", "ไ", "🙂", "甲"),
    ]
)
WORDS = st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)
SIMPLIFIED = st.text(
    st.integers(0xB0A1, 0xF7FE)
    .filter(lambda code: 0xA1 <= code & 0xFF <= 0xFE and code >> 8 != 0xD7)
    .map(lambda code: code.to_bytes(2, "big").decode("gb2312")),
    max_size=8,
)
TRADITIONAL = {name: opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("客服部", " 客服部。"),
        ("客服部", "客 服 部"),
        ("客服部", "「客服部」"),
        ("客户服务部", "客戶服務部"),
        ("后台", "後台"),
        ("了解", "瞭解"),
        ("看着办", "看著辦"),
        ("卫生", "衞生"),
        ("好的", "好的～"),
        ("好的", "好的……"),
        ("VIP", "ｖｉｐ"),
        ("Customer Service", "customer   service."),
        ("check-in", "Check in"),
        ("don't", "DON’T"),
        ("dont", "don't"),
        ("3声", "３ 声"),
        ("三声", "3声"),
        ("两声", "二声"),
        ("十五分钟", "15 分钟"),
        ("一十五", "15"),
        ("二十四小时", "24小时"),
        ("两百零五", "205"),
        ("一千零一十", "1010"),
        ("九千九百九十九", "9,999"),
        ("二〇二四年", "2024年"),
        ("二十五万", "25万"),
        ("第三", "第3"),
        ("1000", "1,000"),
        ("1，000 元", "1000元"),
        ("-5", "−5"),
        ("-5", "–5"),
        ("80%", "80 ％"),
        ("8：30", "8:30"),
        ("客\u200b服\u202e部\ufeff", "客服部"),
        ("cafe\u0301", "café"),
        ("…", "..."),
    ],
)
def test_what_does_not_count_makes_no_difference(typed: str, same: str) -> None:
    assert normalised(typed) == normalised(same)
    assert normalised(typed)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("3.5", "35"),
        ("3.5", "3 5"),
        ("8:30", "8.30"),
        ("-5", "5"),
        ("零下-5度", "零下5度"),
        ("8:30", "830"),
        ("1/2", "12"),
        ("10-15", "1015"),
        (".5", "5"),
        ("1,00", "100"),
        ("80%", "80"),
        ("C#", "C"),
        ("+", "-"),
        ("。", "，"),
        ("checkin", "check in"),
        ("5 5", "55"),
        ("café", "cafe"),
        ("部门客服", "客服部门"),
        ("一百二", "102"),
        ("三百三", "303"),
        ("3十", "30"),
        ("三", "三三"),
        ("干杯", "杯干"),
    ],
)
def test_what_counts_makes_a_difference(typed: str, other: str) -> None:
    assert normalised(typed) != normalised(other)


@pytest.mark.parametrize("typed", ["", " ", "\u3000\n", "\u200b", "\x00", "\ud800"])
def test_nothing_typed_is_nothing(typed: str) -> None:
    assert normalised(typed) == ""


@settings(UNHURRIED, max_examples=400)
@given(WORDS)
def test_what_is_normalised_stays_as_it_is(typed: str) -> None:
    assert normalised(normalised(typed)) == normalised(typed)


@settings(UNHURRIED)
@given(WORDS)
def test_space_around_words_does_not_count(typed: str) -> None:
    assert normalised(f" {typed}\u3000\n") == normalised(typed)


@settings(UNHURRIED)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_the_width_of_characters_does_not_count(typed: str) -> None:
    wide = "".join("\u3000" if one == " " else chr(ord(one) + 0xFEE0) for one in typed)

    assert normalised(wide) == normalised(typed)


@settings(UNHURRIED)
@given(SIMPLIFIED, st.sampled_from(sorted(TRADITIONAL)))
def test_the_script_does_not_count(typed: str, name: str) -> None:
    assert normalised(TRADITIONAL[name].convert(typed)) == normalised(typed)


@settings(UNHURRIED)
@given(SIMPLIFIED)
def test_spaces_between_chinese_do_not_count_where_no_figures_stand(typed: str) -> None:
    words = "".join(one for one in typed if one not in "零一二三四五六七八九十百千两")

    assert normalised(" ".join(words)) == normalised(words)


@pytest.mark.parametrize("piece", ["，", "1,", "零", "a'", "百", "\u0301", "-", "后"])
def test_a_long_text_is_normalised_in_little_time(piece: str) -> None:
    assert len(normalised(piece * 5_000)) <= 10_000
