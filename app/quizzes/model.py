"""What a quiz file says, as frozen values that go to JSON and back.

Titles, units, accepted words and options are plain text. Stems, explanations, hints,
introductions and advice are block HTML; the words of choices, steps, sides and poles, and
feedback, are inline HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from app.markup.texts import Text
from app.quizzes.accepting import AcceptedText, words_in, worth
from app.quizzes.gaps import with_fields
from app.quizzes.rubrics import Rubric
from app.quizzes.talks import Talk

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


class Short(ItemBase, frozen=True, kw_only=True, tag="short"):
    """A few words; what is accepted counts in whichever language it is typed."""

    accepts: tuple[AcceptedText, ...]

    def words_in(self, language: str) -> list[str]:
        """What is right, for a reader of this language."""
        return words_in(language, self.accepts)


class TypedBlank(msgspec.Struct, frozen=True, tag="typed"):
    """A blank to write into."""

    key: str
    accepts: tuple[AcceptedText, ...]

    def is_right(self, given: str) -> bool:
        """Whether the words written into it are accepted."""
        return bool(worth(given, self.accepts))

    def words_in(self, language: str) -> list[str]:
        """What is right, for a reader of this language."""
        return words_in(language, self.accepts)

    def words_of(self, given: str, language: str) -> str:
        """What was written into it."""
        return given

    def in_order(self, order: Iterable[str]) -> None:
        """It offers nothing to choose from."""


class Option(msgspec.Struct, frozen=True):
    """One of the words that a blank offers."""

    key: str
    text: Text


class ChosenBlank(msgspec.Struct, frozen=True, tag="chosen"):
    """A blank with words to choose from; `right` is the key of the right ones."""

    key: str
    options: tuple[Option, ...]
    right: str

    @property
    def places(self) -> dict[str, Option]:
        """The options by the keys under which an attempt keeps their order."""
        return {f"{self.key}-{option.key}": option for option in self.options}

    def is_right(self, given: str) -> bool:
        """Whether the right option was chosen."""
        return given == self.right

    def words_in(self, language: str) -> list[str]:
        """What is right, for a reader of this language."""
        return [self.words_of(self.right, language)]

    def words_of(self, given: str, language: str) -> str:
        """The words of the option that was chosen."""
        return next((one.text.in_(language) for one in self.options if one.key == given), "")

    def in_order(self, order: Iterable[str]) -> list[Option]:
        """The options in the order in which an attempt shows them."""
        return [self.places[place] for place in order if place in self.places]


class Blanks(ItemBase, frozen=True, kw_only=True, tag="blanks"):
    """A text with blanks; its stem holds a numbered gap at the place of each."""

    blanks: tuple[TypedBlank | ChosenBlank, ...]

    def stem_with(self, language: str, fields: Sequence[str]) -> str:
        """The stem in one language with the fields of a form in place of its gaps."""
        return with_fields(self.stem.in_(language), fields)


class Scenario(ItemBase, frozen=True, kw_only=True, tag="scenario"):
    """A talk with a customer, gone through reply by reply."""

    talk: Talk


class Essay(ItemBase, frozen=True, kw_only=True, tag="essay"):
    """A text in the person's own words, about so long, marked by a rubric."""

    rubric: Rubric
    words: int | None = None


Item: TypeAlias = (
    Single | Multiple | TrueFalse | Numeric | Order | Match | Short | Blanks | Scenario | Essay
)


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
