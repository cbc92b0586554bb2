"""When a document counts as changed, and when a section does."""

from __future__ import annotations

import pytest

from app.content import sources, tree
from tests.content.trees import COURSE, EN, TOPIC, ZH, SmallTree

LESSON = ("lesson", "telephone/10-three-rings")


def digests(small_tree: SmallTree) -> dict[tuple[str, str], str]:
    return {name: each.digest for name, each in small_tree.documents().items()}


def changed(small_tree: SmallTree, name: str, old: str, new: str) -> set[tuple[str, str]]:
    before = digests(small_tree)
    small_tree.replace(name, old, new)
    after = digests(small_tree)
    return {each for each in before if before[each] != after[each]}


def sections(small_tree: SmallTree) -> list[str]:
    return [info.digest for info in small_tree.documents()[LESSON].body.sections]


@pytest.mark.parametrize("name", [ZH, EN])
def test_a_lessons_words_change_the_lesson_alone(small_tree: SmallTree, name: str) -> None:
    old = "记住" if name == ZH else "Remember"

    assert changed(small_tree, name, old, "X") == {LESSON}


def test_a_course_changes_alone(small_tree: SmallTree) -> None:
    assert changed(small_tree, COURSE, "会接电话", "会打电话") == {("course", "telephone")}


def test_a_rule_shown_whole_changes_only_its_topic(small_tree: SmallTree) -> None:
    assert changed(small_tree, TOPIC, "铃响三声", "铃响 3 声") == {("topic", "telephone")}


def test_a_rule_inside_a_sentence_changes_the_lesson_as_well(small_tree: SmallTree) -> None:
    before = sections(small_tree)

    assert changed(small_tree, TOPIC, "语气要亲切", "语气亲切") == {("topic", "telephone"), LESSON}
    assert sections(small_tree) == before


def test_an_exception_changes_the_documents_that_use_it(small_tree: SmallTree) -> None:
    exceptions = "courses/zh-Hant.yaml"

    assert changed(small_tree, exceptions, "前台: 前台", "前台: 前臺") == {LESSON}
    assert changed(small_tree, exceptions, "前台: 前臺", "前台: 前臺\n没有: 沒有") == set()


def test_white_space_changes_the_document_and_not_its_sections(small_tree: SmallTree) -> None:
    before = sections(small_tree)

    assert changed(small_tree, ZH, "记住：", "记住：\n") == {LESSON}
    assert sections(small_tree) == before


def test_a_section_changes_with_its_own_words_only(small_tree: SmallTree) -> None:
    opening, why = sections(small_tree)

    small_tree.replace(EN, "Remember", "Recall")

    assert sections(small_tree)[0] == opening
    assert sections(small_tree)[1] != why


def test_a_new_format_makes_new_versions_of_everything(
    small_tree: SmallTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digests(small_tree)
    whole = sources.tree_digest(small_tree.courses, small_tree.quizzes)
    for module in (sources, tree):
        monkeypatch.setattr(module, "FORMAT", sources.FORMAT + 1)

    after = digests(small_tree)

    assert all(before[name] != after[name] for name in before)
    assert sources.tree_digest(small_tree.courses, small_tree.quizzes) != whole
