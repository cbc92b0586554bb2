"""Pure: the list of who was there, as a form shows it and as it comes back."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from app.interface.asking import id_from
from app.sessions.wording import RESULTS

#: More rows than this are no list that somebody ticks.
MOST = 400
UNTESTED = "untested"


@dataclass(frozen=True)
class Named:
    """A person as the list names her."""

    id: uuid.UUID
    name: str
    number: str = ""
    position: str = ""

    @property
    def sounds(self) -> bytes:
        """Chinese names in the order of their sounds, as the national code has them."""
        return unicodedata.normalize("NFKC", self.name).casefold().encode("gb18030")


@dataclass(frozen=True)
class Line:
    """A row of the list: a person, whether she is ticked, and how she did."""

    person: Named
    is_ticked: bool = False
    result: str = UNTESTED
    #: Whether she came by the code herself.
    came_by_code: bool = False


@dataclass(frozen=True)
class Roll:
    """What a form says of who was there: the rows that it showed, and the results of those ticked.

    Who was not shown is neither added nor taken away.
    """

    shown: tuple[uuid.UUID, ...] = ()
    present: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def absent(self) -> frozenset[uuid.UUID]:
        """Who was shown and is not ticked."""
        return frozenset(self.shown) - self.present.keys()


def roll_from(values: MultiDict[str, str]) -> Roll:
    """Read the list from a form; a row or result that makes no sense is none.

    One tick says of all who are ticked that they passed; a result of her own goes before it.
    """
    shown = _ids(values.getlist("shown"))
    otherwise = "passed" if values.get("all_passed") else UNTESTED
    present = {}
    for person_id in _ids(values.getlist("present")):
        given = values.get(f"result-{person_id}", "")
        known = given if given in RESULTS else UNTESTED
        present[person_id] = otherwise if known == UNTESTED else known
    return Roll(tuple(dict.fromkeys((*shown, *present))), present)


def lines_of(
    people: Iterable[Named], roll: Roll, by_code: frozenset[uuid.UUID] = frozenset()
) -> list[Line]:
    """The rows of these people in the order of their names, as the roll has them."""
    named = {person.id: person for person in people}
    ordered = sorted(named.values(), key=lambda each: (each.sounds, each.number, str(each.id)))
    return [
        Line(
            person,
            is_ticked=person.id in roll.present,
            result=roll.present.get(person.id, UNTESTED),
            came_by_code=person.id in by_code,
        )
        for person in ordered
    ]


def _ids(texts: Iterable[str]) -> list[uuid.UUID]:
    found = (id_from(text) for text in texts)
    return list(dict.fromkeys(each for each in found if each is not None))[:MOST]
