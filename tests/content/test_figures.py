"""The figures of courses/media and the lessons that show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.content.preview import on_disk, preview_html
from tests.content.trees import EN, ZH, SmallTree, write_small_tree

LESSON = ("lesson", "telephone/10-three-rings")
DRAWING = '<svg viewBox="0 0 9 9"><text x="1" y="8">{}</text></svg>'


@pytest.fixture
def small(tmp_path: Path) -> SmallTree:
    """A lesson that shows a figure with words in both languages."""
    tree = write_small_tree(tmp_path)
    for file, alt in ((ZH, "响三声"), (EN, "Three rings")):
        tree.write(file, f"{tree.read(file)}\n![{alt}](figure:rings)\n")
    tree.write("courses/media/rings.zh.svg", DRAWING.format("声"))
    tree.write("courses/media/rings.en.svg", DRAWING.format("ring"))
    return tree


def faults_of(tree: SmallTree) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.what) for fault in tree.compiled().faults]


def html_of(tree: SmallTree, language: str) -> str:
    body = tree.documents()[LESSON].body.in_(language)
    return "".join(part.html for section in body.sections for part in section.parts)


def test_a_lesson_shows_the_drawing_of_its_language(small: SmallTree) -> None:
    assert ">声</text>" in html_of(small, "zh-Hans")
    assert ">聲</text>" in html_of(small, "zh-Hant")
    assert ">ring</text>" in html_of(small, "en")
    assert 'aria-label="響三聲"' in html_of(small, "zh-Hant")


def test_a_drawing_in_traditional_chinese_wins(small: SmallTree) -> None:
    small.write("courses/media/rings.zh-Hant.svg", DRAWING.format("鈴"))

    assert ">鈴</text>" in html_of(small, "zh-Hant")


def test_one_drawing_without_words_serves_all(small: SmallTree) -> None:
    for language in ("zh", "en"):
        (small.courses / "media" / f"rings.{language}.svg").unlink()
    small.write("courses/media/rings.svg", DRAWING.format("3"))

    assert all(">3</text>" in html_of(small, each) for each in ("zh-Hans", "zh-Hant", "en"))


def test_a_changed_drawing_changes_the_lesson(small: SmallTree) -> None:
    before = small.documents()[LESSON].digest
    small.write("courses/media/unused.svg", DRAWING.format("3"))
    assert small.documents()[LESSON].digest == before

    small.write("courses/media/rings.en.svg", DRAWING.format("three rings"))

    assert small.documents()[LESSON].digest != before
    assert len(small.documents()) == len({*small.documents()})


def test_a_figure_that_nobody_drew_is_told_with_the_nearest(small: SmallTree) -> None:
    small.replace(ZH, "figure:rings", "figure:ringz")
    small.replace(EN, "figure:rings", "figure:ringz")

    faults = small.compiled().faults

    assert [fault.what for fault in faults] == ['there is no figure "ringz"'] * 2
    assert 'did you mean "rings"?' in faults[0].instead


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("door.svg", "<svg/>", (1, "the drawing has no viewBox")),
        ("door.svg", DRAWING.format("门"), (1, "the drawing has words, and no language")),
        ("door.zh.svg", DRAWING.format("门"), (1, "its sister door.en.svg is missing")),
        (
            "rings.svg",
            DRAWING.format("3"),
            (1, "rings.svg stands beside drawings of the same name for one language"),
        ),
        ("door.svg", "<svg viewBox='0 0 9 9'>\n<script/></svg>", (2, 'no element "script"')),
    ],
)
def test_what_is_wrong_with_a_drawing_is_told(
    small: SmallTree, name: str, text: str, told: tuple[int, str]
) -> None:
    small.write(f"courses/media/{name}", text)

    [(file, line, what)] = faults_of(small)

    assert file.startswith(f"courses/media/{name.partition('.')[0]}")
    assert line == told[0]
    assert told[1] in what


def test_a_preview_shows_figures_as_they_are_on_disk(small: SmallTree) -> None:
    disk = on_disk(small.courses, small.quizzes)

    shown = preview_html("![声](figure:rings)".encode(), language="zh-Hant", disk=disk)

    assert ">聲</text>" in shown
