"""A small tree of content files by the rules; each test breaks or changes one thing in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.content.tree import Document, Tree, compile_tree

ZH = "courses/telephone/10-three-rings.zh.md"
EN = "courses/telephone/10-three-rings.en.md"
COURSE = "courses/telephone/course.yaml"
TOPIC = "courses/standards/telephone.yaml"
QUIZ = "quizzes/telephone.md"
INSTRUMENT = "quizzes/aptitude.md"
PATH = "courses/paths/assistant.yaml"
POSITION = "courses/positions/assistant.yaml"
OTHER = "courses/etiquette/course.yaml"
SCREENING = "quizzes/first-look.md"


class SmallTree(msgspec.Struct, frozen=True):
    """The files in a folder of their own."""

    root: Path

    @property
    def courses(self) -> Path:
        return self.root / "courses"

    @property
    def quizzes(self) -> Path:
        return self.root / "quizzes"

    def write(self, name: str, data: str | bytes) -> None:
        """Write a file and the folders above it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.root / name).read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Put other words in the place of words that stand once in a file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def compiled(self) -> Tree:
        """What the files compile to now."""
        return compile_tree(self.courses, self.quizzes)

    def documents(self) -> Mapping[tuple[str, str], Document]:
        """The documents of files that have no fault."""
        tree = self.compiled()
        assert tree.faults == []
        return {(each.kind, each.slug): each for each in tree.documents}


def write_small_tree(root: Path) -> SmallTree:
    """Two courses with two lessons, two quizzes, an instrument, a plan and its position."""
    tree = SmallTree(root)
    for name, text in FILES.items():
        tree.write(name, text)
    return tree


FILES = {
    TOPIC: """\
title: {zh: 电话沟通, en: On the telephone}
standards:
  - id: three-rings
    touchpoint: 17
    revision: 1
    about: person
    kind: figure
    zh: 铃响三声之内接起。
    en: Pick up within three rings.
    figure: {value: 3, unit: {zh: 声, en: rings}}
    caution: {zh: 不是敲门声。, en: Not knocks.}
  - id: tone
    revision: 1
    about: person
    kind: rule
    zh: 语气要亲切。
    en: Be warm.
""",
    COURSE: """\
title: {zh: 电话沟通, en: On the telephone}
summary: {zh: 会接电话。, en: You can answer.}
lessons: [10-three-rings]
quiz: telephone
prerequisites: [etiquette]
""",
    ZH: """\
---
title: 三声之内
minutes: 5
teaches: [three-rings, tone]
---
前台只有你一个人。

## 为什么是三声 {#why-three}

[[three-rings]]

记住：[[tone]]。见[那一课](lesson:etiquette/10-sitting)和[测验](quiz:telephone)。
""",
    EN: """\
---
title: Within three rings
minutes: 5
teaches: [three-rings, tone]
---
You are alone at the desk.

## Why three {#why-three}

[[three-rings]]

Remember: [[tone]]. See [that lesson](lesson:etiquette/10-sitting).
""",
    OTHER: """\
title: {zh: 礼仪, en: Etiquette}
summary: {zh: 会坐。, en: You can sit.}
lessons: [10-sitting]
""",
    "courses/etiquette/10-sitting.zh.md": """\
---
title: 坐
minutes: 3
teaches: []
---
坐好。
""",
    "courses/etiquette/10-sitting.en.md": """\
---
title: Sitting
minutes: 3
teaches: []
---
Sit well.
""",
    PATH: """\
title: {zh: 上岗计划, en: Onboarding}
position: assistant
stages:
  - id: first-week
    title: {zh: 第一周, en: First week}
    due: 7
    items:
      - course: telephone
      - quiz: telephone
      - instrument: aptitude
""",
    POSITION: """\
title: {zh: 客服助理, en: Assistant}
aliases: {zh: [客服], en: []}
summary: {zh: 接待。, en: Receives.}
requirements:
  - {kind: must, zh: 语气亲切。, en: Is warm., standards: [tone]}
screening:
  lesson: etiquette/10-sitting
  quiz: first-look
  instrument: aptitude
""",
    SCREENING: """\
---
title: {zh: 看一眼, en: A first look}
feedback: closed
topics:
  manners: {zh: 礼貌, en: Manners}
---

## sit {type=truefalse tags=manners}
坐要坐好。
::: en
Sit well.
:::
answer: true
""",
    QUIZ: """\
---
title:
  zh: 电话
  en: Telephone
pass: 80
---

## rings {type=numeric std=three-rings}
最晚响几声？
::: en
By which ring?
:::
answer: 3

## warm {type=truefalse std=tone}
语气要亲切。
::: en
Be warm.
:::
answer: true
explain: 对方听得出来。
explain.en: They hear it.
""",
    INSTRUMENT: """\
---
title:
  zh: 自评
  en: Self-assessment
kind: instrument
bands:
  - from: 1
    to: 10
    title: {zh: 都好, en: Good}
    advice: {zh: 继续。, en: Go on.}
---

## calm {type=scale min=1 max=10}
- 10: 管得住
  en: Calm
- 1: 管不住
  en: Not calm
""",
    "courses/zh-Hant.yaml": "前台: 前台\n",
    "courses/README.md": "# Not a course\n",
    "quizzes/README.md": "# Not a quiz\n",
}
