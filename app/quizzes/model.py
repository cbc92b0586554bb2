"""What a quiz file says, as frozen values that go to JSON and back.

Titles and units are plain text. Stems, explanations, hints, introductions and advice are block
HTML; the words of choices, steps, sides and poles, and feedback, are inline HTML.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from app.markup.texts import Text

Feedback: TypeAlias = Literal["each", "submitted", "closed"]


class ItemBase(msgspec.Struct, frozen=True, kw_only=True):
    """What every item has, whatever its type."""

    id: str
    stem: Text
    points: float = 1.0
    tags: tuple[str, ...] = ()
    level: int | None = None
    standards: tuple[str, ...] = ()
    explain: Text | None = None
    hint: Text | None = None

    @property
    def type(self) -> str:
        """The name of the item's type, as the file writes it."""
        return str(self.__struct_config__.tag)


class Choice(msgspec.Struct, frozen=True):
    """One choice: whether it is right, or the percentage of the points it is worth."""

    key: str
    text: Text
    is_right: bool
    weight: int | None = None
    feedback: Text | None = None


class Single(ItemBase, frozen=True, kw_only=True, tag="single"):
    """Exactly one choice is right."""

    choices: tuple[Choice, ...]


class Multiple(ItemBase, frozen=True, kw_only=True, tag="multiple"):
    """Any number of choices is right; partly right counts only where the author says so."""

    choices: tuple[Choice, ...]
    is_partial: bool = False


class TrueFalse(ItemBase, frozen=True, kw_only=True, tag="truefalse"):
    """A statement that is true or false."""

    answer: bool


class Accepted(msgspec.Struct, frozen=True):
    """Numbers from `low` to `high`, both included, and the percentage of the points they earn."""

    low: Decimal
    high: Decimal
    percent: int = 100


class Numeric(ItemBase, frozen=True, kw_only=True, tag="numeric"):
    """A number, with or without its unit."""

    answers: tuple[Accepted, ...]
    unit: Text | None = None


class Step(msgspec.Struct, frozen=True):
    """One step of a sequence; the file has the steps in the right order."""

    key: str
    text: Text


class Order(ItemBase, frozen=True, kw_only=True, tag="order"):
    """Steps to put in order."""

    steps: tuple[Step, ...]
    is_partial: bool = False


class Left(msgspec.Struct, frozen=True):
    """A left side, and the key of the right side that belongs to it."""

    key: str
    text: Text
    right: str


class Right(msgspec.Struct, frozen=True):
    """A right side; one that no left side names is a distractor."""

    key: str
    text: Text


class Match(ItemBase, frozen=True, kw_only=True, tag="match"):
    """Left sides, each to be matched with its right side."""

    lefts: tuple[Left, ...]
    rights: tuple[Right, ...]


Item: TypeAlias = Single | Multiple | TrueFalse | Numeric | Order | Match


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """A quiz: its items, and the rules by which it is sat."""

    slug: str
    title: Text
    passing_score: float = 0.8
    attempts: int | None = None
    delay: int | None = None
    time_limit: int | None = None
    shuffle: bool = True
    pick: dict[str, int] = {}
    #: What the tags of the items are called; empty, or every tag of the quiz.
    topics: dict[str, Text] = {}
    feedback: Feedback = "submitted"
    draft: bool = False
    items: tuple[Item, ...]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of an instrument, rated from `low` to `high` between two poles."""

    id: str
    stem: Text | None = None
    low: int
    high: int
    high_pole: Text
    low_pole: Text
    first: Literal["high", "low"] = "high"
    standards: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def poles(self) -> tuple[tuple[int, Text], tuple[int, Text]]:
        """Both poles with their ratings, in the order in which the author wrote them."""
        high, low = (self.high, self.high_pole), (self.low, self.low_pole)
        return (high, low) if self.first == "high" else (low, high)


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """The totals from `from_` to `to`, both included, and what they mean for the person."""

    from_: int = msgspec.field(name="from")
    to: int
    title: Text
    advice: Text


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that people rate, and the bands in which the total falls, the lowest first."""

    slug: str
    title: Text
    intro: Text | None = None
    draft: bool = False
    statements: tuple[Statement, ...]
    bands: tuple[Band, ...]
