"""The head of a Markdown file: YAML between two lines of three hyphens."""

from __future__ import annotations

import msgspec

from app.markup.faults import FaultLog

FENCE = "---"


class Page(msgspec.Struct, frozen=True):
    """A file parted in its head and its body; the head's first line is line 2."""

    head: str
    body: tuple[str, ...]
    #: The number of the body's first line in the file.
    body_line: int


def part(text: str, log: FaultLog) -> Page | None:
    """The head and the body of a file, or None where the head is missing or never ends."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        log.note(1, "the front matter is missing", "begin the file with a line --- and title:")
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return Page("\n".join(lines[1:number]), tuple(lines[number + 1 :]), number + 2)
    log.note(1, "the front matter does not end", "close it with a line ---")
    return None
