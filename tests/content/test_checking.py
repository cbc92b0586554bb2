"""Checking files without making documents of them, and what belongs where."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import Any

import pytest

from app.content import lessons, reading, tree
from app.content.export import export
from app.content.places import Place, Stray, place_in_courses
from app.content.tree import check_files
from tests.content.trees import EN, QUIZ, ZH, SmallTree

CHECKLIST = """\
title: {zh: 前台, en: Desk}
kind: conduct
parts:
  - lines:
      - {id: smiles, zh: 微笑, en: Smiles, standards: [tone, three-rings]}
"""


def test_checking_finds_what_compiling_finds(small_tree: SmallTree) -> None:
    small_tree.replace(ZH, "[[three-rings]]", "[[three-ringz]]")
    small_tree.replace(QUIZ, "std=tone", "std=tune")
    small_tree.replace(EN, "You are alone at the desk.", "<b>Alone</b>.")

    faults = small_tree.compiled().faults

    assert len(faults) >= 3
    assert check_files(small_tree.courses, small_tree.quizzes).faults == faults


def test_checking_counts_what_compiling_makes(small_tree: SmallTree) -> None:
    documents = Counter(kind for kind, _slug in small_tree.documents())

    counts = check_files(small_tree.courses, small_tree.quizzes).counts

    shown = {kind: count for kind, count in counts.items() if count and kind != "standard"}
    assert shown == {kind: count for kind, count in documents.items() if kind != "topic"}
    assert counts["standard"] == 2


def test_checking_renders_nothing_and_looks_at_each_lesson_once(
    small_tree: SmallTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_values: Any) -> None:
        raise AssertionError("something is rendered")

    seen: list[str] = []
    read_lesson = lessons.read_lesson

    def note(text: str, log: Any) -> Any:
        seen.append(log.file)
        return read_lesson(text, log)

    monkeypatch.setattr(tree, "compile_lesson", refuse)
    monkeypatch.setattr(reading, "render", refuse)
    monkeypatch.setattr(reading, "render_inline", refuse)
    monkeypatch.setattr(lessons, "read_lesson", note)

    assert check_files(small_tree.courses, small_tree.quizzes).faults == []
    assert sorted(seen) == sorted(set(seen))
    assert len(seen) == 4


def test_the_lines_of_checklists_are_exported_with_their_standards(small_tree: SmallTree) -> None:
    small_tree.write("courses/checklists/desk.yaml", CHECKLIST)

    assert export(small_tree.compiled())["checklist_lines"] == [
        {"checklist": "desk", "id": "smiles", "standards": ["tone", "three-rings"]}
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("checklists/lobby.yaml", Place("checklist", "lobby")),
        ("forms/handover.yaml", Place("form", "handover")),
        ("glossary.yaml", Place("glossary", "glossary")),
        ("media/four-things.svg", Place("figure", "four-things")),
        ("media/four-things.zh.svg", Place("figure", "four-things", language="zh")),
        ("media/four-things.zh-Hant.svg", Place("figure", "four-things", language="zh-Hant")),
        ("desk/10-a.zh.mp3", Place("recording", "10-a", "desk", "zh")),
        ("desk/10-a.en.ogg", Place("recording", "10-a", "desk", "en")),
    ],
)
def test_a_file_is_known_by_its_name(name: str, place: Place) -> None:
    assert place_in_courses(PurePosixPath(name)) == place


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("media/photo.png", "media holds .svg figures only"),
        ("media/Four.svg", 'the name "Four" is not a slug'),
        ("media/four.fr.svg", 'the name "four.fr" is not a slug'),
        ("desk/10-a.mp3", "a recording without its language"),
        ("desk/10-a.wav", "this file has no place in a course"),
        ("checklists/lobby.md", "checklists holds .yaml files only"),
        ("checklists/of/lobby.yaml", "a folder inside a folder"),
    ],
)
def test_other_files_belong_nowhere(name: str, what: str) -> None:
    place = place_in_courses(PurePosixPath(name))

    assert isinstance(place, Stray)
    assert place.what == what
