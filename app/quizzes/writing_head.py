"""The head of a quiz file in its canonical form: the author's own YAML, its keys in one order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from app.markup.faults import FaultLog
from app.markup.yamlfiles import Node, load

_KEYS = (
    *("title", "kind", "draft", "pass", "attempts", "delay", "time_limit", "shuffle"),
    *("feedback", "pick", "topics", "intro", "bands"),
)
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)")


def written_head(source: str) -> list[str]:
    """The lines of the head. Comments stay above the key below them; nothing a value says changes.

    Where the YAML is written in such a way that its keys cannot be moved, they stay where they are.
    """
    lines = source.split("\n")
    tidy = _without_edges([line.rstrip(" \t") for line in lines])
    meaning = _meaning(lines)
    ways = (_without_edges(_sorted(tidy)), tidy)
    return next((way for way in ways if _meaning(way) == meaning), lines)


class _Entry(NamedTuple):
    """A key of the head: the comments above it, and its lines."""

    above: list[str]
    lines: list[str]

    @property
    def rank(self) -> int:
        key = _KEY.match(self.lines[0])
        return _KEYS.index(key[1]) if key and key[1] in _KEYS else len(_KEYS)


def _sorted(lines: Sequence[str]) -> list[str]:
    top: list[str] = []
    entries: list[_Entry] = []
    waiting: list[str] = []
    for line in lines:
        if _KEY.match(line):
            if not entries:
                top, waiting = _parted(waiting)
            entries.append(_Entry(waiting, [line]))
            waiting = []
        elif not line or line.startswith("#"):
            waiting.append(line)
        else:
            # An empty line inside a value belongs to it.
            (entries[-1].lines if entries else top).extend([*waiting, line])
            waiting = []
    entries.sort(key=lambda entry: entry.rank)
    return [*top, *(line for entry in entries for line in entry.above + entry.lines), *waiting]


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """What is said of the whole file, up to an empty line, and what is said of the first key."""
    end = max((index for index, line in enumerate(lines, 1) if not line), default=0)
    return lines[:end], lines[end:]


def _without_edges(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")


def _meaning(lines: Sequence[str]) -> Any:
    node = load("\n".join(lines), FaultLog(""))
    return None if node is None else _values(node)


def _values(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _values(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_values(value) for value in node.value]
    return node.value
