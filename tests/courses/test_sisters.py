"""The languages of a lesson, held against each other."""

from __future__ import annotations

import pytest

from app.courses.sisters import check_sisters
from app.courses.sources import read_lesson
from app.markup.faults import Fault, FaultLog

ZH = """\
---
title: 三声
minutes: 5
teaches: [a, b]
---
开头

## 一 {#one}

[[a]]

## 二 {#two}

[[b]]
"""
EN = ZH.replace("三声", "Rings").replace("开头", "Opening").replace("一", "1").replace("二", "2")


def compared(english: str, chinese: str = ZH) -> list[Fault]:
    log = FaultLog("l.en.md")
    zh, en = read_lesson(chinese, FaultLog("l.zh.md")), read_lesson(english, log)
    assert zh is not None
    assert en is not None
    check_sisters(zh, en, log)
    return log.faults


def test_sisters_that_agree_have_no_fault() -> None:
    assert compared(EN) == []


CASES = [
    ("minutes: 5", "minutes: 6", 3, "minutes is 6, and 5 in l.zh.md"),
    ("[a, b]", "[b, a]", 4, "teaches has another order than in l.zh.md"),
    ("[a, b]", "[a]", 4, 'teaches lacks "b" of l.zh.md'),
    ("[a, b]", "[a, b, c]", 4, 'teaches has "c", which l.zh.md has not'),
    ("## 2 {#two}", "## 2 {#too}", 12, "the section {#too} is not in l.zh.md"),
    ("## 2 {#two}", "## 2 {#too}", 12, "the section {#two} of l.zh.md is missing"),
    ("## 2 {#two}\n\n[[b]]\n", "", 8, "the section {#two} of l.zh.md is missing"),
    ("[[b]]", "text", 12, "the section {#two} lacks the call-out [[b]] of l.zh.md"),
    (
        "[[b]]",
        "[[b]] [[c]]",
        14,
        "the section {#two} calls out [[c]], which l.zh.md does not there",
    ),
    ("Opening", "", 6, "the opening stands in only one of this file and l.zh.md"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), CASES)
def test_where_they_differ_is_told_at_the_translation(
    old: str, new: str, line: int, what: str
) -> None:
    assert EN.count(old) == 1

    assert (line, what) in [(f.line, f.what) for f in compared(EN.replace(old, new))]


def test_sections_in_another_order_are_told() -> None:
    head, one, two = EN.partition("## 1")[0], "## 1 {#one}\n\n[[a]]\n\n", "## 2 {#two}\n\n[[b]]\n"

    assert [(f.line, f.what) for f in compared(f"{head}{two}\n{one}")] == [
        (8, "the sections have another order than in l.zh.md")
    ]


def test_a_call_out_in_the_wrong_section_is_told_once_at_each() -> None:
    english = EN.replace("[[a]]", "text").replace("[[b]]", "[[b]] [[a]]")

    assert [(f.line, f.what) for f in sorted(compared(english))] == [
        (8, "the section {#one} lacks the call-out [[a]] of l.zh.md"),
        (14, "the section {#two} calls out [[a]], which l.zh.md does not there"),
    ]


ASKED = "\n/// check | 问\n- (x) 甲\n- ( ) 乙\n- ( ) 丙\n\n因为。\n///\n\n![丁](figure:desk)\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("- (x) 甲\n- ( ) 乙", "- ( ) 甲\n- (x) 乙", 16, "other choices of the check are right"),
        ("- ( ) 丙\n", "", 16, "the check has 2 choices, and 3 in the section {#two} of l.zh.md"),
        ("/// check", "/// ask", 12, "0 checks here, and 1 in the section {#two} of l.zh.md"),
        ("figure:desk", "figure:door", 12, "figures here: door; in the section {#two}"),
        ("![丁](figure:desk)\n", "", 12, "figures here: none; in the section {#two}"),
    ],
)
def test_both_languages_ask_and_show_the_same(old: str, new: str, line: int, what: str) -> None:
    chinese, english = ZH + ASKED, EN + ASKED
    assert compared(english, chinese) == []
    assert ASKED.count(old) == 1

    [found] = compared(english.replace(old, new), chinese)

    assert found.line == line
    assert what in found.what
