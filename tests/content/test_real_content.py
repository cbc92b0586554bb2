"""The courses and quizzes that this project ships."""

from __future__ import annotations

from pathlib import Path

from app.content.tree import compile_tree

ROOT = Path(__file__).resolve().parents[2]


def test_the_real_courses_and_quizzes_have_no_fault() -> None:
    tree = compile_tree(ROOT / "courses", ROOT / "quizzes")

    assert "\n".join(map(str, tree.faults)) == ""
    assert {document.kind for document in tree.documents} >= {"topic", "course", "lesson"}
