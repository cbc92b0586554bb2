"""Links of lessons and quizzes to what is not there."""

from __future__ import annotations

import pytest

from tests.content.trees import QUIZ, ZH, SmallTree

CHECKLIST = """\
title: {zh: 前台, en: Desk}
kind: conduct
parts:
  - lines:
      - {id: smiles, zh: 微笑, en: Smiles, standards: [tone]}
"""
FORM = "title: {zh: 表, en: Form}\nfields: [{zh: 日期, en: Date}]\n"
GLOSSARY = "terms:\n  - {id: desk, zh: 前台, en: desk, meaning: {zh: 桌。, en: A table.}}\n"


@pytest.fixture
def full_tree(small_tree: SmallTree) -> SmallTree:
    small_tree.write("courses/checklists/desk.yaml", CHECKLIST)
    small_tree.write("courses/forms/handover.yaml", FORM)
    small_tree.write("courses/glossary.yaml", GLOSSARY)
    return small_tree


@pytest.mark.parametrize(
    "target", ["checklist:desk", "form:handover", "term:desk", "quiz:telephone", "#why-three"]
)
def test_what_is_there_may_be_linked(full_tree: SmallTree, target: str) -> None:
    full_tree.write(ZH, f"{full_tree.read(ZH)}\n[看]({target})\n")

    assert full_tree.compiled().faults == []


@pytest.mark.parametrize(
    "target",
    ["checklist:desks", "form:hand-over", "term:deska", "lesson:etiquette/10-siting", "#why-thre"],
)
def test_a_dead_link_is_told_with_the_nearest_name(full_tree: SmallTree, target: str) -> None:
    full_tree.write(ZH, f"{full_tree.read(ZH)}\n[看]({target})\n")

    faults = full_tree.compiled().faults
    assert [(fault.file, fault.line) for fault in faults] == [(ZH, 14)]
    assert f'a link to "{target}"' in faults[0].what
    assert "did you mean" in faults[0].instead


def test_a_dead_link_of_a_quiz_is_told_as_well(full_tree: SmallTree) -> None:
    full_tree.replace(
        QUIZ, "explain: 对方听得出来。", "explain: 见[那一课](lesson:etiquette/20-x)。"
    )

    assert [(each.file, each.line) for each in full_tree.compiled().faults] == [(QUIZ, 21)]


def test_a_checklist_names_standards_that_there_are(full_tree: SmallTree) -> None:
    full_tree.write("courses/checklists/desk.yaml", CHECKLIST.replace("[tone]", "[tune]"))

    assert [(each.line, each.what) for each in full_tree.compiled().faults] == [
        (5, 'there is no standard "tune"')
    ]


def test_a_plan_names_lessons_and_checklists_that_there_are(full_tree: SmallTree) -> None:
    path = "courses/paths/assistant.yaml"
    wrong = "      - lesson: etiquette/20-x\n      - checklist: lobby\n"
    full_tree.write(path, full_tree.read(path) + wrong)

    assert [(each.line, each.what) for each in full_tree.compiled().faults] == [
        (11, 'there is no lesson "etiquette/20-x"'),
        (12, 'there is no checklist "lobby"'),
    ]
