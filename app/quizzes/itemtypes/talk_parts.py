"""The parts of a scenario as written: `### name {mood=…}` with what is said, and its replies."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.markup.faults import nearest, quoted
from app.quizzes.attributes import Attributes, read_attributes, read_part_heading
from app.quizzes.body import Answer, Part
from app.quizzes.itemtypes.draft import ENGLISH_UNDER, Draft
from app.quizzes.reading import Variants, Written
from app.quizzes.source import Line
from app.quizzes.talks import END, MOODS, Mood, Node, Reply

_OPENING = re.compile(r"-\s*(?:->|→)")
_REPLY = re.compile(
    r"-\s*(?:->|→)\s*(?P<to>[^\s(（{]*)"
    r"\s*(?:[(（](?P<points>[^)）]*)[)）])?"
    # Two braces are a figure that the company sets, and belong to the words.
    r"\s*(?:\{(?!\{)(?P<attributes>[^}]*)\})?(?P<words>.*)$"
)
_NAME = re.compile(rf"(?:{END})?[a-z0-9-]+")
_POINTS = re.compile("[-+]?[0-9]{1,3}")
_MINUS = str.maketrans("−–", "--")
_KEYS = ("en", "zh-Hant", ">", "en>", "zh-Hant>")


class Placed(NamedTuple):
    """What the customer says, with the lines on which it and its replies stand."""

    node: Node
    line: int
    reply_lines: tuple[int, ...]


def opens_reply(line: Line) -> bool:
    """Whether the line begins with the hyphen and the arrow of a reply."""
    return bool(_OPENING.match(line.content))


def read_nodes(draft: Draft) -> list[Placed]:
    """Everything that the customer may say, under names that are different."""
    for answer in draft.body.answers:
        draft.reading.note(
            answer.line, "a reply stands above the first ###", "write what is said first: ### a"
        )
    nodes: dict[str, Placed] = {}
    for part in draft.body.parts:
        node = _node(part, draft)
        if node.id in nodes:
            told = f"the name {quoted(node.id)} stands twice"
            draft.reading.note(part.heading.number, told, "give this part a name of its own")
        lines = tuple(answer.line for answer in part.answers)
        nodes.setdefault(node.id, Placed(node, part.heading.number, lines))
    return list(nodes.values())


def _node(part: Part, draft: Draft) -> Node:
    line = part.heading.number
    heading = read_part_heading(part.heading, draft.reading)
    if not _NAME.fullmatch(heading.id):
        draft.reading.note(
            line,
            f"{quoted(heading.id)} is no name" if heading.id else "this part has no name",
            "write ### name or ### end:name with lower-case letters, digits and hyphens",
        )
    heading.attributes.refuse_unknown(frozenset({"mood"}), "scenario, below ###,")
    called = f"what is said at {heading.id}"
    draft.refuse_equal((_words(answer) for answer in part.answers), "reply")
    draft.refuse_equal((answer.written("en") for answer in part.answers), "English reply")
    return Node(
        id=heading.id,
        text=draft.reading.block(part.stem, called, "a block ::: en … ::: under it"),
        mood=_mood(heading.id, heading.attributes, draft),
        replies=tuple(
            _reply(f"{heading.id}.{number}", answer, draft)
            for number, answer in enumerate(part.answers, 1)
        ),
    )


def _mood(name: str, attributes: Attributes, draft: Draft) -> Mood | None:
    """The mood as written; an ending that is called by a mood has it."""
    written = attributes.text("mood")
    known = {str(mood): mood for mood in MOODS}
    listed = ", ".join(MOODS)
    if written and written not in known:
        told = f"mood={quoted(written)} is unknown"
        draft.reading.note(attributes.line, told, f"{nearest(written, known)}write one of {listed}")
    elif not written and name.startswith(END) and name.removeprefix(END) not in known:
        told = f"the ending {name} does not say how the customer feels"
        draft.reading.note(
            attributes.line, told, f"write ### {name} {{mood=…}} with one of {listed}"
        )
    return known.get(written or name.removeprefix(END))


def _reply(key: str, answer: Answer, draft: Draft) -> Reply:
    draft.refuse_keys(answer, _KEYS)
    written = _REPLY.match(answer.own.words)
    assert written, "only lines that begin with an arrow are replies"
    attributes = read_attributes(answer.line, written["attributes"] or "", draft.reading)
    attributes.refuse_unknown(frozenset({"std"}), "scenario, at a reply,")
    text = Variants(_words(answer), answer.written("en"), answer.written("zh-Hant"))
    return Reply(
        key=key,
        text=draft.reading.inline(text, f"the reply {key}", ENGLISH_UNDER),
        to=written["to"].replace("：", ":"),
        points=_points(answer.line, written["points"], draft),
        standards=attributes.standards(),
        feedback=draft.feedback(answer, f"the feedback on the reply {key}"),
    )


def _words(answer: Answer) -> Written:
    written = _REPLY.match(answer.own.words)
    return Written(answer.line, written["words"].strip() if written else answer.own.words)


def _points(line: int, written: str | None, draft: Draft) -> int:
    digits = unicodedata.normalize("NFKC", written or "").translate(_MINUS).strip()
    if _POINTS.fullmatch(digits):
        return int(digits)
    told = f"({written}) is no number of points" if written else "the reply has no points"
    draft.reading.note(line, told, "write them after the arrow: - -> b (+5), (0) or (-2)")
    return 0
