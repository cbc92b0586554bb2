"""Shapes say what a YAML file may hold; reading by a shape gives values, or faults with lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.markup import slugs
from app.markup.faults import FaultLog, nearest, quoted
from app.markup.yamlfiles import Node, load

#: Stands for a value that was faulty, so that nothing goes on with it.
FAULTY: Final = object()

#: Reads a node that is called by a name in messages; gives FAULTY after noting a fault.
Shape = Callable[[Node, str, FaultLog], Any]


class Placed(str):
    """A word of a file that remembers its line, for checks that need other files."""

    line: int

    def __new__(cls, word: str, line: int) -> Placed:
        placed = super().__new__(cls, word)
        placed.line = line
        return placed


class Record(dict[str, Any]):
    """The values of a mapping by their keys, with the lines of its keys."""

    def __init__(self, values: Mapping[str, Any], line: int, lines: Mapping[str, int]) -> None:
        super().__init__(values)
        self.line = line
        self.lines = lines


def read(
    source: str, shape: Shape, log: FaultLog, *, called: str = "the file", first_line: int = 1
) -> Any:
    """The value of a YAML text that has a shape, or FAULTY with its faults in the log.

    A mapping comes with all its sound values, even where others are faulty.
    """
    before = len(log.faults)
    node = load(source, log, first_line=first_line)
    value = FAULTY if node is None else shape(node, called, log)
    return FAULTY if len(log.faults) > before and not isinstance(value, Record) else value


def words(node: Node, name: str, log: FaultLog) -> Any:
    """A text with something in it."""
    if isinstance(node.value, str) and node.value.strip():
        return Placed(node.value.strip(), node.line)
    if node.value is None or node.value == "":
        return _wrong(node, name, log, "is empty", "write a text")
    if isinstance(node.value, bool):
        return _wrong(node, name, log, "is a yes/no to YAML", "put the word in quotes")
    if isinstance(node.value, int | float):
        return _wrong(node, name, log, "is a number", f'put it in quotes: "{node.value}"')
    return _wrong(node, name, log, f"is {_kind(node)}, not a text", "write a text")


def slug(node: Node, name: str, log: FaultLog) -> Any:
    """The name of a file, a standard or a section."""
    written = str(node.value) if type(node.value) is int else node.value
    if isinstance(written, str) and slugs.is_slug(written):
        return Placed(written, node.line)
    if isinstance(written, str):
        return _wrong(node, name, log, f"{quoted(written)} is not a slug", slugs.ADVICE)
    return words(node, name, log)


def flag(node: Node, name: str, log: FaultLog) -> Any:
    """Yes or no."""
    if isinstance(node.value, bool):
        return node.value
    return _wrong(node, name, log, "is neither yes nor no", "write yes or no")


def number(node: Node, name: str, log: FaultLog) -> Any:
    """Any number."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node.value
    return _wrong(node, name, log, "is not a number", "write digits only; the unit goes to unit:")


def whole(least: int, most: int) -> Shape:
    """A whole number within bounds."""

    def shape(node: Node, name: str, log: FaultLog) -> Any:
        if type(node.value) is int and least <= node.value <= most:
            return node.value
        return _wrong(
            node,
            name,
            log,
            f"is {_kind(node)}, not a whole number from {least} to {most}",
            f"write a whole number from {least} to {most}",
        )

    return shape


def one_of(*allowed: str) -> Shape:
    """One of a few words."""

    def shape(node: Node, name: str, log: FaultLog) -> Any:
        if node.value in allowed:
            return str(node.value)
        hint = nearest(str(node.value), allowed)
        return _wrong(
            node, name, log, f"is {_kind(node)}", f"{hint}write one of {', '.join(allowed)}"
        )

    return shape


def listed(shape: Shape, *, least: int = 0) -> Shape:
    """A list whose members all have one shape."""

    def list_shape(node: Node, name: str, log: FaultLog) -> Any:
        if not isinstance(node.value, list):
            return _wrong(node, name, log, f"is {_kind(node)}, not a list", "write [a, b] or - a")
        if len(node.value) < least:
            return _wrong(node, name, log, "is an empty list", f"write at least {least}")
        members = [shape(member, f"a member of {name}", log) for member in node.value]
        return [member for member in members if member is not FAULTY]

    return list_shape


def mapping(shape: Shape) -> Shape:
    """Keys of the author's own choice, whose values all have one shape."""

    def mapping_shape(node: Node, name: str, log: FaultLog) -> Any:
        if not isinstance(node.value, dict):
            return _wrong(node, name, log, f"is {_kind(node)}, without keys", "write key: value")
        found = {key: shape(value, quoted(key), log) for key, value in node.value.items()}
        kept = {key: value for key, value in found.items() if value is not FAULTY}
        return Record(kept, node.line, node.key_lines)

    return mapping_shape


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A mapping with known keys; a faulty or missing value is left out of it."""
    known = {**required, **(optional or {})}

    def record_shape(node: Node, name: str, log: FaultLog) -> Any:
        if not isinstance(node.value, dict):
            return _wrong(
                node, name, log, f"is {_kind(node)}, without keys", f"write {_keys(known)}"
            )
        for key in required:
            if key not in node.value:
                log.note(node.line, f"{name} has no {key}", f"add {key}: with its value")
        found = _known_values(node, known, log)
        return Record(found, node.line, node.key_lines)

    return record_shape


#: A text in both languages of the files.
both = record({"zh": words, "en": words})


def _known_values(node: Node, known: Mapping[str, Shape], log: FaultLog) -> dict[str, Any]:
    found = {}
    for key, value in node.value.items():
        if key not in known:
            advice = f"{nearest(key, known)}the keys here are {_keys(known)}"
            log.note(node.key_lines[key], f"unknown key {quoted(key)}", advice)
            continue
        read_value = known[key](value, key, log)
        if read_value is not FAULTY:
            found[key] = read_value
    return found


def _wrong(node: Node, name: str, log: FaultLog, what: str, instead: str) -> Any:
    log.note(node.line, f"{name} {what}", instead)
    return FAULTY


def _keys(known: Mapping[str, Shape]) -> str:
    return ", ".join(known)


def _kind(node: Node) -> str:
    if isinstance(node.value, dict):
        return "a mapping"
    if isinstance(node.value, list):
        return "a list"
    return "empty" if node.value is None else quoted(node.value)
