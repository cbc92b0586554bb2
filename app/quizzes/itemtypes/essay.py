"""Answers written in one's own words, which a person marks by a rubric."""

from __future__ import annotations

from app.markup.faults import nearest, quoted
from app.markup.texts import Text
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType
from app.quizzes.model import Essay
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.rubrics import Rubric

LONGEST_TEXT = 8000


class EssayType(ItemType[Essay]):
    """A text is written; what it is worth says whoever marks it."""

    name = "essay"
    field = "text"
    value_type = str
    attributes = frozenset({"words", "rubric"})
    is_marked_by_hand = True

    def build(self, draft: Draft) -> Essay:
        """The item, with the rubric as it is now: an attempt keeps it with the version."""
        words = draft.attributes.at_least("words", 1)
        return Essay(words=words, rubric=_rubric(draft), **draft.common())

    def read(self, item: Essay, form: Form) -> str | None:
        """The text as it was written, with plain line ends."""
        written = (form.get("answer") or "").replace("\r\n", "\n").replace("\r", "\n")
        return written.strip() or None

    def check(self, item: Essay, value: str) -> None:
        """A text of bearable length, without what no database can hold."""
        if len(value) > LONGEST_TEXT:
            raise BadResponse(Reason.TOO_LONG)
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
            raise BadResponse(Reason.UNREADABLE)

    def is_complete(self, item: Essay, value: str) -> bool:
        """Whether anything was written."""
        return bool(value.strip())

    def score(self, item: Essay, value: str) -> float:
        """Nothing yet: it is worth what its marks say."""
        return 0.0

    def right(self, item: Essay) -> str:
        """No text is the right one."""
        return ""


def _rubric(draft: Draft) -> Rubric:
    none = Rubric("", Text("", "", ""), ())
    name, known = draft.attributes.text("rubric"), draft.reading.rubrics
    if not name:
        draft.note("the item has no rubric", "write rubric= with a name of quizzes/rubrics/")
    elif name not in known:
        draft.note(
            f"there is no rubric {quoted(name)}",
            f"{nearest(name, known)}write it in quizzes/rubrics/{name}.yaml",
        )
    # A rubric with faults is known by its name: its own file tells of them.
    return known.get(name) or none
