"""How a file names a lesson of any course: `course/10-name`."""

from __future__ import annotations

from typing import Any

from app.markup import slugs
from app.markup.faults import FaultLog, quoted
from app.markup.shapes import FAULTY, Placed
from app.markup.yamlfiles import Node


def full_lesson_name(node: Node, name: str, log: FaultLog) -> Any:
    """The name of a lesson with its course before it."""
    written = str(node.value)
    if written.count("/") == 1 and all(map(slugs.is_slug, written.split("/"))):
        return Placed(written, node.line)
    told = f"{name} {quoted(written)} is not the full name of a lesson"
    log.note(node.line, told, "write course/10-name")
    return FAULTY
