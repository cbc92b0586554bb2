"""Talks with a customer: how they are written, gone through and scored."""

from __future__ import annotations

from collections.abc import Sequence

from app.quizzes.body import first_answer
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType, Shuffled, keys_of
from app.quizzes.itemtypes.talk_parts import opens_reply, read_nodes
from app.quizzes.itemtypes.talk_rules import read_talk
from app.quizzes.model import Scenario
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.source import Line
from app.quizzes.ways import best_way


class ScenarioType(ItemType[Scenario]):
    """A person answers the customer step by step; what is said is said."""

    name = "scenario"
    field = "path"
    value_type = list
    attributes = frozenset({"start", "max", "steps"})
    is_stepwise = True

    def opens(self, line: Line) -> bool:
        """A reply begins with a hyphen and an arrow."""
        return opens_reply(line)

    def opens_part(self, line: Line) -> bool:
        """What the customer says has a heading of the third level."""
        return line.content.startswith("###") and not line.content.startswith("####")

    def start(self, lines: Sequence[tuple[int, Line]]) -> int | None:
        """The first heading; a reply above it is seen, so that a fault can say where it belongs."""
        return first_answer(lines, lambda line: self.opens(line) or self.opens_part(line))

    def build(self, draft: Draft) -> Scenario:
        """The item, with its talk gone through on all ways."""
        return Scenario(talk=read_talk(read_nodes(draft), draft), **draft.common())

    def order(self, item: Scenario, shuffled: Shuffled, *, shuffle: bool) -> tuple[str, ...]:
        """The replies to each thing said by chance, or as the author wrote them."""
        keys = [keys_of(node.replies) for node in item.talk.nodes]
        return tuple(key for each in keys for key in (shuffled(each) if shuffle else each))

    def read(self, item: Scenario, form: Form) -> list[str] | None:
        """The replies so far, and the one whose button was pressed."""
        return [key for name in ("path", "answer") for key in form.getlist(name) if key] or None

    def check(self, item: Scenario, value: list[str]) -> None:
        """Replies that can follow each other, from the start on."""
        if not all(isinstance(key, str) for key in value):
            raise BadResponse(Reason.NOT_A_RESPONSE)
        if len(item.talk.walk(value).turns) < len(value):
            raise BadResponse(Reason.UNKNOWN_CHOICE)

    def is_complete(self, item: Scenario, value: list[str]) -> bool:
        """Whether the talk is over: at an ending, or when all steps are used."""
        return item.talk.walk(value).is_over

    def after(self, item: Scenario, earlier: list[str], value: list[str]) -> list[str]:
        """The longer of the two, where one goes on from the other."""
        shorter, longer = sorted((earlier, value), key=len)
        if longer[: len(shorter)] != shorter:
            raise BadResponse(Reason.ALREADY_SAID)
        return longer

    def score(self, item: Scenario, value: list[str]) -> float:
        """The points of everything said, as a share of those of the best way."""
        return item.talk.share(item.talk.walk(value))

    def right(self, item: Scenario) -> list[str]:
        """The best way to an ending."""
        best = best_way(item.talk.nodes, item.talk.start)
        return list(best.path) if best else []
