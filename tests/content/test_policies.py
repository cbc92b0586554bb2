"""Policies in the tree: their places, their sisters, and what names them."""

from __future__ import annotations

import pytest

from tests.content.trees import PATH, SmallTree

ZH = "courses/policies/rules.zh.md"
EN = "courses/policies/rules.en.md"
FILE = """\
---
title: {title}
minutes: 1
edition: "1"
effective_on: 2026-03-01
keeper: {title}
---
{text}
"""


@pytest.fixture
def tree(small_tree: SmallTree) -> SmallTree:
    """The small tree with a policy, for which its plan asks."""
    tree = small_tree
    tree.write(ZH, FILE.format(title="规定", text="先问好。"))
    tree.write(EN, FILE.format(title="Rules", text="Say hello first."))
    tree.write(PATH, tree.read(PATH) + "      - policy: rules\n")
    return tree


def told(tree: SmallTree) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.what) for fault in tree.compiled().faults]


def test_a_policy_is_a_document(tree: SmallTree) -> None:
    policy = tree.documents()["policy", "rules"]

    assert policy.body.title.en == "Rules"
    before = policy.digest
    tree.replace(EN, "hello", "good morning")
    assert tree.documents()["policy", "rules"].digest != before


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("courses/policies/rules.md", "policies holds .zh.md and .en.md files only"),
        ("courses/policies/rules.zh-Hant.md", "policies holds .zh.md and .en.md files only"),
        ("courses/policies/Rules.zh.md", 'the name "Rules" is not a slug'),
    ],
)
def test_other_files_have_no_place_there(tree: SmallTree, name: str, what: str) -> None:
    tree.write(name, "x")

    assert (name, 1, what) in told(tree)


def test_each_language_is_needed(tree: SmallTree) -> None:
    (tree.root / EN).unlink()

    assert told(tree) == [(ZH, 1, "its sister rules.en.md is missing")]


def test_a_plan_names_a_policy_that_is_there(tree: SmallTree) -> None:
    tree.write(PATH, tree.read(PATH).replace("policy: rules", "policy: rule"))

    assert 'there is no policy "rule"' in [what for _, _, what in told(tree)]


def test_a_link_that_leads_nowhere_is_told(tree: SmallTree) -> None:
    tree.replace(ZH, "先问好。", "先[问好](lesson:telephone/99-none)。")

    assert [(file, line) for file, line, _ in told(tree)] == [(ZH, 8)]


def test_a_plain_policy_has_short_sentences_and_a_plain_plan_only_such(tree: SmallTree) -> None:
    tree.write(PATH, "plain: yes\n" + tree.read(PATH))
    assert 'the plan is plain, and the policy "rules" is not' in [what for _, _, what in told(tree)]

    for name in (ZH, EN):
        tree.replace(name, "minutes: 1\n", "minutes: 1\nplain: yes\n")
    tree.replace(ZH, "先问好。", "先" + "问" * 25 + "好。")
    found = told(tree)
    assert (ZH, 9, "a sentence of 27 characters in a plain policy") in found
    assert not [what for _, _, what in found if '"rules" is not' in what]
