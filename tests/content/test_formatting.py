"""The command `content fmt`: quiz files in one form, whole or untouched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.content.formatting import canonical
from tests.content.test_commands import run
from tests.content.trees import QUIZ, SCREENING, ZH, SmallTree


@pytest.fixture
def untidy_tree(small_tree: SmallTree) -> SmallTree:
    """A tree in which one quiz does not look as it should."""
    run(small_tree, "fmt")
    small_tree.write(QUIZ, "\ufeff" + small_tree.read(QUIZ).replace("\n", " \r\n"))
    return small_tree


def test_a_file_is_rewritten_and_named(untidy_tree: SmallTree) -> None:
    documents = untidy_tree.documents()

    result = run(untidy_tree, "fmt")

    file = f"{untidy_tree.root.as_posix()}/{QUIZ}"
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"rewrote {file}",
        "3 quiz files read: 1 file rewritten, 0 faults",
    ]
    assert b"\r" not in (untidy_tree.root / QUIZ).read_bytes()
    after = untidy_tree.documents()
    assert {key: each.body for key, each in after.items()} == {
        key: each.body for key, each in documents.items()
    }
    assert run(untidy_tree, "fmt").output == "3 quiz files read: 0 files rewritten, 0 faults\n"


def test_check_changes_nothing_and_says_what_would_change(untidy_tree: SmallTree) -> None:
    before = (untidy_tree.root / QUIZ).read_bytes()

    result = run(untidy_tree, "fmt", "--check")

    assert result.exit_code == 1
    assert f"would rewrite {untidy_tree.root.as_posix()}/{QUIZ}" in result.output
    assert (untidy_tree.root / QUIZ).read_bytes() == before
    run(untidy_tree, "fmt")
    assert run(untidy_tree, "fmt", "--check").exit_code == 0


def test_a_file_with_faults_is_told_of_and_not_touched(untidy_tree: SmallTree) -> None:
    faulty = (untidy_tree.root / QUIZ).read_bytes().replace(b"type=numeric", b"type=numerik")
    untidy_tree.write(QUIZ, faulty)

    result = run(untidy_tree, "fmt")

    assert result.exit_code == 1
    assert f'{untidy_tree.root.as_posix()}/{QUIZ}:8: the type "numerik" is unknown' in result.output
    assert (untidy_tree.root / QUIZ).read_bytes() == faulty


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"---\n[[\n---", b"#" * 1_000_000])
def test_what_is_no_quiz_is_told_of_and_not_touched(small_tree: SmallTree, data: bytes) -> None:
    small_tree.write(QUIZ, data)

    assert run(small_tree, "fmt").exit_code == 1
    assert (small_tree.root / QUIZ).read_bytes() == data


def test_only_the_paths_named_are_looked_at(untidy_tree: SmallTree) -> None:
    result = run(untidy_tree, "fmt", str(untidy_tree.root / SCREENING))

    assert result.output == "1 quiz file read: 0 files rewritten, 0 faults\n"


def test_the_markdown_of_lessons_is_left_alone(small_tree: SmallTree) -> None:
    small_tree.write("quizzes/README.md", "# Quizzes  \n")

    result = run(small_tree, "fmt", str(small_tree.root / ZH), str(small_tree.root / "courses"))

    assert result.output == "0 quiz files read: 0 files rewritten, 0 faults\n"
    assert "left alone" in run(small_tree, "fmt", "--help").output
    run(small_tree, "fmt")
    assert small_tree.read("quizzes/README.md") == "# Quizzes  \n"


def test_links_and_modes_are_kept_and_nothing_else_is_left_behind(untidy_tree: SmallTree) -> None:
    real = untidy_tree.root / QUIZ
    real.chmod(0o640)
    link = untidy_tree.root / "link.md"
    link.symlink_to(real)
    names = sorted(os.listdir(real.parent))

    run(untidy_tree, "fmt", str(link))

    assert link.is_symlink()
    assert b"\r" not in real.read_bytes()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(real.parent)) == names


def test_a_file_that_cannot_be_written_stays_whole(
    untidy_tree: SmallTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (untidy_tree.root / QUIZ).read_bytes()
    names = sorted(os.listdir(untidy_tree.quizzes))

    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = run(untidy_tree, "fmt")

    assert result.exit_code == 1
    assert "the file cannot be written: No space left on device" in result.output
    assert (untidy_tree.root / QUIZ).read_bytes() == before
    assert sorted(os.listdir(untidy_tree.quizzes)) == names


def test_a_pipe_is_not_waited_for(small_tree: SmallTree) -> None:
    os.mkfifo(small_tree.quizzes / "pipe.md")

    result = run(small_tree, "fmt")

    assert result.exit_code == 1
    assert "pipe.md:1: the file cannot be read" in result.output


def test_no_word_is_lost_should_the_writer_be_wrong(
    untidy_tree: SmallTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (untidy_tree.root / QUIZ).read_bytes()
    other = untidy_tree.read(SCREENING)
    monkeypatch.setattr("app.content.formatting.write_quiz", lambda manuscript: other)

    kept, faults = canonical(source, file="a.md")

    assert kept == source
    assert "would not say the same" in faults[0].what
