"""What the library finds across documents: for candidates, for positions, for a standard."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.content_tree import ContentTree, publish_tree

pytestmark = pytest.mark.database("sqlite")

POSITION = "courses/positions/customer-service-assistant.yaml"
PATH = "courses/paths/customer-service-assistant.yaml"
SCREENING = """
screening:
  lesson: a-first-look/10-a-desk
  quiz: first-look
"""
FIRST_LOOK = {
    "courses/a-first-look/course.yaml": """\
title: {zh: 先看看, en: A first look}
summary: {zh: 看一眼。, en: Have a look.}
lessons: [10-a-desk]
""",
    "courses/a-first-look/10-a-desk.zh.md": """\
---
title: 前台
minutes: 3
teaches: [touchpoint-17-identify]
---
电话响了。

## 报家门 {#identify}

[[touchpoint-17-identify]]
""",
    "courses/a-first-look/10-a-desk.en.md": """\
---
title: A desk
minutes: 3
teaches: [touchpoint-17-identify]
---
The telephone rings.

## Say who you are {#identify}

[[touchpoint-17-identify]]
""",
    "quizzes/first-look.md": """\
---
title: {zh: 先看看, en: A first look}
feedback: closed
topics: {lesson: {zh: 刚读的, en: Just read}}
---

## greet {type=truefalse tags=lesson}
先问好。
::: en
Greet first.
:::
answer: true
""",
}


def write_first_look(content: ContentTree) -> None:
    """A lesson and a quiz for candidates, which the one position does not name yet."""
    for name, text in FIRST_LOOK.items():
        content.write(name, text)


def test_a_quiz_is_for_candidates_once_a_position_screens_with_it(
    app: Flask, content: ContentTree
) -> None:
    write_first_look(content)
    assert publish_tree(content).screening_quizzes == frozenset()

    content.write(POSITION, content.read(POSITION).rstrip() + SCREENING)

    assert publish_tree(content).screening_quizzes == {"first-look"}


def test_the_plan_of_a_position_is_the_first_by_its_slug(app: Flask, content: ContentTree) -> None:
    content.write("courses/positions/guard.yaml", content.read(POSITION))
    plan = content.read(PATH)
    content.write("courses/paths/b-plan.yaml", plan)
    content.write("courses/paths/a-plan.yaml", plan.replace("customer-service-assistant", "guard"))

    library = publish_tree(content)

    for position, slug in (("customer-service-assistant", "b-plan"), ("guard", "a-plan")):
        found = library.path_of_position(position)
        assert found is not None
        assert (found.slug, found.position) == (slug, position)


def test_a_position_without_a_plan_has_none(app: Flask, content: ContentTree) -> None:
    content.write("courses/positions/guard.yaml", content.read(POSITION))

    library = publish_tree(content)

    assert library.path_of_position("guard") is None
    assert library.path_of_position("nothing") is None


def test_a_lesson_for_candidates_comes_after_those_for_staff(
    app: Flask, content: ContentTree
) -> None:
    write_first_look(content)
    library = publish_tree(content)
    assert [lesson.course for lesson in library.taught_in["touchpoint-17-identify"]] == [
        "a-first-look",
        "telephone",
    ]

    content.write(POSITION, content.read(POSITION).rstrip() + SCREENING)
    library = publish_tree(content)

    assert [lesson.course for lesson in library.taught_in["touchpoint-17-identify"]] == [
        "telephone",
        "a-first-look",
    ]
