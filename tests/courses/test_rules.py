"""The rules of one lesson file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.compiling import preview
from app.courses.rules import check_lesson
from app.courses.sisters import check_sisters
from app.courses.sources import read_lesson
from app.markup.faults import Fault, FaultLog
from app.markup.hant import Traditional

HEAD = "---\ntitle: 三声之内\nminutes: 5\nteaches: [three-rings, tone]\n---\n"
BODY = """\
下午三点。

## 为什么 {#why}

[[three-rings]]

因为 [[tone]]，见[下一课](lesson:telephone/20-next)。

/// phrase
您好，客服部。
///

然后：

/// talk
- 业主：在吗？
- **前台**：在。
  您请说。
///
"""


def faults_of(text: str) -> list[Fault]:
    log = FaultLog("l.md")
    lesson = read_lesson(text, log)
    if lesson is not None:
        check_lesson(lesson, log)
    return log.faults


def told(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in faults_of(text)]


def test_a_lesson_by_the_rules_has_no_fault() -> None:
    assert faults_of(HEAD + BODY) == []


HEADS = [
    ("title: 三声之内\n", "", 2, "the front matter has no title", "add title:"),
    ("minutes: 5", "minutes: 0", 3, 'minutes is "0"', "from 1 to 30"),
    ("minutes: 5", "minute: 5", 3, 'unknown key "minute"', 'did you mean "minutes"?'),
    (
        "tone]",
        "tone, smile]",
        4,
        'teaches names "smile", which no section calls out',
        "write [[smile]]",
    ),
    ("tone]", "tone, tone]", 4, '"tone" stands twice in teaches', "keep one"),
    (", tone]", "]", 12, "[[tone]] is called out and not in teaches", "add - tone to teaches"),
    ("three-rings,", "three-ring,", 4, 'teaches names "three-ring"', 'did you mean "three-rings"?'),
    ("---\ntitle", "title", 1, "the front matter is missing", "begin the file"),
    (
        "[three-rings, tone]",
        f"[{', '.join(f's-{n}' for n in range(9))}]",
        4,
        "the lesson teaches 9 standards",
        "at most 8",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "instead"), HEADS)
def test_what_is_wrong_in_the_head_is_told(
    old: str, new: str, line: int, what: str, instead: str
) -> None:
    assert HEAD.count(old) == 1

    found = [f for f in faults_of(HEAD.replace(old, new) + BODY) if what in f.what]

    assert [fault.line for fault in found] == [line]
    assert instead in found[0].instead


#: What is put at the end of a sound lesson; lines are counted from there.
BODIES = [
    ("# 大标题", 1, "a heading with one #", "write ## Heading {#id}"),
    ("#### 太小", 1, "a heading with 4 #", "write ###"),
    ("## 没有 id\n\n甲", 1, "the section has no id", "{#its-id}"),
    ("## 甲 {#Not_Slug}\n\n甲", 1, 'the id "Not_Slug" is not a slug', "lower-case"),
    ("## 甲 {#why}\n\n甲", 1, 'the id "why" stands twice', "of its own"),
    ("## {#empty}\n\n甲", 1, "a heading without words", "## Heading"),
    ("## **甲** {#bold}\n\n甲", 1, "a heading of a section is plain text", "without marks"),
    ("## 甲 {#bare}\n", 1, "the section is empty", "write its text"),
    ("[[Three Rings]]", 1, "[[Three Rings]] is not the id of a standard", "lower-case"),
    ("甲 [[other]] 乙", 1, "[[other]] is called out and not in teaches", "add - other"),
    ("/// rule\n甲", 1, "/// rule is not closed", "a line ///"),
    ("/// rule\n\n///", 1, "/// rule is empty", "write its text"),
    ("/// ruel\n甲\n///", 1, 'there is no block "ruel"', 'did you mean "rule"?'),
    ("///", 1, "/// closes nothing", "delete it"),
    ("甲\n/// rule\n乙\n///", 2, "text touches /// rule", "an empty line before"),
    ("/// rule\n乙\n///\n甲", 3, "text touches the end of rule", "an empty line after"),
    ("/// rule | 甲\n乙\n///", 1, "/// rule has words after the bar", "into the block"),
    ("/// good-practice\n甲\n///", 1, "/// good-practice lacks the public standard", "| …"),
    ("/// ask\n甲\n///", 1, "/// ask lacks the question", "write /// ask | …"),
    ("/// dont\n甲\n///", 1, "/// dont stands without its do", "right after /// do"),
    (
        "/// do\n甲\n///\n\n乙\n\n/// dont\n甲\n///",
        7,
        "/// dont stands without its do",
        "right after",
    ),
    (
        "甲\n\n/// ask | a\n甲\n///\n\n/// ask | b\n乙\n///",
        7,
        "two blocks ask follow each other directly",
        "put a sentence between",
    ),
    (
        "/// do\n甲\n///\n\n/// dont\n乙\n///\n\n/// do\n丙\n///",
        9,
        "two blocks do follow each other directly",
        "put a sentence between",
    ),
    (
        "/// rule\n甲\n\n/// phrase\n乙\n///",
        1,
        "/// rule is not closed",
        "close it with a line ///",
    ),
    (
        "\n".join(
            f"{n}\n\n/// {kind}\n甲\n///\n" for n, kind in enumerate(["rule", "caution"] * 2)
        ),
        21,
        "the lesson has 5 blocks of rule, phrase, example, caution",
        "at most 4",
    ),
    ("/// talk\n甲\n///", 2, "a line of a talk is not a turn", "- 业主：…"),
    ("甲\n\n/// talk\n- 没有人说\n///", 4, "nobody speaks this turn", "- **前台**：…"),
    ("甲\n\n/// talk\n" + "- 甲：乙\n" * 7 + "///", 3, "the talk has 7 turns", "at most 6"),
    ("/// phrase\n“您好。”\n///", 2, "a phrase stands in quotation marks", "the words alone"),
    ("甲<br>乙", 1, 'raw HTML "<br>" is not kept', "in Markdown"),
    ("<!-- 甲 -->", 1, "raw HTML", "in Markdown"),
    ("![图](a.png)", 1, "this is not a figure of courses/media", "(figure:name"),
    ("![](figure:four)", 1, 'the figure "four" has no words', "what one learns"),
    ("![甲](figure:Four)", 1, 'the figure "Four" is not a slug', "lower-case"),
    ("甲 ![乙](figure:four)", 1, 'the figure "four" does not stand alone', "a line of its own"),
    ("甲\n![乙](figure:four)", 2, 'the figure "four" does not stand alone', "an empty line"),
    ("[甲](term:Key)", 1, 'a link to "term:Key"', "term:id"),
    ("/// check\n- (x) 甲\n- ( ) 乙\n\n丙\n///", 1, "/// check lacks the question", "| …"),
    ("/// check | 问\n- (x) 甲\n\n丙\n///", 1, "/// check has 1 choice", "at least 2"),
    ("/// check | 问\n丙\n///", 1, "/// check has 0 choices", "at least 2"),
    ("/// check | 问\n- [x] 甲\n" + "- [ ] 乙\n" * 6 + "\n丙\n///", 1, "7 choices", "at most 6"),
    ("/// check | 问\n- (x) 甲\n- (x) 乙\n\n丙\n///", 1, "2 choices with ( ) are right", "one (x)"),
    ("/// check | 问\n- ( ) 甲\n- ( ) 乙\n\n丙\n///", 1, "0 choices with ( ) are right", "one (x)"),
    ("/// check | 问\n- [ ] 甲\n- [ ] 乙\n\n丙\n///", 1, "no choice is right", "[x]"),
    ("/// check | 问\n- (x) 甲\n- [ ] 乙\n\n丙\n///", 1, "/// check mixes ( ) and [ ]", "several"),
    ("/// check | 问\n- (x) 甲\n- 乙\n- ( ) 丁\n\n丙\n///", 3, "a choice without its mark", "( )"),
    ("/// check | 问\n- (x) 甲\n- ( )\n\n丙\n///", 3, "a choice without words", "( )"),
    ("/// check | 问\n- (x) 甲\n- ( ) 乙\n///", 1, "does not explain its answer", "why it is so"),
    ("/// check | 问\n- (x) 甲\n- ( ) 乙\n丙\n///", 4, "text touches the choices", "empty line"),
    ("/// check | 问\n先\n\n- (x) 甲\n- ( ) 乙\n\n丙\n///", 2, "text stands before", "question"),
    (
        "\n\n".join(f"/// check | {n}\n- (x) 甲\n- ( ) 乙\n\n丙\n///" for n in "ab"),
        8,
        "two blocks check follow each other directly",
        "put a sentence between",
    ),
    ("{{company.Rounds}}", 1, "is not a company's figure", "{{company.some_key}}"),
    ("{{rounds}}", 1, "is not a company's figure", "{{company.some_key}}"),
    ("{{company.a", 1, "is not a company's figure", "{{company.some_key}}"),
    ("[甲](/admin)", 1, 'a link to "/admin"', "lesson:course/10-name"),
    ("[甲](javascript:alert)", 1, 'a link to "javascript:alert"', "https://"),
    ("```\n甲", 1, "code begins and does not end", "close it"),
    ("甲\n\n" + "[" * 30, 3, "nested too deeply", "shorter"),
    ("甲" * 9_000, 1, "a paragraph of 9000 characters", "shorter"),
]


@pytest.mark.parametrize(("text", "line", "what", "instead"), BODIES)
def test_what_is_wrong_in_the_body_is_told(text: str, line: int, what: str, instead: str) -> None:
    before = f"{HEAD}{BODY}\n话。\n\n"

    found = [f for f in faults_of(f"{before}{text}\n") if what in f.what]

    assert [fault.line for fault in found] == [line + before.count("\n")]
    assert instead in found[0].instead


@pytest.mark.parametrize(
    "text",
    [
        "`<br>` `{{x}}` `[[y]]` \\[[z]] \\{{q}}",
        "```\n# 甲\n[[y]]\n/// rule\n<b>\n```",
        "3 < 5，a <= b，见 <https://a.cn>。",
        "/// rule\n甲\n///\n\n{{company.rounds}}\n\n/// rule\n乙\n///",
        "/// do\n甲\n///\n\n/// dont\n乙\n///\n\n话\n\n/// do\n甲\n///\n\n/// dont\n乙\n///",
        "/// phrase\n“您好”是第一句\n///",
        "### 小标题\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "/// good-practice | ISO 10002\n甲\n///",
        "/// check | 问\n- （x） 甲\n- （　）乙\n\n丙\n///",
        "/// check | 问\n- [x] 甲\n\n- ［x］乙\n  续\n- [ ] 丁\n\n丙\n\n- 戊\n///",
        '![甲](figure:four)\n\n![乙](figure:four "丙")',
        "[a](term:key-customer) [b](form:shift-handover) [c](checklist:lobby)",
        "[a](https://a.cn) [b](mailto:a@b.cn) [c](#why) [d](quiz:telephone)",
    ],
)
def test_what_the_rules_allow_is_no_fault(text: str) -> None:
    assert told(f"{HEAD}{BODY}\n话。\n\n{text}\n") == []


def test_the_opening_teaches_nothing() -> None:
    text = HEAD + BODY.replace("下午三点。", "[[tone]]，下午三点。")

    assert told(text) == [(6, "[[tone]] stands in the opening, which teaches nothing")]


def test_one_slip_gives_one_message() -> None:
    """A block that is never closed does not make everything after it wrong."""
    text = HEAD + BODY.replace("您好，客服部。\n///\n", "您好，客服部。\n")

    assert told(text) == [(14, "/// phrase is not closed")]


PIECES = st.sampled_from(
    [
        *("/// check | 问\n", "/// check\n", "/// ask | 问\n", "///\n", "- (x) 甲\n", "- [ ] 乙\n"),
        *(
            "（x）",
            "- ［",
            "![甲](figure:a)\n",
            "![](figure:",
            '"丙")',
            "\n",
            "\n\n",
            "## 甲 {#a}\n",
        ),
        *("[[tone]]\n", "[a](term:b)", "- 业主：水", "  ", "```\n", "[x]: y\n", "|", "\\", "`"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_no_lesson_makes_the_rules_or_the_renderer_raise(body: str) -> None:
    log = FaultLog("l.md")
    lesson = read_lesson(HEAD + body, log)
    if lesson is None:
        return

    check_lesson(lesson, log)
    check_sisters(lesson, lesson, FaultLog("l.en.md"))
    preview(lesson, language="zh-Hant", hant=Traditional(), words=lambda *_: None)

    assert all(fault.line >= 1 for fault in log.faults)
