"""A fault in a content file, told so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import msgspec

LONGEST_QUOTE = 60


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing wrong in one place: what it is, and what to write instead."""

    file: str
    line: int
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.instead}"


class FaultLog:
    """The faults of one file, gathered while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def note(self, line: int, what: str, instead: str) -> None:
        """Write down what is wrong in a line, and what to write instead."""
        self.faults.append(Fault(self.file, line, what, instead))


def quoted(words: object) -> str:
    """What the author wrote, short enough for a message and always on one line."""
    shown = "".join(c if c.isprintable() else " " for c in " ".join(str(words).split()))
    if len(shown) > LONGEST_QUOTE:
        shown = f"{shown[:LONGEST_QUOTE]}…"
    return f'"{shown}"'


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A question that names the known word most like a wrong one, or nothing."""
    found = difflib.get_close_matches(wrong[:200], sorted(known), n=1, cutoff=0.75)
    return f"did you mean {quoted(found[0])}? " if found else ""
