"""Small valid quiz files, and how the tests read them: the stand-ins leave visible traces."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings

from app.markup.texts import Text
from app.quizzes.files import Parsed, parse_quiz
from app.quizzes.model import Instrument, Item, Quiz
from app.quizzes.rubrics import Criterion, Level, Rubric

#: No test fails because the machine is busy.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

HEAD = """\
---
title:
  zh: 夜班
  en: The night shift
---

"""
#: The line on which an item begins that follows HEAD.
FIRST = HEAD.count("\n") + 1

SINGLE = """\
## gate {type=single}
夜里有人没带门禁卡，先做什么？
::: en
Somebody without a card comes at night. What comes first?
:::
- (x) 请对方稍等，打电话核实
  en: Ask them to wait and verify by telephone
  > 先核实，再开门。
  en> Verify first, then open.
- ( ) 直接开门
  en: Open at once
- ( ) 不理会
  en: Take no notice
"""
MULTIPLE = """\
## handover {type=multiple}
交班时要交哪几样？
::: en
What is handed over at the end of a shift?
:::
- [x] 钥匙
  en: The keys
- [x] 记录本
  en: The log
- [ ] 零钱
  en: Loose change
- [ ] 雨伞
  en: An umbrella
"""
TRUEFALSE = """\
## lamp {type=truefalse}
路灯坏了可以等到下周再报。
::: en
A broken street lamp can wait until next week.
:::
answer: false
explain: 当班就报。
explain.en: Report it in the same shift.
"""
NUMERIC = """\
## rounds {type=numeric}
夜里每隔几小时巡一次？
::: en
How many hours lie between two rounds at night?
:::
answer: 2
unit: 小时
unit.en: hours
"""
ORDER = """\
## fire {type=order}
闻到烟味，按先后排好：
::: en
There is a smell of smoke. Put in order:
:::
1. 找到来源
   en: Find where it comes from
2. 报告班长
   en: Tell the shift leader
3. 疏散住户
   en: Lead the residents out
4. 写记录
   en: Write it down
"""
MATCH = """\
## tools {type=match}
哪样东西做什么用？
::: en
What is each thing for?
:::
- 手电 => 照路
  en: Torch => To light the way
- 对讲机 => 通话
  en: Radio => To talk
- 备用灯 => 照路
  en: Spare lamp => To light the way
- => 量体温
  en: => To take a temperature
"""
SHORT = """\
## call-name {type=short}
接起夜班电话，问好之后报什么？
::: en
What do you name after the greeting when you answer at night?
:::
accept: 客服部
accept: 部门
accept@50: 公司
accept.en: the department
accept@50.en: the company
"""
BLANKS = """\
## phrase {type=blanks}
您好，[[客服部|客户服务部]]。有什么可以[[(x)帮您|管您|查您]]？
::: en
Hello, [[Customer Service|customer service unit]]. How may I [[(x)help you|handle you|check you]]?
:::
"""
SCENARIO = """\
## leak {type=scenario start=a max=8 steps=6}
同一户第三次漏水。你在前台。
::: en
The third leak in the same flat. You are at the desk.
:::
### a {mood=angry}
业主拍着台面：“第三次了！”
::: en
The owner slaps the desk: "The third time!"
:::
- -> b (+5) {std=listen} 先致歉，复述一遍问题
  en: Apologise and repeat the problem
  > 先让对方知道你听见了。
  en> First show that you have heard.
- -> end:lost (-2) 说是上一班的事
  en: Say it was the previous shift
### b {mood=tense}
他要一个时间。
::: en
He wants a time.
:::
- -> end:calm (+3) 给出时间，说好谁来回电
  en: Give a time and say who will call
- -> a (0) 说“尽快”
  en: Say "soon"
### end:calm
他点点头：“那我等你电话。”
::: en
He nods: "I'll wait for your call."
:::
### end:lost
他转身走了。
::: en
He turns and leaves.
:::
explain: 先听，再给时间。
explain.en: Listen first, then give a time.
"""
ESSAY = """\
## reply {type=essay words=120 rubric=complaint-reply}
给投诉夜间噪音的住户写一封回复。
::: en
Write a reply to a resident who complains of noise at night.
:::
"""
ITEMS = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "truefalse": TRUEFALSE,
    "numeric": NUMERIC,
    "order": ORDER,
    "match": MATCH,
    "short": SHORT,
    "blanks": BLANKS,
    "scenario": SCENARIO,
}
QUIZ = HEAD + "\n".join(ITEMS.values())

_POLITE = Text("有礼", "Polite", "有禮")
RUBRIC = Rubric(
    "complaint-reply",
    Text("投诉回复", "Reply to a complaint", "投訴回覆"),
    (
        Criterion("heard", _POLITE, (Level("full", 4, _POLITE), Level("none", 0, _POLITE))),
        Criterion("tone", _POLITE, (Level("full", 3, _POLITE), Level("part", 1, _POLITE))),
    ),
)

INSTRUMENT = """\
---
title:
  zh: 夜班自评
  en: Rate your night shift
kind: instrument
bands:
  - from: 2
    to: 10
    title: {zh: 再练练, en: Practise}
    advice: {zh: 从一件小事开始。, en: Begin with something small.}
  - from: 11
    to: 20
    title: {zh: 不错, en: Good}
    advice: {zh: 保持。, en: Keep it up.}
---

## awake {type=scale min=1 max=10}
- 10: 我整夜精神都好
  en: I am awake all night
- 1: 我常打瞌睡
  en: I often doze off

## calm {type=scale min=1 max=10}
- 1: 我容易着急
  en: I am easily upset
- 10: 我多半不着急
  en: I mostly keep calm
"""


def parse(source: str) -> Parsed:
    """Read a file with stand-ins for Markdown and for Traditional Chinese."""
    return parse_quiz(
        source,
        file="quizzes/night.md",
        slug="night",
        render=lambda words: f"<p>{words}</p>",
        render_inline=lambda words: f"<i>{words}</i>",
        hant=lambda words: words.replace("门", "門"),
        rubrics={RUBRIC.slug: RUBRIC, "broken": None},
    )


def faults_of(source: str) -> list[str]:
    """The faults of a file as `line: what; instead`."""
    return [f"{fault.line}: {fault.what}; {fault.instead}" for fault in parse(source).faults]


@cache
def quiz_of(source: str) -> Quiz:
    """The quiz in a file that has no faults."""
    parsed = parse(source)
    assert parsed.faults == []
    assert isinstance(parsed.document, Quiz)
    return parsed.document


def instrument_of(source: str) -> Instrument:
    """The instrument in a file that has no faults."""
    parsed = parse(source)
    assert parsed.faults == []
    assert isinstance(parsed.document, Instrument)
    return parsed.document


def item_of(source: str) -> Any:
    """The only item of a text that has no faults; any type, so that a test may use its own data."""
    (item,) = quiz_of(HEAD + source).items
    return item


def items() -> list[Item]:
    """One item of each type."""
    return list(quiz_of(QUIZ).items)
