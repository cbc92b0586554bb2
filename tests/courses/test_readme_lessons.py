"""The authors' reference for lessons: its examples are by the rules, and render as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.courses.rules import ARGUMENTS, check_lesson
from app.courses.sources import read_lesson
from app.markup.blocks import NAMES
from app.markup.drawings import ATTRIBUTES, CLASSES, ELEMENTS, read_drawing
from app.markup.faults import FaultLog
from app.markup.links import address
from app.markup.markdown import render

README = (Path(__file__).parents[2] / "courses" / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    re.sub("^    ", "", block, flags=re.MULTILINE)
    for block in re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", README)
]


def example(begin: str) -> str:
    """The one example that has these words."""
    (found,) = [each for each in EXAMPLES if begin in each]
    return found


def faults_of(text: str) -> list[str]:
    log = FaultLog("README.md")
    lesson = read_lesson(text, log)
    if lesson is not None:
        check_lesson(lesson, log)
    return [fault.what for fault in log.faults]


def test_the_example_of_a_lesson_is_by_the_rules() -> None:
    assert faults_of(example("title: 三声之内")) == []


def test_the_examples_of_checks_and_figures_are_by_the_rules_and_render() -> None:
    body = example("/// check | 电话响到")

    assert faults_of(f"---\ntitle: 例\nminutes: 3\nteaches: []\n---\n{body}") == []
    shown = render(body, language="zh-Hans", standard=lambda each: None)
    assert shown.count('type="radio"') == 3
    assert shown.count('type="checkbox"') == 3
    assert '<figure class="tp-figure">' in shown
    assert "<figcaption>出门前摸一遍</figcaption>" in shown


def test_the_example_of_a_drawing_can_be_read_and_needs_one_file() -> None:
    log = FaultLog("README.md")
    drawing = read_drawing(example("<svg xmlns"), log)

    assert log.faults == []
    assert drawing is not None
    assert not drawing.has_words


def test_all_that_a_drawing_may_hold_is_named() -> None:
    told = README.partition("## A figure")[2].partition("\n## ")[0]

    assert [each for each in (*ELEMENTS, *CLASSES) if not re.search(rf"\b{each}\b", told)] == []
    assert ATTRIBUTES.keys() >= set(re.findall(r" ([a-zA-Z-]+)=", told)) - {"class", "xmlns"}


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_named_with_what_stands_after_its_bar(name: str) -> None:
    bar = r" \\\| \S.*" if name in ARGUMENTS else ""

    assert re.search(rf"`/// {name}{bar}`", README)


@pytest.mark.parametrize("kind", ["lesson", "quiz", "term", "form", "checklist"])
def test_every_kind_of_link_is_shown(kind: str) -> None:
    found = re.findall(rf"\]\(({kind}:[a-z0-9/-]+)\)", README)

    assert found
    assert all(address(target) for target in found)
