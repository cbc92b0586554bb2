"""A lesson's files as the frozen value that is published."""

from __future__ import annotations

import msgspec
import pytest

from app.courses.compiling import compile_lesson
from app.courses.model import Lesson, LessonBody, Part
from app.courses.sources import LessonSource, read_lesson
from app.markup.faults import FaultLog
from app.markup.hant import Traditional

ZH = """\
---
title: 三声之内
minutes: 5
teaches: [three-rings, tone]
---
前台只有你一个人。

## 为什么是三声 {#why}

先看：

[[three-rings]]

[[tone]]

因为里面，见 [[tone]]。

/// rule
铃响就接。
///

## 还有 {#more}

没有了[^1]。

[^1]: 注。
"""
EN = """\
---
title: Within three rings
minutes: 5
teaches: [three-rings, tone]
---
You are alone.

## Why three {#why}

[[three-rings]]

[[tone]]

/// rule
Answer.
///

## More {#more}

No more.
"""
WORDS = {"zh-Hans": "语气。", "zh-Hant": "語氣。", "en": "Tone."}


def source(text: str) -> LessonSource:
    found = read_lesson(text, FaultLog("l.md"))
    assert found is not None
    return found


def compiled(zh: str = ZH, en: str = EN, hant: str | None = None) -> Lesson:
    return compile_lesson(
        "telephone",
        "10-rings",
        zh=source(zh),
        en=source(en),
        written_hant=None if hant is None else source(hant),
        hant=Traditional({"前台": "前台"}),
        words=lambda identifier, language: WORDS[language] if identifier == "tone" else None,
    )


def test_a_lesson_is_parted_where_rules_are_shown_whole() -> None:
    opening, why, more = compiled().zh.sections

    assert (opening.id, opening.heading) == ("", "")
    assert opening.parts == (Part(html="<p>前台只有你一个人。</p>"),)
    assert (why.id, why.heading) == ("why", "为什么是三声")
    assert [part.standard for part in why.parts] == ["", "three-rings", "tone", ""]
    assert why.parts[0].html == "<p>先看：</p>"
    assert "“语气”" in why.parts[3].html
    assert "规定" in why.parts[3].html
    assert more.id == "more"
    assert '<div class="footnote">' in more.parts[0].html


def test_traditional_chinese_is_made_from_simplified() -> None:
    lesson = compiled()
    opening, why, _ = lesson.hant.sections

    assert lesson.hant.title == "三聲之內"
    assert opening.parts[0].html == "<p>前台只有你一個人。</p>"
    assert why.heading == "為什麼是三聲"
    assert "因為裡面" in why.parts[3].html
    assert "“語氣”" in why.parts[3].html
    assert "規定" in why.parts[3].html


def test_written_traditional_chinese_wins_and_is_not_converted() -> None:
    written = ZH.replace("三声之内", "三聲之内").replace("前台只有", "前臺只有")

    lesson = compiled(hant=written)

    assert lesson.hant.title == "三聲之内"
    assert lesson.hant.sections[0].parts[0].html == "<p>前臺只有你一个人。</p>"
    assert "規定" in lesson.hant.sections[1].parts[3].html


def test_what_is_true_in_every_language_stands_once() -> None:
    lesson = compiled()

    assert (lesson.course, lesson.slug, lesson.minutes) == ("telephone", "10-rings", 5)
    assert lesson.teaches == ("three-rings", "tone")
    assert [(info.id, info.standards) for info in lesson.sections] == [
        ("", ()),
        ("why", ("three-rings", "tone")),
        ("more", ()),
    ]
    assert lesson.in_("en") is lesson.en
    assert lesson.in_("zh-Hant") is lesson.hant
    assert lesson.in_("fr") is lesson.zh


def test_a_lesson_goes_to_json_and_back() -> None:
    lesson = compiled()

    assert msgspec.json.decode(msgspec.json.encode(lesson), type=Lesson) == lesson


def digests(lesson: Lesson) -> dict[str, str]:
    return {info.id: info.digest for info in lesson.sections}


def test_white_space_does_not_change_a_sections_digest() -> None:
    spaced = ZH.replace("因为里面，", "因为\n里面，  ").replace("[[tone]]\n", "[[tone]]\n\n\n")

    assert digests(compiled(zh=spaced)) == digests(compiled())


def test_words_change_the_digest_of_their_section_alone() -> None:
    before = digests(compiled())

    for after in (
        digests(compiled(zh=ZH.replace("先看", "看"))),
        digests(compiled(en=EN.replace("Answer", "Reply"))),
        digests(compiled(en=EN.replace("Why three", "Why"))),
    ):
        assert [each for each in before if before[each] != after[each]] == ["why"]


def test_a_lesson_without_an_opening_begins_with_its_first_section() -> None:
    lesson = compiled(ZH.replace("前台只有你一个人。", ""), EN.replace("You are alone.", ""))

    assert [section.id for section in lesson.zh.sections] == ["why", "more"]
    assert [info.id for info in lesson.sections] == ["why", "more"]


DRAWINGS = {"zh-Hans": "<svg>声</svg>", "zh-Hant": "<svg>聲</svg>", "en": "<svg>ring</svg>"}


def test_figures_and_their_words_come_in_each_language() -> None:
    shown = "![三声](figure:rings)"
    lesson = compile_lesson(
        "telephone",
        "10-rings",
        zh=source(ZH.replace("先看：", shown)),
        en=source(EN.replace("/// rule", f"{shown}\n\n/// rule")),
        written_hant=None,
        hant=Traditional(),
        words=lambda identifier, language: None,
        figures=lambda name, language: DRAWINGS[language] if name == "rings" else None,
    )

    assert '<div aria-label="三声" role="img"><svg>声</svg></div>' in html_of(lesson.zh)
    assert '<div aria-label="三聲" role="img"><svg>聲</svg></div>' in html_of(lesson.hant)
    assert '<div aria-label="三声" role="img"><svg>ring</svg></div>' in html_of(lesson.en)


def html_of(body: LessonBody) -> str:
    return "".join(part.html for section in body.sections for part in section.parts)


@pytest.mark.parametrize(
    ("recordings", "heard"),
    [
        ({}, ("", "", "")),
        ({"zh": "a.mp3"}, ("a.mp3", "", "a.mp3")),
        ({"zh": "a.mp3", "zh-Hant": "b.mp3", "en": "c.mp3"}, ("a.mp3", "c.mp3", "b.mp3")),
    ],
)
def test_readers_of_both_scripts_hear_the_same_recording(
    recordings: dict[str, str], heard: tuple[str, str, str]
) -> None:
    lesson = compile_lesson(
        "telephone",
        "10-rings",
        zh=source(ZH),
        en=source(EN),
        written_hant=None,
        hant=Traditional(),
        words=lambda identifier, language: None,
        recordings=recordings,
    )

    assert (lesson.zh.recording, lesson.en.recording, lesson.hant.recording) == heard
