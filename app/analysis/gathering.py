"""Pure: the marks and choices of many attempts, item by item, from rows that come one by one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from math import fsum
from typing import NamedTuple

from app.analysis.tracks import Track, Tracks
from app.quizzes.guessing import random_guess
from app.quizzes.options import OptionTable, Taken, options_of
from app.quizzes.statistics import Column


class Sat(NamedTuple):
    """One attempt that was handed in, and the items that it was shown."""

    key: str
    person_id: uuid.UUID
    number: int
    #: None while somebody still has to mark it.
    score: float | None
    version_id: uuid.UUID
    key_version_id: uuid.UUID
    items: tuple[str, ...]


class Given(NamedTuple):
    """One answer: of which attempt, its score, and as it is stored where it is a choice."""

    key: str
    item: str
    score: float | None
    answer: str | None


class Gathered:
    """The marks of one item attempt by attempt, and what was chosen."""

    def __init__(self, track: Track, attempts: int) -> None:
        self.track = track
        self.marks: list[float | None] = [None] * attempts
        self._choices = track.choices
        self._taken: list[tuple[str, ...]] = [()] * attempts if self._choices else []

    @property
    def is_chosen(self) -> bool:
        """Whether it offers choices whose takers can be counted."""
        return bool(self._choices)

    def show(self, place: int) -> None:
        """An attempt was shown the item: without an answer it earns nothing."""
        self.marks[place] = 0.0

    def give(self, place: int, score: float, taken: tuple[str, ...]) -> None:
        """An attempt answered it."""
        self.marks[place] = score * self.track.item.points
        if self._choices:
            self._taken[place] = taken

    def column(self) -> Column:
        """What statistics are made of."""
        item = self.track.item
        return Column(self.track.name, item.points, self.marks, random_guess(item))

    def options(self, totals: Sequence[float]) -> OptionTable:
        """Who took which choice."""
        rows = zip(self._taken, self.marks, totals, strict=True)
        taken = [Taken(keys, mark, total) for keys, mark, total in rows if mark is not None]
        return options_of(self._choices, taken)


def gather(sat: Sequence[Sat], given: Iterable[Given], tracks: Tracks) -> list[Gathered]:
    """Every item that these attempts were shown, in the order of the quiz."""
    # Looked up once an attempt, not once an answer: there are hundreds of thousands of these.
    placed = [tracks.placed(each.version_id, each.key_version_id) for each in sat]
    gathered = {track.name: Gathered(track, len(sat)) for track in tracks.all}
    shown = set()
    for place, each in enumerate(sat):
        for item in each.items:
            name = placed[place][item].track.name
            gathered[name].show(place)
            shown.add(name)
    places = {each.key: place for place, each in enumerate(sat)}
    for key, item, score, answer in given:
        place = places.get(key, -1)
        if place >= 0:
            found = placed[place][item]
            taken = found.taken(answer) if answer is not None else ()
            gathered[found.track.name].give(place, score or 0.0, taken)
    return [each for name, each in gathered.items() if name in shown]


def totals_of(gathered: Sequence[Gathered]) -> list[float]:
    """The marks of each attempt together."""
    rows = zip(*(each.marks for each in gathered), strict=True)
    return [fsum(filter(None, row)) for row in rows]
