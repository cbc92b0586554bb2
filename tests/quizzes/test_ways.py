"""Ways through a talk, held against trying all of them."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from app.markup.texts import Text
from app.quizzes.talks import Node, Reply
from app.quizzes.ways import (
    LARGEST_LOOP,
    MOST_NODES,
    Way,
    best_way,
    largest_loop,
    reached_from,
    without_end,
)
from tests.quizzes.samples import UNHURRIED

WORDS = Text("", "", "")
Replies = dict[str, list[tuple[str, int]]]


def nodes_of(replies: Replies) -> list[Node]:
    """Nodes with their replies as (target, points)."""
    return [
        Node(
            name,
            WORDS,
            None,
            tuple(Reply(f"{name}.{n}", WORDS, to, points) for n, (to, points) in enumerate(out, 1)),
        )
        for name, out in replies.items()
    ]


def every_way(nodes: list[Node], name: str, visited: tuple[str, ...] = ()) -> Iterator[Way]:
    """All ways to an ending that visit no node twice, the plain way."""
    node = next(node for node in nodes if node.id == name)
    if node.is_end:
        yield Way(0, ())
    for reply in node.replies:
        if reply.to not in (*visited, name):
            for rest in every_way(nodes, reply.to, (*visited, name)):
                yield Way(reply.points + rest.points, (reply.key, *rest.path))


names = st.sampled_from(["a", "b", "c", "d", "e", "end:x", "end:y"])
talks = st.fixed_dictionaries(
    {name: st.lists(st.tuples(names, st.integers(-3, 5)), max_size=3) for name in "abcde"}
).map(lambda replies: nodes_of({**replies, "end:x": [], "end:y": []}))


@UNHURRIED
@given(talks)
def test_the_best_way_is_the_best_of_all_ways(nodes: list[Node]) -> None:
    ways = list(every_way(nodes, "a"))

    best = best_way(nodes, "a")

    if best is None:
        assert ways == []
    else:
        assert best in ways
        most = max(way.points for way in ways)
        assert best.points == most
        assert len(best.path) == min(len(way.path) for way in ways if way.points == most)


@UNHURRIED
@given(talks)
def test_what_is_reached_and_what_has_no_end_agree_with_all_ways(nodes: list[Node]) -> None:
    stuck = {node.id for node in without_end(nodes)}

    for node in nodes:
        assert (node.id in stuck) is not any(True for _ in every_way(nodes, node.id))
    if best_way(nodes, "a"):
        assert any(name.startswith("end:") for name in reached_from(nodes, "a"))


def test_nodes_that_lead_back_to_each_other_are_a_loop() -> None:
    nodes = nodes_of(
        {
            "a": [("b", 0)],
            "b": [("c", 0)],
            "c": [("b", 0), ("d", 0)],
            "d": [("end:x", 0)],
            "end:x": [],
        }
    )

    assert largest_loop(nodes) == {"b", "c"}


def test_the_largest_talks_are_gone_through_in_little_time() -> None:
    """Loops of the largest size in a row, each node leading to all others of its loop."""
    replies: Replies = {"end:x": []}
    for number in range(MOST_NODES - 1):
        loop = number // LARGEST_LOOP * LARGEST_LOOP
        others = range(loop, min(loop + LARGEST_LOOP, MOST_NODES - 1))
        onward = loop + LARGEST_LOOP
        replies[f"n{number}"] = [(f"n{other}", 1) for other in others if other != number]
        replies[f"n{number}"].append((f"n{onward}" if onward < MOST_NODES - 1 else "end:x", 1))

    best = best_way(nodes_of(replies), "n0")

    assert best is not None
    assert best.points == MOST_NODES - 1
