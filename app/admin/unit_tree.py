"""Pure: units as a tree, from the top down."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar


class _Node(Protocol):
    @property
    def id(self) -> uuid.UUID: ...

    @property
    def parent_id(self) -> uuid.UUID | None: ...


Node = TypeVar("Node", bound=_Node)


class Branch(NamedTuple, Generic[Node]):
    """A unit, how deep it stands, and the ids of those above it, the nearest first."""

    unit: Node
    depth: int
    above: tuple[uuid.UUID, ...]


def tree_of(units: Iterable[Node]) -> list[Branch[Node]]:
    """Each unit after the one above it; the order among neighbours is that of the units given."""
    everybody = list(units)
    below: dict[uuid.UUID | None, list[Node]] = defaultdict(list)
    there = {unit.id for unit in everybody}
    for unit in everybody:
        below[unit.parent_id if unit.parent_id in there else None].append(unit)
    branches = list(_walked(None, below, ()))
    # Units in a circle hang from nothing; they are shown all the same, so that it can be mended.
    reached = {branch.unit.id for branch in branches}
    return branches + [Branch(unit, 0, ()) for unit in everybody if unit.id not in reached]


def within(unit_id: uuid.UUID, branches: Iterable[Branch[Node]]) -> set[uuid.UUID]:
    """The unit and all below it: none of these can be above it."""
    return {unit_id} | {branch.unit.id for branch in branches if unit_id in branch.above}


def _walked(
    parent_id: uuid.UUID | None,
    below: dict[uuid.UUID | None, list[Node]],
    above: tuple[uuid.UUID, ...],
) -> Iterator[Branch[Node]]:
    for unit in below.get(parent_id, ()):
        yield Branch(unit, len(above), above)
        yield from _walked(unit.id, below, (unit.id, *above))
