"""YAML read with its line numbers; whatever is wrong with it becomes a fault."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import yaml

from app.markup.faults import FaultLog, quoted

DEEPEST = 12
_WHOLE = re.compile(r"[-+]?\d{1,12}")
_DECIMAL = re.compile(r"[-+]?\d{1,12}\.\d{1,9}")
_CORE = "tag:yaml.org,2002:"
_TRUE = ("yes", "true", "on")


class Node(msgspec.Struct):
    """One value of a YAML file and the line on which it stands."""

    line: int
    #: A text, number, switch or None; a list of nodes; or keys with their nodes.
    value: Any
    #: Where each key of a mapping stands.
    key_lines: dict[str, int] = {}


def load(source: str, log: FaultLog, *, first_line: int = 1) -> Node | None:
    """The value that a YAML text holds, or None with at least one fault in the log."""
    loader = yaml.CSafeLoader(source.encode("utf-8", "replace"))
    try:
        return _Composer(loader, log, first_line).document()
    except yaml.MarkedYAMLError as error:
        # Of a file that breaks off the mark may stand behind its last line.
        at = min(_line_of(error), max(len(source.splitlines()) - 1, 0))
        log.note(at + first_line, *_explained(error, source, at))
    except yaml.YAMLError as error:
        log.note(first_line, f"the YAML cannot be read: {_one_line(error)}", "mend or delete it")
    except _NotOurs as error:
        log.note(error.line, error.what, error.instead)
    finally:
        loader.dispose()
    return None


class _NotOurs(Exception):
    """YAML that a content file has no need of, and that could do harm."""

    def __init__(self, line: int, what: str, instead: str) -> None:
        super().__init__(what)
        self.line, self.what, self.instead = line, what, instead


class _Composer:
    """Builds nodes from the parser's events, because the library's own composer is recursive in C
    and brings the whole process down when a file is nested deeply enough."""

    def __init__(self, loader: yaml.CSafeLoader, log: FaultLog, first_line: int) -> None:
        self.loader, self.log, self.first_line = loader, log, first_line

    def document(self) -> Node | None:
        self.loader.get_event()
        start = self.loader.get_event()
        if isinstance(start, yaml.StreamEndEvent):
            self.log.note(self.first_line, "nothing is written here", "write its keys")
            return None
        node = self._node(self.loader.get_event(), 0)
        self.loader.get_event()
        after = self.loader.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _NotOurs(self._line(after), "a second YAML document begins", "delete the ---")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _NotOurs(line, "an anchor (&) or alias (*) is used", "write the text out")
        if depth > DEEPEST:
            raise _NotOurs(line, f"lists and keys are nested over {DEEPEST} deep", "write it flat")
        if isinstance(event, yaml.ScalarEvent):
            return Node(line, self._scalar(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, self._items(depth))
        return self._mapping(line, depth)

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _mapping(self, line: int, depth: int) -> Node:
        values: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self.loader.get_event(), depth + 1)
            name = self._name(event, key)
            if name in values:
                self.log.note(
                    key.line,
                    f"the key {quoted(name)} stands twice (first in line {lines[name]})",
                    "keep one of the two",
                )
                continue
            values[name], lines[name] = value, key.line
        return Node(line, values, lines)

    def _name(self, event: Any, key: Node) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _NotOurs(key.line, "a list or mapping is used as a key", "write a plain word")
        return event.value

    def _scalar(self, event: yaml.ScalarEvent) -> str | int | float | bool | None:
        if event.tag and event.tag != "!":
            raise _NotOurs(self._line(event), f"a tag {quoted(event.tag)} is used", "delete it")
        if not event.implicit[0]:
            return event.value
        kind = self.loader.resolve(yaml.ScalarNode, event.value, (True, False))
        return _value(kind.removeprefix(_CORE), event.value)

    def _line(self, event: Any) -> int:
        return event.start_mark.line + self.first_line


def _value(kind: str, written: str) -> str | int | float | bool | None:
    """A plain scalar as the author means it; clock times, dates and the like stay text."""
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in _TRUE
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return float(written)
    return written


def _line_of(error: yaml.MarkedYAMLError) -> int:
    """Where the author has to look: for a quote that is never closed, where it was opened."""
    is_open_quote = "quoted scalar" in (error.context or "")
    marks = (error.context_mark, error.problem_mark)
    mark = next((m for m in (marks if is_open_quote else marks[::-1]) if m), None)
    return mark.line if mark else 0


def _explained(error: yaml.MarkedYAMLError, source: str, at: int) -> tuple[str, str]:
    """The library's message in the words of somebody who writes lessons, not parsers."""
    lines = source.split("\n")
    line = "".join(lines[at : at + 1])
    problem = error.problem or ""
    before = "".join(lines[max(at - 1, 0) : at])
    if "：" in before and ":" not in before:
        return "a key in the line before has a full-width colon", 'write ":" and a space after it'
    if "mapping values are not allowed" in problem:
        return 'a value holds ": " without quotes', "put the whole value in quotes: 'a: b'"
    if "cannot start any token" in problem and "\t" in line:
        return "a tab stands in the indentation", "indent with spaces"
    if "cannot start any token" in problem:
        return "a value begins with a special character", "put the whole value in quotes"
    if "could not find expected ':'" in problem:
        return "a key without a colon", 'write "key: value", with a space after the colon'
    if "quoted scalar" in (error.context or ""):
        return "a quotation mark is opened and not closed", "close it with the same mark"
    if "alias" in problem or "anchor" in problem:
        return "a value begins with & or *", "put the whole value in quotes"
    return (
        f"the YAML cannot be read: {problem or _one_line(error)}",
        "look at the indentation and the quotes of this line and the one before",
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
