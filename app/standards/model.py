"""Standards and their topics, as the register has them. All texts are plain text."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from app.markup.texts import Text

About: TypeAlias = Literal["person", "place"]
ABOUT = ("person", "place")
KINDS = (
    "rule",
    "figure",
    "list",
    "process",
    "caution",
    "duty",
    "definition",
    "example",
    "routine",
    "competency",
    "form",
)


class Figure(msgspec.Struct, frozen=True):
    """The number in a standard: one value, or a range with both ends included."""

    unit: Text
    value: int | float | None = None
    from_: int | float | None = msgspec.field(default=None, name="from")
    to: int | float | None = None


class Standard(msgspec.Struct, frozen=True):
    """One rule that a person can know and show."""

    id: str
    topic: str
    #: The touchpoint's number, 1 to 20, where the standard belongs to one.
    touchpoint: int | None
    revision: int
    about: About
    kind: str
    text: Text
    figure: Figure | None = None
    caution: Text | None = None
    #: Not promised to customers; an administrator can switch it off.
    internal: bool = False


class Topic(msgspec.Struct, frozen=True):
    """The standards of one file of the register, in its order."""

    slug: str
    title: Text
    standards: tuple[Standard, ...]
