"""Where the records of the demonstration are made: who is there, and what was when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.accounts.models import DEFAULT_ZONE, Person, Unit
from app.library.queries import Library

#: Nothing ends later than so long ago.
_SLACK = timedelta(minutes=6)


class Deed(NamedTuple):
    """Something that somebody did, and when she began."""

    at: datetime
    do: Callable[[], object]


@dataclass(frozen=True)
class Scene:
    """The company with its people and its library, and the moment from which days are counted."""

    library: Library
    people: Mapping[str, Person]
    units: Mapping[str, Unit]
    now: datetime
    #: The installation's key.
    key: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(DEFAULT_ZONE)).date()

    def day(self, days: int) -> date:
        """The day so many days ago; fewer than none are to come."""
        return self.today - timedelta(days=days)

    def at(self, days: int, clock: time) -> datetime:
        """A moment of that day."""
        return datetime.combine(self.day(days), clock, ZoneInfo(DEFAULT_ZONE))

    def later(self, at: datetime, span: timedelta) -> datetime:
        """A moment so long after another one, and never to come."""
        return min(at + span, self.now - _SLACK)

    def those(self, keys: Iterable[str], days: int) -> dict[str, Person]:
        """The people of these keys, and of the units among them, who worked here on that day."""
        wanted = tuple(keys)
        units = {self.units[each].id for each in wanted if each in self.units}
        return {
            key: person
            for key, person in self.people.items()
            if (key in wanted or person.unit_id in units) and self.is_here(person, days)
        }

    def is_here(self, person: Person, days: int) -> bool:
        """Whether somebody worked here on that day."""
        return person.hired_on is not None and person.hired_on <= self.day(days)
