"""Items with any number of right choices."""

from __future__ import annotations

from collections.abc import Sequence

from app.quizzes.itemtypes.choices import FULL_WEIGHT, ChoiceType
from app.quizzes.itemtypes.draft import Draft
from app.quizzes.itemtypes.itemtype import Form, check_keys, keys_of
from app.quizzes.model import Choice, Multiple


class MultipleType(ChoiceType[Multiple]):
    """Several choices are taken: all or nothing, partly right, or by the author's weights."""

    name = "multiple"
    field = "choices"
    value_type = list

    def build(self, draft: Draft) -> Multiple:
        """The item, with its right choices."""
        choices, is_partial = self.read_choices(draft), draft.attributes.is_partial()
        if is_partial and _has_weights(choices):
            draft.note("the item has both score=partial and weights", "take one of the two out")
        return Multiple(choices=choices, is_partial=is_partial, **draft.common())

    def refuse_marks(self, draft: Draft, choices: Sequence[Choice]) -> None:
        """Something is right; weights, where there are any, give 100 for all that is right."""
        right = [choice for choice in choices if choice.is_right]
        if not right:
            draft.note("the item has no right choice", "mark each right one with [x]")
        if not _has_weights(choices):
            return
        if sum(choice.weight or 0 for choice in right) != FULL_WEIGHT:
            draft.note(
                "the weights of the right choices do not make 100",
                "give each right choice a weight:, together 100",
            )
        for answer, choice in zip(draft.body.answers, choices, strict=True):
            if choice.weight and (choice.weight > 0) is not choice.is_right:
                draft.reading.note(
                    answer.passages["weight"].line,
                    f"weight: {choice.weight} does not fit this choice",
                    "write a weight above 0 for a right choice, below 0 for a wrong one",
                )

    def read(self, item: Multiple, form: Form) -> list[str] | None:
        """The keys of all choices that were taken."""
        return [key for key in form.getlist("answer") if key] or None

    def check(self, item: Multiple, value: list[str]) -> None:
        """Choices of the item, each once."""
        check_keys(value, keys_of(item.choices))

    def is_complete(self, item: Multiple, value: list[str]) -> bool:
        """Whether anything was taken."""
        return bool(value)

    def score(self, item: Multiple, value: list[str]) -> float:
        """By weights where there are any, else partly right where the author allows it."""
        right = set(self.right(item))
        if _has_weights(item.choices):
            chosen = (choice.weight or 0 for choice in item.choices if choice.key in value)
            return min(1.0, max(0.0, sum(chosen) / FULL_WEIGHT))
        if item.is_partial:
            wrong_count = len(set(value) - right)
            return max(0.0, (len(right & set(value)) - wrong_count) / len(right))
        return float(set(value) == right)

    def right(self, item: Multiple) -> list[str]:
        """All right choices."""
        return [choice.key for choice in item.choices if choice.is_right]


def _has_weights(choices: Sequence[Choice]) -> bool:
    return any(choice.weight is not None for choice in choices)
