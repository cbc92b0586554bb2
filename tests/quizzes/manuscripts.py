"""Quizzes of every type as hypothesis makes them up, with words that look like something else.

A new type of item joins with one strategy in `BODIES`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from app.quizzes.manuscript import (
    AnswerText,
    ItemText,
    KeywordText,
    Manuscript,
    PartText,
    StemText,
)

#: Words that mean something where they stand at the beginning of a line, or nearly so.
TRAPS = (
    *(
        "answer: 3",
        "answer@50： 4",
        "accept.en: x",
        "unit:",
        "explain.en: 好",
        "hint：",
        "exit: 甲",
    ),
    *(
        "- (x) 甲",
        "- （ ） 乙",
        "- [x] 丙",
        "-［］丁",
        "1. 甲",
        "12）乙",
        "3．丙",
        "- 10: 甲",
        "- -3：乙",
    ),
    *("- 甲 \\=> 乙", "- 甲", "* 甲", "+ 甲", "- -> b (+5) {std=x}", "- → end:calm (0) 丙", "->"),
    *("## 甲 {type=single}", "##", "###", "### a {mood=calm}", "#### 丁", "# 甲", "---", "==="),
    *("::: en", ":::", "：：：", "::: zh-Hant", "::: 甲 乙", ":: en", "en: x", "zh-Hant： 乙"),
    *(
        "weight: 50",
        "> 好",
        "en> well",
        "zh-Hant>",
        "| 甲 | 乙 |",
        "|---|---|",
        "<b>x</b>",
        "&amp;",
    ),
    *("\\", "\\\\", "\\- (x) 甲", "\\\\en: x", "\\## 甲", "\\\\\\:::", "\\answer: 3", "\\1. 甲"),
    *(
        "\\甲",
        "“甲”",
        "110",
        "{{company.phone}}",
        "{a=b}",
        "``甲``",
        "```甲``` 乙",
        "~~甲~~",
        "&",
        "甲：乙",
    ),
)
_FENCES = (
    ("```", "## 甲 {type=single}", "::: en", "- (x) 甲", "", "answer: 3", "```"),
    ("~~~~ text", "```", "   en: x", ":::", "1. 甲", "### a", "~~~~"),
)
_WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="`~[]|［］｜=\\"
    ),
    min_size=1,
    max_size=6,
)
#: One line that is not blank, has no space at its edges, and opens no code.
LINE = st.sampled_from(TRAPS) | _WORDS | st.tuples(_WORDS, st.sampled_from(TRAPS)).map(" ".join)

HEADS = (
    "title:\n  zh: 夜班\n  en: The night shift",
    "# 全文 notes\n\n# the title\ntitle: {zh: 夜班, en: Night}\npass: 75  # high\nkind: quiz",
    "title: {zh: 夜班, en: 'a: b #c'}\nattempts: 3\nfeedback: closed\n# the end",
    "{title: {zh: 夜班, en: Night}, pass: 60}",
)
INSTRUMENT_HEAD = """\
title: {{zh: 夜班, en: Night}}
kind: instrument
intro:
  zh: |
    # no comment

    甲
  en: x
bands:
- {{from: {0}, to: {1}, title: {{zh: 甲, en: A}}, advice: {{zh: 乙, en: B}}}}"""


def _strings(*strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, ...]]:
    """Lines of several strategies one after the other."""
    return st.tuples(*strategies).map(
        lambda parts: tuple(
            line for part in parts for line in ((part,) if isinstance(part, str) else part)
        )
    )


_MORE_LINES = st.lists(LINE, max_size=2).map(tuple)
_CODE = st.sampled_from(((), (), (), *_FENCES))
#: Lines of Markdown: the first and the last are not blank, and none between ends in space.
BLOCKS = st.lists(
    st.tuples(LINE)
    | LINE.map(lambda line: ("", line))
    | LINE.map(lambda line: ("", f"    {line}"))
    | LINE.map(lambda line: (f"甲{line}  ", line))
    | st.sampled_from(_FENCES)
    | st.just(("| 甲 | 乙 |", "|---|---|", "| - (x) | en: |")),
    min_size=1,
    max_size=4,
).map(lambda parts: "\n".join(line for part in parts for line in part).strip("\n"))
#: A paragraph under an answer: it begins on the line of its mark and may run on.
PARAGRAPH = _strings(LINE, _MORE_LINES, _CODE.map(lambda code: tuple(c.strip() for c in code if c)))
FEEDBACK = st.lists(LINE, min_size=1, max_size=3).map(tuple)


@st.composite
def answers(draw: Any, mark: str, *, keys: tuple[str, ...] = ()) -> AnswerText:
    """One answer with its mark, English and whatever else is asked for."""
    first, *others = draw(PARAGRAPH)
    if mark.startswith("- ->") and first.startswith("{"):
        # Braces after the points of a reply are its attributes.
        first = f"甲{first}"
    answer = {"": (f"{mark} {first}", *others), "en": draw(PARAGRAPH)}
    for key in keys:
        if draw(st.booleans()):
            answer[key] = draw(FEEDBACK if key.endswith(">") else PARAGRAPH)
    if "en>" in answer or "zh-Hant>" in answer or ">" in answer:
        answer |= {">": answer.get(">", ("好",)), "en>": answer.get("en>", ("well",))}
    return answer


def _numbered(found: list[AnswerText]) -> tuple[AnswerText, ...]:
    """The answers with words at their ends that make them different from each other."""
    return tuple(
        answer | {"": (*answer[""], f"第{number}个"), "en": (*answer["en"], f"number {number}")}
        for number, answer in enumerate(found, 1)
    )


_FEEDBACK_KEYS = (">", "en>", "zh-Hant>", "zh-Hant")


@st.composite
def _single(draw: Any) -> dict[str, Any]:
    marks = draw(st.permutations(["- (x)", "- ( )", "- ( )"]))
    found = [draw(answers(mark, keys=_FEEDBACK_KEYS)) for mark in marks]
    for mark, answer in zip(marks, found, strict=True):
        if mark == "- ( )" and draw(st.booleans()):
            answer["weight"] = ("50",)
    return {"answers": _numbered(found)}


@st.composite
def _multiple(draw: Any) -> dict[str, Any]:
    marks = ["- [x]", *draw(st.lists(st.sampled_from(["- [x]", "- [ ]"]), min_size=1, max_size=3))]
    found = [draw(answers(mark, keys=_FEEDBACK_KEYS)) for mark in marks]
    return {"answers": _numbered(found), "attributes": {"score": "partial"}}


def _truefalse() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(["true", "false"]).map(
        lambda word: {"keywords": (KeywordText("answer", "", word),)}
    )


@st.composite
def _numeric(draw: Any) -> dict[str, Any]:
    first = draw(st.sampled_from(["3", "-2.5", "10..15", "-5..-1", "15 ± 1", "３～５"]))
    keywords = [KeywordText("answer", "@50", "99")] * draw(st.integers(0, 1))
    keywords.append(KeywordText("answer", "", first))
    if draw(st.booleans()):
        keywords += [KeywordText("unit", "", "小时"), KeywordText("unit", ".en", draw(LINE))]
    return {"keywords": tuple(keywords)}


@st.composite
def _order(draw: Any) -> dict[str, Any]:
    count = draw(st.integers(2, 11))
    found = [draw(answers(f"{n}.", keys=("zh-Hant",))) for n in range(1, count + 1)]
    return {"answers": _numbered(found)}


@st.composite
def _match(draw: Any) -> dict[str, Any]:
    def side(number: int) -> str:
        return f"{draw(LINE)} {number}"

    def pair(left: int, right: int) -> tuple[str, ...]:
        begin = f"{side(left)} =>" if left else "=>"
        return draw(st.sampled_from([(f"{begin} {side(right)}",), (begin, side(right))]))

    found = []
    for left, right in ((1, 1), (2, 2), (3, 3), (0, 4)):
        first, *others = pair(left, right)
        found.append({"": (f"- {first}", *others), "en": pair(left, right)})
    return {"answers": tuple(found)}


@st.composite
def _short(draw: Any) -> dict[str, Any]:
    return {
        "keywords": (
            KeywordText("accept", "", "客服部", ("门口",) * draw(st.integers(0, 1))),
            KeywordText(
                "accept", ".en", draw(st.sampled_from(["the desk", "en: desk", "- (x) d"]))
            ),
            KeywordText("accept", "@50", "前台"),
        )
    }


@st.composite
def _blanks(draw: Any) -> dict[str, Any]:
    line = LINE.filter(lambda words: not {"[", "|", "`", "［"} & set(words))
    zh = [
        "您好，[[客服部|客户服务部]]。",
        "请问[[(x)帮您|管您]]？",
        *draw(st.lists(line, max_size=2)),
    ]
    en = ["Hello, [[desk|front desk]].", "May I [[(x)help|handle]]?", draw(line)]
    return {"stem": StemText("\n".join(zh), "\n".join(en))}


def _essay() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(["120", "8"]).map(
        lambda words: {"attributes": {"words": words, "rubric": "complaint-reply"}}
    )


@st.composite
def _scenario(draw: Any) -> dict[str, Any]:
    def part(name: str, mood: str, *marks: str) -> PartText:
        stem = StemText(draw(BLOCKS), draw(BLOCKS))
        replies = [draw(answers(mark)) for mark in marks]
        return PartText(name, {"mood": mood} if mood else {}, stem, _numbered(replies))

    parts = (
        part("a", "angry", "- -> b (+5) {std=two-hands}", "- -> end:lost (-2)"),
        part("b", "tense", "- -> end:calm (+5)", "- -> a (0)"),
        part("end:calm", ""),
        part("end:lost", "angry"),
    )
    return {"parts": parts, "attributes": {"start": "a", "max": "10", "steps": "12"}}


#: What stands under the heading of an item of each type, beside what every item has.
BODIES: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "single": _single,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "short": _short,
    "blanks": _blanks,
    "scenario": _scenario,
    "essay": _essay,
}


@st.composite
def explanations(draw: Any, name: str) -> list[KeywordText]:
    """A text at the end of an item in two languages, its first line after the colon or below."""
    if draw(st.booleans()):
        return []
    found = []
    for suffix in ("", ".en"):
        lines = draw(BLOCKS).split("\n")
        is_apart = lines[0].startswith(("    ", "```", "~~~")) or draw(st.booleans())
        first = "" if is_apart else lines.pop(0).strip()
        # Markdown that is indented as a whole is not, once it is taken out of the file.
        others = _at_margin(lines)
        found.append(KeywordText(name, suffix, first, tuple(others) if any(others) else ()))
    return found


def _at_margin(lines: list[str]) -> list[str]:
    is_flush = not any(lines) or any(line and line[0] != " " for line in lines)
    return lines if is_flush else [*lines, "丁"]


@st.composite
def items(draw: Any, type_name: str, id_: str) -> ItemText:
    """An item of a type."""
    body = draw(BODIES[type_name]())
    attributes = {"type": type_name, **body.get("attributes", {})}
    common = {"points": ("2", "0.5"), "tags": ("desk", "front desk,晚班"), "level": ("3",)}
    for key, values in common.items():
        if draw(st.booleans()):
            attributes[key] = draw(st.sampled_from(values))
    hant = draw(st.just("") | st.just("") | BLOCKS) if type_name != "blanks" else ""
    ends = [*draw(explanations("explain")), *draw(explanations("hint"))]
    return ItemText(
        id_,
        attributes,
        body.get("stem", StemText(draw(BLOCKS), draw(BLOCKS), hant)),
        body.get("answers", ()),
        body.get("parts", ()),
        (*body.get("keywords", ()), *ends),
    )


@st.composite
def quizzes(draw: Any, names: tuple[str, ...] = tuple(BODIES)) -> Manuscript:
    """A quiz with items of any types."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
    found = [draw(items(name, f"item-{number}")) for number, name in enumerate(chosen)]
    return Manuscript(draw(st.sampled_from(HEADS)), tuple(found))


@st.composite
def instruments(draw: Any) -> Manuscript:
    """A self-assessment with one or two statements."""
    limits = draw(st.lists(st.sampled_from([(1, 10), (-3, 3)]), min_size=1, max_size=2))
    found = []
    for number, (low, high) in enumerate(limits):
        poles = draw(st.permutations([f"- {low}:", f"- {high}:"]))
        stem = draw(st.just(StemText()) | st.builds(StemText, BLOCKS, BLOCKS, st.just("")))
        attributes = {"type": "scale", "min": str(low), "max": str(high)}
        answered = tuple(draw(answers(pole, keys=("zh-Hant",))) for pole in poles)
        found.append(ItemText(f"item-{number}", attributes, stem, answered))
    sums = sum(low for low, _ in limits), sum(high for _, high in limits)
    return Manuscript(INSTRUMENT_HEAD.format(*sums), tuple(found))
