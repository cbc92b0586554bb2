"""Traditional Chinese from Simplified."""

from __future__ import annotations

import pytest

from app.markup.hant import Traditional
from app.markup.labels import WORDS
from app.markup.marks import mark

PLAIN = Traditional()


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("触点", "觸點"),
        ("客户服务中心", "客戶服務中心"),
        ("以客户为导向", "以客戶為導向"),
        ("社区文化活动", "社區文化活動"),
        ("打了两次才有人接", "打了兩次才有人接"),
        ("三声在这里指电话铃响", "三聲在這裡指電話鈴響"),
        ("头发不盖过耳朵", "頭髮不蓋過耳朵"),
        ("复述一遍", "複述一遍"),
        ("OK, 3 rings", "OK, 3 rings"),
        ("", ""),
    ],
)
def test_words_are_converted(simplified: str, traditional: str) -> None:
    assert PLAIN.text(simplified) == traditional


def test_exceptions_win_and_the_longer_one_first() -> None:
    hant = Traditional({"前台": "前台", "前台主管": "前檯主管", "污": "污"})

    assert hant.text("前台与前台主管，污水与台面") == "前台與前檯主管，污水與檯面"


def test_the_exceptions_that_apply_to_a_text_are_known() -> None:
    hant = Traditional({"前台": "前台", "污": "污"})

    assert hant.applied_to("前台没有水") == {"前台": "前台"}
    assert hant.applied_to("没有") == {}


def test_tags_and_marks_of_html_stay_as_they_are() -> None:
    html = f'<b title="里>发" lang=zh>里头<br>发</b> {mark("word", "里")}&lt;里&gt;'

    assert PLAIN.html(html) == (
        f'<b title="里>发" lang=zh>裡頭<br>發</b> {mark("word", "里")}&lt;裡&gt;'
    )


def test_what_is_read_aloud_instead_of_a_figure_is_converted() -> None:
    html = f'<div aria-label="头发 &quot;里&quot;{mark("word", "里")}" role="里">里</div>'

    assert PLAIN.html(html) == (
        f'<div aria-label="頭髮 &quot;裡&quot;{mark("word", "里")}" role="里">裡</div>'
    )


def test_labels_in_traditional_chinese_are_what_the_conversion_makes() -> None:
    for word in WORDS.values():
        assert PLAIN.text(word.zh) == word.hant
        assert PLAIN.text(word.hant) == word.hant
