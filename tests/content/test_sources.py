"""Which files are read, and what is said of those that do not belong there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.content.tree import tree_digest
from tests.content.trees import COURSE, EN, ZH, SmallTree

STRAYS = [
    ("courses/notes.txt", "this file has no place in courses", "move it away"),
    ("courses/zh-hant.yaml", "this file has no place in courses", 'did you mean "zh-Hant.yaml"?'),
    ("courses/telephone/notes.txt", "this file has no place in a course", "move it away"),
    ("courses/telephone/course.yml", "this file has no place", 'did you mean "course.yaml"?'),
    ("courses/telephone/20-more.md", "a lesson without its language", "10-name.zh.md"),
    ("courses/telephone/20_more.zh.md", 'the name "20_more" is not a slug', "lower-case"),
    ("courses/telephone/Ten.en.md", 'the name "Ten" is not a slug', "lower-case"),
    ("courses/telephone/10-three-rings.zh.md~", "a leftover of an editor", "delete it"),
    ("courses/telephone/#10-three-rings.zh.md#", "a leftover of an editor", "delete it"),
    ("courses/telephone/course.yaml.bak", "a leftover of an editor", "delete it"),
    ("courses/Thumbs.db", "a leftover of an editor", "delete it"),
    ("courses/telephone/media/a.zh.md", "a folder inside a folder", "up to telephone/"),
    ("courses/standards/telephone.yml", "standards holds .yaml files only", "name.yaml"),
    ("courses/paths/Path.yaml", 'the name "Path" is not a slug', "lower-case"),
    ("quizzes/notes.txt", "this is no quiz", "name.md"),
    ("quizzes/Phone.md", 'the name "Phone" is not a slug', "lower-case"),
    ("quizzes/old/telephone.md", "a folder inside quizzes", "beside the other"),
]


@pytest.mark.parametrize(("name", "what", "instead"), STRAYS)
def test_a_file_that_has_no_place_is_told_with_advice(
    small_tree: SmallTree, name: str, what: str, instead: str
) -> None:
    small_tree.write(name, "x")

    [fault] = [fault for fault in small_tree.compiled().faults if fault.file == name]

    assert what in fault.what
    assert instead in fault.instead


@pytest.mark.parametrize(
    "name",
    [
        "courses/.DS_Store",
        "courses/telephone/.10-three-rings.zh.md.swp",
        "courses/.git/config",
        "quizzes/.gitkeep",
    ],
)
def test_hidden_files_are_passed_over(small_tree: SmallTree, name: str) -> None:
    small_tree.write(name, b"\xff")

    assert small_tree.compiled().faults == []


def test_a_folder_without_a_course_file_is_told(small_tree: SmallTree) -> None:
    (small_tree.courses / "empty").mkdir()
    (small_tree.courses / "Bad Name").mkdir()

    assert [(f.file, f.what) for f in small_tree.compiled().faults] == [
        ("courses/Bad Name", "the folder has no course.yaml"),
        ("courses/Bad Name", 'the name "Bad Name" is not a slug'),
        ("courses/empty", "the folder has no course.yaml"),
    ]


def test_lessons_of_a_folder_without_a_course_file_are_not_blamed(small_tree: SmallTree) -> None:
    (small_tree.root / COURSE).unlink()

    faults = small_tree.compiled().faults

    assert [fault.file for fault in faults] == ["courses/paths/assistant.yaml", "courses/telephone"]


def test_a_link_that_leads_out_of_the_folder_is_not_read(
    small_tree: SmallTree, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("secret", "utf-8")
    digest = tree_digest(small_tree.courses, small_tree.quizzes)
    (small_tree.quizzes / "leak.md").symlink_to(secret)
    (small_tree.courses / "away").symlink_to(secret.parent)
    (small_tree.courses / "round").symlink_to(small_tree.courses)
    (small_tree.quizzes / "nowhere.md").symlink_to(small_tree.root / "gone.md")

    faults = small_tree.compiled().faults

    assert [fault.file for fault in faults] == [
        "courses/away",
        "courses/round",
        "quizzes/leak.md",
        "quizzes/nowhere.md",
    ]
    assert all("link" in fault.what for fault in faults)
    assert tree_digest(small_tree.courses, small_tree.quizzes) != digest


def test_a_link_inside_the_folder_is_read(small_tree: SmallTree) -> None:
    (small_tree.quizzes / "twin.md").symlink_to(small_tree.quizzes / "telephone.md")

    assert ("quiz", "twin") in small_tree.documents()


def test_what_is_not_a_file_is_told(small_tree: SmallTree) -> None:
    os.mkfifo(small_tree.quizzes / "pipe.md")

    assert [(f.file, f.what) for f in small_tree.compiled().faults] == [
        ("quizzes/pipe.md", "this is not a file")
    ]


def test_strange_names_are_shown_on_one_line(small_tree: SmallTree) -> None:
    Path(os.fsdecode(os.fsencode(small_tree.quizzes) + b"/a\nb\xff.md")).write_text("x", "utf-8")

    assert [fault.file for fault in small_tree.compiled().faults] == ["quizzes/a?b?.md"]


def test_the_digest_of_the_tree_sees_names_and_bytes(small_tree: SmallTree) -> None:
    def digest() -> str:
        return tree_digest(small_tree.courses, small_tree.quizzes)

    seen = [digest()]
    assert digest() == seen[0]

    small_tree.replace(ZH, "前台", "这里")
    seen.append(digest())
    (small_tree.root / EN).rename(small_tree.root / EN.replace("10-", "20-"))
    seen.append(digest())
    small_tree.write("courses/new/course.yaml", "")
    seen.append(digest())

    assert len(set(seen)) == len(seen)


def test_a_file_moved_between_the_folders_changes_the_digest(tmp_path: Path) -> None:
    filled, empty = tmp_path / "filled", tmp_path / "empty"
    filled.mkdir()
    empty.mkdir()
    (filled / "a.md").write_text("x", "utf-8")

    assert tree_digest(filled, empty) != tree_digest(empty, filled)
