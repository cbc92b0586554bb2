"""Ways through a talk: what is reached, what leads nowhere, and which way earns the most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from app.quizzes.talks import Node

#: The best way through a loop is sought among all ways, and their number doubles with each node.
LARGEST_LOOP = 8
MOST_NODES = 100


class Way(NamedTuple):
    """The replies from a node to an ending, and what they earn."""

    points: int
    path: tuple[str, ...]


def reached_from(nodes: Sequence[Node], start: str) -> set[str]:
    """The names of the nodes to which some way leads, the start among them."""
    return _reached(start, _targets(nodes))


def without_end(nodes: Sequence[Node]) -> list[Node]:
    """The nodes from which no way leads to an ending."""
    back: dict[str, set[str]] = {node.id: set() for node in nodes}
    for node in nodes:
        for reply in node.replies:
            back[reply.to].add(node.id)
    ending = set().union(*(_reached(node.id, back) for node in nodes if node.is_end))
    return [node for node in nodes if node.id not in ending]


def largest_loop(nodes: Sequence[Node]) -> set[str]:
    """The most nodes that all lead back to each other."""
    return max(_loops(nodes).values(), key=len)


def best_way(nodes: Sequence[Node], start: str) -> Way | None:
    """The way to an ending that visits no node twice and earns the most; the shortest of several.

    No loop may be larger than LARGEST_LOOP.
    """
    by_id = {node.id: node for node in nodes}
    loops = _loops(nodes)

    # Nodes behind a loop never lead back into it, so only those of the present loop are noted.
    @cache
    def best(name: str, visited: frozenset[str]) -> Way | None:
        if by_id[name].is_end:
            return Way(0, ())
        visited |= {name}
        ways = []
        for reply in by_id[name].replies:
            rest = None if reply.to in visited else best(reply.to, visited & loops[reply.to])
            if rest is not None:
                ways.append(Way(reply.points + rest.points, (reply.key, *rest.path)))
        return max(ways, key=lambda way: (way.points, -len(way.path)), default=None)

    return best(start, frozenset())


def _targets(nodes: Sequence[Node]) -> dict[str, set[str]]:
    return {node.id: {reply.to for reply in node.replies} for node in nodes}


def _loops(nodes: Sequence[Node]) -> dict[str, set[str]]:
    """For each node those that it leads to and that lead back, itself among them."""
    targets = _targets(nodes)
    reached = {node.id: _reached(node.id, targets) for node in nodes}
    return {
        name: {other for other in others if name in reached[other]}
        for name, others in reached.items()
    }


def _reached(start: str, targets: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = targets[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found
