"""Items with exactly one right choice."""

from __future__ import annotations

from collections.abc import Sequence

from app.quizzes.itemtypes.choices import FULL_WEIGHT, ChoiceType
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, keys_of
from app.quizzes.model import Choice, Single
from app.quizzes.reasons import BadResponse, Reason


class SingleType(ChoiceType[Single]):
    """One choice is taken: all the points for the right one, a weight for another."""

    name = "single"
    field = "choice"
    value_type = str

    def build(self, draft: Draft) -> Single:
        """The item, with its one right choice."""
        # Partly right says nothing more where one choice is taken, and does no harm either.
        draft.attributes.is_partial()
        return Single(choices=self.read_choices(draft), **draft.common())

    def refuse_marks(self, draft: Draft, choices: Sequence[Choice]) -> None:
        """One choice is right, and no other is worth as much."""
        right = [choice for choice in choices if choice.is_right]
        if len(right) != 1:
            draft.note(
                f"the item has {len(right)} right choices",
                "mark exactly one with (x), or write type=multiple",
            )
        for answer, choice in zip(draft.body.answers, choices, strict=True):
            if choice.weight is not None and not _is_fitting(choice, choice.weight):
                draft.reading.note(
                    answer.passages["weight"].line,
                    f"weight: {choice.weight} does not fit this choice",
                    "take it out of the right choice; of a wrong one write 0 to 99",
                )

    def read(self, item: Single, form: Form) -> str | None:
        """The key of the choice that was taken."""
        return form.get("answer") or None

    def check(self, item: Single, value: str) -> None:
        """One of the item's choices."""
        if value not in keys_of(item.choices):
            raise BadResponse(Reason.UNKNOWN_CHOICE)

    def score(self, item: Single, value: str) -> float:
        """Everything for the right choice; for another what the author's weight says."""
        chosen = next(choice for choice in item.choices if choice.key == value)
        return 1.0 if chosen.is_right else (chosen.weight or 0) / FULL_WEIGHT

    def right(self, item: Single) -> str:
        """The right choice."""
        return next(choice.key for choice in item.choices if choice.is_right)


def _is_fitting(choice: Choice, weight: int) -> bool:
    return weight == FULL_WEIGHT if choice.is_right else 0 <= weight < FULL_WEIGHT
