"""The heading of an item: its id and its attributes."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.markup.faults import nearest, quoted
from app.markup.slugs import ADVICE, is_slug
from app.quizzes.reading import Reading
from app.quizzes.source import Line

_HEADING = re.compile(r"##\s*(?P<id>[^\s{]*)\s*(?P<rest>.*)$")
_PART = re.compile(r"###\s*(?P<id>[^\s{]*)\s*(?P<rest>.*)$")
_ID = re.compile(r"[a-z0-9-]+")
_ATTRIBUTE = re.compile(r'\s*(?P<key>[^\s="]+)=(?P<value>"[^"]*"|[^\s"]*)(?=\s|$)')
_WORD = re.compile(r"\s*(\S+)")
_COMMA = re.compile("[,，]")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_MOST_POINTS = 1000


class Heading(NamedTuple):
    """The id of an item, and its attributes as far as they could be read."""

    id: str
    attributes: Attributes
    is_readable: bool


class Attributes:
    """The attributes of one item, each read as what it must be."""

    def __init__(self, line: int, values: dict[str, str], reading: Reading) -> None:
        self.line = line
        self._values = values
        self._reading = reading

    def text(self, key: str) -> str:
        """The attribute as written; empty where it is missing."""
        return self._values.get(key, "")

    @property
    def written(self) -> dict[str, str]:
        """Every attribute as written, without its quotation marks."""
        return dict(self._values)

    def refuse_unknown(self, known: frozenset[str], type_name: str) -> None:
        """Note each attribute that an item of this type does not have."""
        for key in self._values:
            if key not in known:
                self._reading.note(
                    self.line,
                    f"type {type_name} has no attribute {quoted(key)}",
                    f"{nearest(key, known)}the attributes here are {', '.join(sorted(known))}",
                )

    def points(self) -> float:
        """How much the item counts; 1 where nothing is said."""
        written = self._values.get("points", "1")
        if _DECIMAL.fullmatch(written) and 0 < float(written) <= _MOST_POINTS:
            return float(written)
        self._reading.note(
            self.line,
            f"points={quoted(written)} is no number of points",
            "write points=2",
        )
        return 1.0

    def level(self) -> int | None:
        """How hard the item is, from 1 to 5."""
        written = self._values.get("level")
        if written is None or re.fullmatch("[1-5]", written):
            return int(written) if written else None
        self._reading.note(
            self.line, f"level={quoted(written)} is no level", "write level=1 to level=5"
        )
        return None

    def whole(self, key: str) -> int:
        """A whole number that the item must have."""
        written = self._values.get(key, "")
        if _WHOLE.fullmatch(written):
            return int(written)
        what = f"{key}={quoted(written)} is no whole number" if written else f"{key}= is missing"
        self._reading.note(self.line, what, f"write for example {key}=10")
        return 0

    def at_least(self, key: str, least: int) -> int | None:
        """A whole number that the item may have; None where nothing is said."""
        if key not in self._values:
            return None
        before = len(self._reading.faults)
        number = self.whole(key)
        if number < least and len(self._reading.faults) == before:
            self._reading.note(self.line, f"{key}={number} is too little", f"write {least} or more")
        return number

    def is_partial(self) -> bool:
        """Whether a partly right response earns part of the points."""
        written = self._values.get("score")
        if written not in {None, "partial"}:
            self._reading.note(
                self.line,
                f"score={quoted(written)} is unknown",
                "write score=partial, or take it out",
            )
        return written == "partial"

    def tags(self) -> tuple[str, ...]:
        """The tags from which a quiz picks its items."""
        return self._list("tags", "tag")

    def standards(self) -> tuple[str, ...]:
        """The ids of the standards that the item tests."""
        ids = self._list("std", "standard")
        for id_ in ids:
            if id_ and not is_slug(id_):
                self._reading.note(
                    self.line,
                    f"std names {quoted(id_)}, which is no id of a standard",
                    ADVICE,
                )
        return ids

    def _list(self, key: str, noun: str) -> tuple[str, ...]:
        if key not in self._values:
            return ()
        names = tuple(name.strip() for name in _COMMA.split(self._values[key]))
        if not all(names):
            self._reading.note(
                self.line, f"{key}= has an empty {noun}", f"write {key}=one,other without gaps"
            )
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            self._reading.note(self.line, f"{key}= names {quoted(name)} twice", "write it once")
        return names


def read_heading(line: Line, reading: Reading) -> Heading:
    """The id and the attributes of `## id {key=value …}`."""
    heading = _HEADING.match(line.content)
    assert heading, "only lines that begin with ## are headings"
    id_, rest = heading["id"], heading["rest"]
    if not _ID.fullmatch(id_):
        reading.note(
            line.number,
            f"{quoted(id_)} is no id" if id_ else "the item has no id",
            "write ## id {type=…} with lower-case letters, digits and hyphens; "
            "a heading inside a stem is ### or begins with a backslash",
        )
    is_readable = rest.startswith("{") and rest.endswith("}")
    if not is_readable:
        what = "the attributes do not stand between { and }" if rest else "the item has no type"
        reading.note(line.number, what, "write ## id {type=single}")
    values = _values(line.number, rest[1:-1].rstrip() if is_readable else "", reading)
    return Heading(id_, Attributes(line.number, values, reading), is_readable)


def read_part_heading(line: Line, reading: Reading) -> Heading:
    """The name and the attributes of `### name {key=value …}`; a part may have no attributes."""
    heading = _PART.match(line.content)
    assert heading, "only lines that begin with ### are headings of parts"
    rest = heading["rest"]
    is_readable = not rest or (rest.startswith("{") and rest.endswith("}"))
    if not is_readable:
        what = "the attributes do not stand between { and }"
        reading.note(line.number, what, "write ### name {key=value}")
    attributes = read_attributes(line.number, rest[1:-1] if is_readable else "", reading)
    return Heading(heading["id"].replace("：", ":"), attributes, is_readable)


def read_attributes(line: int, inner: str, reading: Reading) -> Attributes:
    """The attributes that stand between two braces."""
    return Attributes(line, _values(line, inner.rstrip(), reading), reading)


def _values(line: int, inner: str, reading: Reading) -> dict[str, str]:
    values: dict[str, str] = {}
    position = 0
    while position < len(inner):
        found = _ATTRIBUTE.match(inner, position)
        if found:
            _keep(values, found["key"], found["value"].strip('"'), line, reading)
        else:
            found = _WORD.match(inner, position)
            assert found, "the end carries no space, so a word is left"
            reading.note(
                line,
                f"{quoted(found[1])} is no attribute",
                'write key=value, with quotation marks for spaces: key="two words"',
            )
        position = found.end()
    return values


def _keep(values: dict[str, str], key: str, value: str, line: int, reading: Reading) -> None:
    if key in values:
        reading.note(line, f"the attribute {quoted(key)} stands twice", "write it once")
    values.setdefault(key, value)
