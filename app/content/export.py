"""What the content teaches and tests, as one JSON object for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.content.tree import Document, Tree


def export(tree: Tree) -> dict[str, list[dict[str, Any]]]:
    """The standards of the register, and where each is taught, tested and observed."""
    return {
        "standards": [
            {"id": standard.id, "kind": standard.kind, "about": standard.about}
            for document in _of("topic", tree)
            for standard in document.body.standards
        ],
        "lessons": [
            {
                "course": document.body.course,
                "slug": document.body.slug,
                "teaches": list(document.body.teaches),
            }
            for document in _of("lesson", tree)
        ],
        "items": [
            {
                "quiz": document.slug,
                "id": item.id,
                "type": item.type,
                "standards": list(item.standards),
            }
            for document in _of("quiz", tree)
            for item in document.body.items
        ],
        "checklist_lines": [
            {"checklist": document.slug, "id": line.id, "standards": list(line.standards)}
            for document in _of("checklist", tree)
            for line in document.body.lines
        ],
    }


def _of(kind: str, tree: Tree) -> Iterable[Document]:
    return (document for document in tree.documents if document.kind == kind)
