"""A small tree of content files: what a test needs of courses and quizzes, and nothing more.

Two courses with three lessons, one quiz with an item of each of the six types, an instrument of
three statements, a path and its position.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.db import db
from app.library.operations import publish
from app.library.queries import Library, current_library

PUBLISHED_AT = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
LESSON = "courses/telephone/10-three-rings"
QUIZ = "quizzes/telephone.md"
INSTRUMENT = "quizzes/service-aptitude.md"
REGISTER = "courses/standards/telephone.yaml"


@dataclass(frozen=True)
class ContentTree:
    """The files in a folder of their own; a test changes one thing and publishes again."""

    root: Path

    @property
    def courses(self) -> Path:
        return self.root / "courses"

    @property
    def quizzes(self) -> Path:
        return self.root / "quizzes"

    def write(self, name: str, text: str) -> None:
        """Write a file, such as `courses/telephone/10-three-rings.zh.md`."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.root / name).read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Put other words into a file; they must be there once."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Delete a file."""
        (self.root / name).unlink()

    def set_rules(self, rules: str, quiz: str = QUIZ) -> None:
        """Add lines to the head of a quiz, such as `attempts: 2`."""
        self.replace(quiz, "pass: 80\n", f"pass: 80\n{rules}\n")


def write_tree(root: Path) -> ContentTree:
    """Write the whole tree into a folder."""
    tree = ContentTree(root)
    for name, text in _FILES.items():
        tree.write(name, text)
    return tree


def publish_tree(tree: ContentTree, *, now: datetime = PUBLISHED_AT) -> Library:
    """Publish the files as they stand, commit, and give the library that people read."""
    publish(tree.courses, tree.quizzes, now=now)
    db.session.commit()
    return current_library()


_FILES = {
    "courses/standards/telephone.yaml": """\
title:
  zh: 电话沟通
  en: On the telephone
standards:
  - id: touchpoint-17-three-rings
    touchpoint: 17
    revision: 1
    about: person
    kind: figure
    zh: 电话铃响 3 声之内接起。
    en: Pick up the telephone within 3 rings.
    figure: {value: 3, unit: {zh: 声, en: rings}}
  - id: touchpoint-17-identify
    touchpoint: 17
    revision: 1
    about: person
    kind: rule
    zh: 接起电话先自报家门。
    en: Say who you are as soon as you pick up.
  - id: message-ask
    revision: 1
    about: person
    kind: list
    zh: 替人留言，问清姓名和电话。
    en: Ask for name and number when you take a message.
""",
    "courses/standards/etiquette.yaml": """\
title:
  zh: 接待礼仪
  en: Etiquette
standards:
  - id: touchpoint-1-greet-first
    touchpoint: 1
    revision: 1
    about: person
    kind: rule
    zh: 客户走近，先开口问好。
    en: Greet customers before they greet you.
  - id: lobby-lamp
    revision: 2
    about: place
    kind: rule
    internal: yes
    zh: 大堂的灯，坏了当天报修。
    en: A broken lamp in the lobby is reported the same day.
""",
    "courses/etiquette/course.yaml": """\
title: {zh: 接待礼仪, en: Etiquette}
summary: {zh: 学完能先开口问好。, en: Afterwards you greet first.}
lessons: [10-greeting]
""",
    "courses/etiquette/10-greeting.zh.md": """\
---
title: 先开口
minutes: 3
teaches:
  - touchpoint-1-greet-first
  - lobby-lamp
---
早上八点，前台只有你一个人。一位业主走进大堂。

## 先问好 {#greet-first}

[[touchpoint-1-greet-first]]

先说一声，对方心里就踏实。

## 顺手看一眼灯 {#lamp}

[[lobby-lamp]]

路过的时候，抬头看一眼。
""",
    "courses/etiquette/10-greeting.en.md": """\
---
title: Speak first
minutes: 3
teaches:
  - touchpoint-1-greet-first
  - lobby-lamp
---
Eight in the morning, you are alone at the desk. A resident walks into the lobby.

## Greet first {#greet-first}

[[touchpoint-1-greet-first]]

One word from you, and they feel at ease.

## Look at the lamp in passing {#lamp}

[[lobby-lamp]]

Look up when you pass by.
""",
    "courses/telephone/course.yaml": """\
title: {zh: 电话沟通, en: On the telephone}
summary: {zh: 学完能三声之内接起电话。, en: Afterwards you pick up within three rings.}
lessons: [10-three-rings, 20-messages]
quiz: telephone
prerequisites: [etiquette]
validity: 12
""",
    "courses/telephone/10-three-rings.zh.md": """\
---
title: 三声之内
minutes: 4
teaches:
  - touchpoint-17-three-rings
  - touchpoint-17-identify
---
前台的电话响了。你手上还有一张单子没填完。

## 为什么是三声 {#why-three}

[[touchpoint-17-three-rings]]

第四声听起来像没人管。

/// phrase
您好，客服部。
///

## 报家门 {#identify}

[[touchpoint-17-identify]]

一个“喂”字，对方什么也没听到。
""",
    "courses/telephone/10-three-rings.en.md": """\
---
title: Within three rings
minutes: 4
teaches:
  - touchpoint-17-three-rings
  - touchpoint-17-identify
---
The telephone at the desk rings. You still have a form to fill in.

## Why three {#why-three}

[[touchpoint-17-three-rings]]

The fourth ring sounds as if nobody cared.

/// phrase
Hello, Customer Service.
///

## Say who you are {#identify}

[[touchpoint-17-identify]]

A mere “hello” tells the caller nothing.
""",
    "courses/telephone/20-messages.zh.md": """\
---
title: 留言
minutes: 5
teaches:
  - message-ask
---
同事不在，有人找他。

## 问清两样 {#ask}

[[message-ask]]

回电话的期限由公司定：{{company.ring_back_hours}}。

/// caution
记在手心里的号码，会洗掉。
///
""",
    "courses/telephone/20-messages.en.md": """\
---
title: Messages
minutes: 5
teaches:
  - message-ask
---
A colleague is away, and somebody asks for him.

## Ask for two things {#ask}

[[message-ask]]

The company sets by when you ring back: {{company.ring_back_hours}}.

/// caution
A number on the palm of your hand washes off.
///
""",
    "courses/positions/customer-service-assistant.yaml": """\
title: {zh: 客服助理, en: Customer-service assistant}
aliases: {zh: [客服专员], en: []}
summary: {zh: 接待客户，接听电话。, en: Receives customers and takes calls.}
""",
    "courses/paths/customer-service-assistant.yaml": """\
title: {zh: 客服助理上岗计划, en: Onboarding of the customer-service assistant}
position: customer-service-assistant
stages:
  - id: first-day
    title: {zh: 第一天, en: First day}
    due: 1
    items:
      - course: etiquette
  - id: first-week
    title: {zh: 第一周, en: First week}
    due: 7
    items:
      - course: telephone
      - instrument: service-aptitude
""",
    "courses/checklists/front-desk.yaml": """\
title: {zh: 前台检查表, en: Front desk checklist}
kind: conduct
touchpoint: 17
parts:
  - title: {zh: 电话, en: Telephone}
    lines:
      - id: rings
        zh: 三声之内接起
        en: Picks up within three rings
        standards: [touchpoint-17-three-rings]
        key: yes
      - {id: name, zh: 报家门, en: Says who it is, standards: [touchpoint-17-identify]}
  - title: {zh: 迎客, en: Welcome}
    lines:
      - id: greets
        zh: 先开口
        en: Speaks first
        standards: [touchpoint-1-greet-first, lobby-lamp]
""",
    "courses/forms/shift-handover.yaml": """\
title: {zh: 交接班记录表, en: Shift handover record}
note: {zh: 两人当面交接。, en: Hand over face to face.}
fields: [{zh: 日期, en: Date}, {zh: 班次, en: Shift}]
columns: [{zh: 时间, en: Time}, {zh: 事情, en: What happened}, {zh: 跟进人, en: Followed up by}]
rows: 6
signatures: [{zh: 交班人, en: Handed over by}, {zh: 接班人, en: Taken over by}]
""",
    "courses/glossary.yaml": """\
terms:
  - id: front-desk
    zh: 前台
    en: front desk
    also: [总台]
    meaning: {zh: 客户进门先到的地方。, en: Where customers come first.}
  - id: customer
    zh: 客户
    en: customer
    forbidden: [顾客]
    meaning: {zh: 我们服务的人。, en: Those whom we serve.}
""",
    "quizzes/telephone.md": """\
---
title:
  zh: 电话沟通
  en: On the telephone
pass: 80
---

## rings {type=numeric std=touchpoint-17-three-rings}
电话最晚响几声接起？
::: en
By which ring at the latest do you pick up?
:::
answer: 3
unit: 声
unit.en: rings
explain: 三声之内。
explain.en: Within three rings.

## form-or-phone {type=single std=touchpoint-17-three-rings}
单子没填完，电话响了。先做什么？
::: en
The form is not finished and the telephone rings. What comes first?
:::
- (x) 先接电话
  en: The telephone
  > 单子可以等。
  en> The form can wait.
- ( ) 先填单子
  en: The form
  > 铃声等不起。
  en> The ringing cannot wait.
- ( ) 让它响
  en: Let it ring

## message-slip {type=multiple std=message-ask}
替同事留言，问清哪几样？
::: en
You take a message. What do you ask for?
:::
- [x] 姓名
  en: Name
- [x] 电话
  en: Telephone number
- [ ] 年龄
  en: Age

## well-known-caller {type=truefalse std=touchpoint-17-identify}
来电的是熟人，就不用自报家门。
::: en
You need not say who you are to a caller you know.
:::
answer: false

## message-steps {type=order std=message-ask}
留言的三步，按先后排好：
::: en
Put the three steps of taking a message in order:
:::
1. 问清
   en: Ask
2. 记下
   en: Write down
3. 复述
   en: Read back

## polite-words {type=match std=touchpoint-17-identify}
换一种客气的说法：
::: en
Say it politely:
:::
- 等一下 => 请您稍等
  en: Wait => One moment, please
- 你是谁 => 请问您贵姓
  en: Who are you? => May I ask your name?
- => 没空
  en: => No time
""",
    "quizzes/service-aptitude.md": """\
---
title:
  zh: 服务潜能自评
  en: Service aptitude self-assessment
kind: instrument
bands:
  - from: 3
    to: 14
    title: {zh: 也许别的岗位更适合你, en: Another job may suit you better}
    advice: {zh: 先练一件小事。, en: Practise one small thing.}
  - from: 15
    to: 23
    title: {zh: 继续学人际沟通, en: Keep learning to deal with people}
    advice: {zh: 底子已经有了。, en: The basis is there.}
  - from: 24
    to: 30
    title: {zh: 适合做服务, en: Service suits you}
    advice: {zh: 保持下去。, en: Keep it up.}
---

## calm {type=scale min=1 max=10}
- 10: 我多半能管住自己的情绪
  en: Most of the time I keep my feelings in hand
- 1: 我很难管住自己的情绪
  en: I find it hard to keep my feelings in hand

## sorry {type=scale min=1 max=10}
- 10: 没有错也愿意说声对不起
  en: I do not mind saying sorry even when I am not at fault
- 1: 没有错绝不说对不起
  en: I never say sorry when I am not at fault

## strangers {type=scale min=1 max=10}
- 10: 我喜欢和生人说话
  en: I like to talk to strangers
- 1: 我不爱和生人说话
  en: I do not like to talk to strangers
""",
}
