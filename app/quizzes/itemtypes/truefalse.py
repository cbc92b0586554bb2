"""Statements that are true or false."""

from __future__ import annotations

from app.markup.faults import quoted
from app.quizzes.itemtypes.choices import opens_choice
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, ItemType
from app.quizzes.model import TrueFalse
from app.quizzes.reasons import BadResponse, Reason
from app.quizzes.source import Line

_ANSWERS = {"true": True, "false": False}


class TrueFalseType(ItemType[TrueFalse]):
    """The person says whether the stem is true."""

    name = "truefalse"
    field = "value"
    value_type = bool
    keywords = ("answer",)

    def opens(self, line: Line) -> bool:
        """Choices are seen as such, so that a fault can say what to write instead."""
        return opens_choice(line)

    def build(self, draft: Draft) -> TrueFalse:
        """The item, with its `answer:`."""
        for answer in draft.body.answers:
            draft.reading.note(
                answer.line, "an item of type truefalse has no choices", "write answer: true"
            )
        return TrueFalse(answer=_answer(draft), **draft.common())

    def read(self, item: TrueFalse, form: Form) -> bool | None:
        """The value `true` or `false`."""
        written = form.get("answer")
        if not written:
            return None
        if written not in _ANSWERS:
            raise BadResponse(Reason.NOT_TRUE_OR_FALSE)
        return _ANSWERS[written]

    def check(self, item: TrueFalse, value: bool) -> None:
        """Both values are possible."""

    def score(self, item: TrueFalse, value: bool) -> float:
        """All or nothing."""
        return float(value == item.answer)

    def right(self, item: TrueFalse) -> bool:
        """Whether the stem is true."""
        return item.answer


def _answer(draft: Draft) -> bool:
    draft.body.refuse_suffixes("answer", ("",))
    passage = draft.body.one("answer")
    if passage is None:
        draft.note("the item has no answer:", "add answer: true or answer: false")
        return False
    words = passage.paragraph().words.lower()
    if words not in _ANSWERS:
        draft.reading.note(
            passage.line,
            f"answer: {quoted(words)} is neither true nor false",
            "write answer: true or answer: false",
        )
    return _ANSWERS.get(words, False)
