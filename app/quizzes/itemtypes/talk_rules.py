"""What a scenario must be so that it can be gone through: no loose ends, no way without an end."""

from __future__ import annotations

from collections.abc import Sequence

from app.markup.faults import nearest, quoted
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.talk_parts import Placed
from app.quizzes.talks import Talk
from app.quizzes.ways import (
    LARGEST_LOOP,
    MOST_NODES,
    Way,
    best_way,
    largest_loop,
    reached_from,
    without_end,
)


def read_talk(placed: Sequence[Placed], draft: Draft) -> Talk:
    """The talk that these nodes make; what is wrong with its ways becomes a fault."""
    before = len(draft.reading.faults)
    start = _start(placed, draft)
    _refuse_shape(placed, draft)
    most, steps = draft.attributes.at_least("max", 1), draft.attributes.at_least("steps", 1)
    talk = Talk(start, most or 1, steps or _usual_steps(placed), tuple(one.node for one in placed))
    # On a talk with holes no way can be followed.
    if len(draft.reading.faults) == before and _are_ways_sound(placed, start, draft):
        _check_best(talk, most, draft)
    return talk


def _start(placed: Sequence[Placed], draft: Draft) -> str:
    """The node that `start` names, else the first."""
    names = [one.node.id for one in placed]
    start = draft.attributes.text("start") or next(iter(names), "")
    if not placed:
        draft.note("the scenario has no parts", "write what the customer says under ### a {mood=…}")
    elif start not in names:
        told = f"start={quoted(start)} names no part"
        draft.note(told, f"{nearest(start, names)}write start= with the name of a ###")
    elif start.startswith("end:"):
        draft.note("the scenario starts at an ending", "write start= with another name")
    if len(names) > MOST_NODES:
        draft.note(f"the scenario has {len(names)} parts", f"write {MOST_NODES} or fewer")
    return start


def _refuse_shape(placed: Sequence[Placed], draft: Draft) -> None:
    """Note endings with replies, other parts without, and replies that lead nowhere."""
    names = {one.node.id for one in placed}
    for node, line, reply_lines in placed:
        if node.is_end and node.replies:
            told = f"the ending {node.id} has replies"
            draft.reading.note(line, told, "take them out, or give it a name without end:")
        elif not node.is_end and not node.replies:
            told = f"nothing can be said at {node.id}"
            draft.reading.note(line, told, "write replies: - -> b (+5) …; or call it ### end:…")
        for reply, reply_line in zip(node.replies, reply_lines, strict=True):
            if reply.to not in names:
                draft.reading.note(reply_line, *_missing(reply.to, names))


def _missing(target: str, names: set[str]) -> tuple[str, str]:
    advice = f"{nearest(target, names)}write ### {target or 'b'} and what is said there"
    return f"no part is called {quoted(target)}" if target else "the arrow leads nowhere", advice


def _usual_steps(placed: Sequence[Placed]) -> int:
    """Twice as many as there are things said: every way without loops, and room to turn round."""
    return max(1, 2 * sum(not one.node.is_end for one in placed))


def _are_ways_sound(placed: Sequence[Placed], start: str, draft: Draft) -> bool:
    nodes = [one.node for one in placed]
    lines = {one.node.id: one.line for one in placed}
    before = len(draft.reading.faults)
    reached = reached_from(nodes, start)
    for name in [node.id for node in nodes if node.id not in reached]:
        draft.reading.note(
            lines[name],
            f"no way from {start} leads to {name}",
            "let a reply lead there, or delete it",
        )
    for node in without_end(nodes):
        draft.reading.note(
            lines[node.id], f"no way from {node.id} leads to an ending", "let a reply lead to end:…"
        )
    loop = largest_loop(nodes)
    if len(loop) > LARGEST_LOOP:
        draft.note(
            f"{len(loop)} parts lead back to each other",
            f"let at most {LARGEST_LOOP} parts do so; let replies lead onward",
        )
    return len(draft.reading.faults) == before


def _check_best(talk: Talk, most: int | None, draft: Draft) -> None:
    best = best_way(talk.nodes, talk.start) or Way(0, ())
    if best.points < 1:
        draft.note(
            "no way through the scenario earns a point", "give the best replies points: (+5)"
        )
    elif most != best.points:
        said = "max= is missing" if most is None else f"max={most} is not what can be earned"
        draft.note(f"{said}: the best way earns {best.points}", f"write max={best.points}")
    elif len(best.path) > talk.steps:
        told = f"steps={talk.steps} ends the talk before the best way is through"
        draft.note(told, f"write steps={len(best.path)} or more")
