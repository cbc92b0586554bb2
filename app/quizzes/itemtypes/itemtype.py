"""What a type of item is: how it is written, offered, answered and scored, all in one class."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from app.quizzes.body import first_answer
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.model import ItemBase
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.source import Line

AnyItem = TypeVar("AnyItem", bound=ItemBase)
Response: TypeAlias = dict[str, Any]
Shuffled: TypeAlias = Callable[[Sequence[str]], list[str]]


class Form(Protocol):
    """The fields that a person sent: what is used of werkzeug's MultiDict."""

    def get(self, key: str, /) -> str | None:
        """The first value of a field."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a field."""


class ItemType(ABC, Generic[AnyItem]):
    """One type of item. A new one is a class like this, its struct, and an entry in the table.

    A response is a mapping with one key, `field`, whose value has the Python type `value_type`.
    `is_complete` and `score` are only given values that `check` has let pass.
    """

    name: ClassVar[str]
    field: ClassVar[str]
    value_type: ClassVar[type]
    #: What its heading may say, and what may stand at its end, beside what every item has.
    attributes: ClassVar[frozenset[str]] = frozenset()
    keywords: ClassVar[tuple[str, ...]] = ()
    #: Whether a person has to read the answer before it is worth anything.
    is_marked_by_hand: ClassVar[bool] = False
    #: Whether it is answered in steps, none of which can be taken back.
    is_stepwise: ClassVar[bool] = False

    def opens(self, line: Line) -> bool:
        """Whether the words of this line begin an answer."""
        return False

    def start(self, lines: Sequence[tuple[int, Line]]) -> int | None:
        """The index of the line with which the answers begin, if there is one."""
        return first_answer(lines, self.opens)

    def opens_part(self, line: Line) -> bool:
        """Whether a part of the item, with a heading of its own, begins with this line."""
        return False

    @abstractmethod
    def build(self, draft: Draft) -> AnyItem:
        """The item that the file describes; what is wrong becomes a fault of the reading."""

    def order(self, item: AnyItem, shuffled: Shuffled, *, shuffle: bool) -> tuple[str, ...]:
        """The keys of what is offered to choose from, as one attempt shows them."""
        return ()

    @abstractmethod
    def read(self, item: AnyItem, form: Form) -> Any:
        """The value that a form holds, or None where nothing was answered."""

    def value(self, item: AnyItem, response: object) -> Any:
        """What was answered; BadResponse where it cannot be an answer to this item."""
        if not isinstance(response, Mapping) or set(response) != {self.field}:
            raise BadResponse(Reason.NOT_A_RESPONSE)
        value = response[self.field]
        if not isinstance(value, self.value_type):
            raise BadResponse(Reason.NOT_A_RESPONSE)
        self.check(item, value)
        return value

    @abstractmethod
    def check(self, item: AnyItem, value: Any) -> None:
        """Raise BadResponse unless the value can be an answer to this item."""

    def is_complete(self, item: AnyItem, value: Any) -> bool:
        """Whether nothing is left to answer."""
        return True

    def after(self, item: AnyItem, earlier: Any, value: Any) -> Any:
        """What counts when `value` is answered after `earlier`: the later answer."""
        return value

    @abstractmethod
    def score(self, item: AnyItem, value: Any) -> float:
        """What an answer is worth, from 0 to 1."""

    @abstractmethod
    def right(self, item: AnyItem) -> Any:
        """The fully right value."""


def keys_of(parts: Sequence[Any]) -> list[str]:
    """The keys of choices, steps or sides, in the order of the file."""
    return [part.key for part in parts]


def check_keys(given: object, known: Sequence[str]) -> None:
    """Raise BadResponse unless what is given is a list of known keys, each once."""
    if not isinstance(given, list) or not all(isinstance(key, str) for key in given):
        raise BadResponse(Reason.NOT_A_RESPONSE)
    if len(set(given)) < len(given) or not set(given) <= set(known):
        raise BadResponse(Reason.UNKNOWN_CHOICE)
