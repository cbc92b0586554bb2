"""Pure: an item through the versions of a quiz, as long as the same answers earn the same."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from app.attempts.keying import Change, Keyed, compared
from app.library.queries import Published
from app.quizzes.model import Item, Multiple, Single, TrueFalse
from app.quizzes.responses import Response


@dataclass
class Track:
    """One item in all versions whose keys score it alike."""

    #: The item's id; with the number of its newest version where a later one has another key.
    name: str
    item: Item
    newest: int
    oldest: int
    is_current: bool

    @property
    def choices(self) -> dict[str, bool]:
        """What is offered to choose from, each with whether it is right."""
        match self.item:
            case Single() | Multiple():
                return {choice.key: choice.is_right for choice in self.item.choices}
            case TrueFalse():
                return {"true": self.item.answer, "false": not self.item.answer}
        return {}


@dataclass
class Placed:
    """One item of a sitting: the track in which it counts, and what its answers are called there.

    Without names for the answers, only the marks of the item can be compared.
    """

    track: Track
    keyed: Keyed | None
    _taken: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def taken(self, answer: str) -> tuple[str, ...]:
        """The choices that an answer, as it is stored, takes."""
        # Few answers differ, so each is read once.
        if answer not in self._taken:
            self._taken[answer] = tuple(self._read(answer))
        return self._taken[answer]

    def _read(self, answer: str) -> Iterator[str]:
        response: Response | None = msgspec.json.decode(answer)
        if self.keyed is None or response is None:
            return
        for value in (self.keyed.answer(response) or {}).values():
            if isinstance(value, list):
                yield from value
            else:
                yield str(value).lower() if isinstance(value, bool) else value


class Tracks:
    """All items that any version of a quiz has asked."""

    def __init__(self, versions: Sequence[Published]) -> None:
        """The versions are given from the newest on."""
        self._versions = {each.version_id: each for each in versions}
        self._items: dict[uuid.UUID, dict[str, Item]] = {}
        self._of: dict[tuple[uuid.UUID, str], Track] = {}
        self._placed: dict[tuple[uuid.UUID, uuid.UUID], dict[str, Placed]] = {}
        tracks: dict[str, list[Track]] = {}
        for place, version in enumerate(versions):
            self._items[version.version_id] = {item.id: item for item in version.body.items}
            for item in version.body.items:
                known = tracks.setdefault(item.id, [])
                track = _track_in(known, item, version.number, is_current=place == 0)
                self._of[version.version_id, item.id] = track
        #: Those of the newest version as it has them, then the older ones.
        self.all = tuple(
            sorted(
                (track for known in tracks.values() for track in known),
                key=lambda track: not track.is_current,
            )
        )

    def placed(self, sat_id: uuid.UUID, key_id: uuid.UUID) -> Mapping[str, Placed]:
        """The items of one version, as the key of another (or the same) scores them."""
        if (sat_id, key_id) not in self._placed:
            items = self._items[sat_id].values()
            self._placed[sat_id, key_id] = {
                item.id: self._place(item, sat_id, key_id) for item in items
            }
        return self._placed[sat_id, key_id]

    def _place(self, item: Item, sat_id: uuid.UUID, key_id: uuid.UUID) -> Placed:
        namesake = self._items[key_id].get(item.id)
        # What the new key cannot score has kept its score.
        is_scored_anew = compared(item, namesake).keyed is not None
        track = self._of[key_id if is_scored_anew else sat_id, item.id]
        return Placed(track, compared(item, track.item).keyed)


def _track_in(known: list[Track], item: Item, number: int, *, is_current: bool) -> Track:
    for track in known:
        if _earn_the_same(item, track.item):
            track.oldest = number
            return track
    name = item.id if is_current else f"{item.id}~{number}"
    known.append(Track(name, item, number, number, is_current))
    return known[-1]


def _earn_the_same(old: Item, new: Item) -> bool:
    comparison = compared(old, new)
    return comparison.keyed is not None and Change.KEY not in comparison.changes
