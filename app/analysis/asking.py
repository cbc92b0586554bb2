"""What is asked of the statistics: which attempts, of which version, in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.quizzes.choosing import Which

#: Longer than any number of a version; what is much longer Python reads as no number at all.
_NUMBER = re.compile("[0-9]{1,9}")


class Order(StrEnum):
    """In which order questions are listed."""

    QUIZ = "quiz"
    FACILITY = "facility"
    DISCRIMINATION = "discrimination"
    EFFICIENCY = "efficiency"
    WEIGHT = "weight"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Asked:
    """Each person's first attempts at all versions, in the order of the quiz, unless asked."""

    which: Which = Which.FIRST
    #: The number of the version that was sat; None for all together.
    version: int | None = None
    order: Order = Order.QUIZ

    @property
    def address(self) -> dict[str, str]:
        """The same question as values of an address."""
        values = {
            "attempts": self.which if self.which is not Which.FIRST else None,
            "version": self.version,
            "order": self.order if self.order is not Order.QUIZ else None,
        }
        return {name: str(value) for name, value in values.items() if value is not None}


def asked_from(values: Mapping[str, str]) -> Asked:
    """Read an address; what makes no sense there is not asked."""
    which, order, version = (values.get(name, "") for name in ("attempts", "order", "version"))
    return Asked(
        which=Which(which) if which in set(Which) else Which.FIRST,
        version=int(version) if _NUMBER.fullmatch(version) else None,
        order=Order(order) if order in set(Order) else Order.QUIZ,
    )
