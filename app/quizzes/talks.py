"""A talk with a customer: what is said, what one may answer, and how far a person has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

import msgspec

from app.markup.texts import Text

#: How a customer feels; a page has the word and the face of each.
Mood: TypeAlias = Literal[
    "angry",
    "tense",
    "worried",
    "puzzled",
    "disappointed",
    "lost",
    "calm",
    "pleased",
    "grateful",
]
MOODS: tuple[Mood, ...] = get_args(Mood)
#: What the name of an ending begins with.
END = "end:"


class Reply(msgspec.Struct, frozen=True):
    """One thing that the person may say, where it leads, and how many points it earns."""

    key: str
    text: Text
    to: str
    points: int
    standards: tuple[str, ...] = ()
    feedback: Text | None = None


class Node(msgspec.Struct, frozen=True):
    """What the customer says or does, and the replies to it; an ending has none."""

    id: str
    text: Text
    mood: Mood | None = None
    replies: tuple[Reply, ...] = ()

    @property
    def is_end(self) -> bool:
        """Whether the talk is over here."""
        return self.id.startswith(END)

    @property
    def best(self) -> int:
        """The most points that a reply to this earns."""
        return max((reply.points for reply in self.replies), default=0)

    def in_order(self, order: Sequence[str]) -> list[Reply]:
        """The replies in the order in which an attempt shows them."""
        return sorted(self.replies, key=lambda reply: order.index(reply.key))


class Turn(NamedTuple):
    """What the customer said, and what the person answered."""

    node: Node
    reply: Reply


class Walk(NamedTuple):
    """How far a person has come: what was said, where the customer is now, how long it may last."""

    turns: tuple[Turn, ...]
    node: Node
    steps_left: int

    @property
    def points(self) -> int:
        """The points of everything that the person said."""
        return sum(turn.reply.points for turn in self.turns)

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be said."""
        return self.node.is_end or self.steps_left <= 0

    @property
    def path(self) -> tuple[str, ...]:
        """The keys of what the person said."""
        return tuple(turn.reply.key for turn in self.turns)

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards that stood at what was said, and at what could have been said instead."""
        named = (
            each for turn in self.turns for reply in turn.node.replies for each in reply.standards
        )
        return tuple(dict.fromkeys(named))


class Talk(msgspec.Struct, frozen=True):
    """A talk: where it starts, how long it may last, and the points of the best way through it."""

    start: str
    most: int
    steps: int
    nodes: tuple[Node, ...]

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards that stand at any reply."""
        replies = (reply for node in self.nodes for reply in node.replies)
        return tuple(dict.fromkeys(each for reply in replies for each in reply.standards))

    def node(self, name: str) -> Node:
        """The node with this name."""
        return next(node for node in self.nodes if node.id == name)

    def walk(self, path: Iterable[object]) -> Walk:
        """Go along the replies as far as they are possible, from the start on."""
        walk = Walk((), self.node(self.start), self.steps)
        for key in path:
            reply = next((one for one in walk.node.replies if one.key == key), None)
            if reply is None or walk.is_over:
                break
            turns = (*walk.turns, Turn(walk.node, reply))
            walk = Walk(turns, self.node(reply.to), self.steps - len(turns))
        return walk

    def share(self, walk: Walk) -> float:
        """What a walk is worth, from 0 to 1."""
        return min(1.0, max(0.0, walk.points / self.most))
