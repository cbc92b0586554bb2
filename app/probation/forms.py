"""Forms of a review: a word, an opinion, the decision, being told, the last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import InputRequired, Length

from app.accounts.details import EARLIEST, LATEST, BadValue
from app.accounts.fairness import unfair_words
from app.forms import Form
from app.probation.operations import Opinion, Verdict
from app.probation.wording import ADVICE, DECISIONS, unfair_words_said

#: As much as fits on the one page of paper, beside what the others say.
LONGEST_WORDS = 300
LONGEST_REPLY = 150

_AT_MOST = _l("Use at most %(max)d characters.")


class WordForm(Form):
    """What a person says about her own probation."""

    words = TextAreaField(
        _l("Your word"),
        [Length(max=LONGEST_WORDS, message=_AT_MOST)],
        filters=[lambda text: text and _in_one_line(text)],
    )

    def validate_words(self, field: Field) -> None:
        """Something has to be said."""
        if not field.data:
            raise ValidationError(_("Write a sentence or two."))

    def opinion(self) -> Opinion:
        """What was said."""
        return Opinion(self.words.data)


class OpinionForm(WordForm):
    """What a mentor or supervisor says, and what she would decide."""

    words = TextAreaField(
        _l("Your opinion"),
        [Length(max=LONGEST_WORDS, message=_AT_MOST)],
        filters=[lambda text: text and _in_one_line(text)],
    )
    advice = RadioField(_l("What you advise"), validate_choice=False)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.advice.choices = [SelectChoice(value, text) for value, text in ADVICE.items()]

    def validate_words(self, field: Field) -> None:
        """Something about the work, and nothing else."""
        super().validate_words(field)
        _check_fairness(field)

    def validate_advice(self, field: Field) -> None:
        """One of those that there are."""
        if field.data not in ADVICE:
            raise ValidationError(_("Choose one of them."))

    def opinion(self) -> Opinion:
        """What was said."""
        return Opinion(self.words.data, self.advice.data)


class _Day(DateField):
    """A day that need not be written; whether it must be, another field says."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if any(valuelist):
            super().process_formdata(valuelist)


class DecisionForm(Form):
    """What HR decides, and why."""

    decision = RadioField(_l("Decision"), validate_choice=False)
    failed = SelectMultipleField(
        _l("Conditions that are not fulfilled"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validate_choice=False,
    )
    reasons = TextAreaField(
        _l("Reasons"),
        [Length(max=LONGEST_WORDS, message=_AT_MOST)],
        filters=[lambda text: text and _in_one_line(text)],
    )
    extended_until = _Day(_l("Extended until"))
    is_agreed = BooleanField(_l("Law and contract allow it, and it is agreed in writing"))

    def __init__(
        self,
        *,
        conditions: Iterable[tuple[str, str]],
        ends_on: date,
        may_extend: bool,
        may_refuse: bool,
        **values: Any,
    ) -> None:
        super().__init__(**values)
        possible = {"confirmed": True, "extended": may_extend, "not-confirmed": may_refuse}
        self.decision.choices = [
            SelectChoice(value, text) for value, text in DECISIONS.items() if possible[value]
        ]
        self.failed.choices = [SelectChoice(value, text) for value, text in conditions]
        self._ends_on = ends_on

    def validate_decision(self, field: Field) -> None:
        """One of those that are possible now."""
        if field.data not in [choice.value for choice in field.choices]:
            raise ValidationError(_("Choose one of them."))

    def validate_failed(self, field: Field) -> None:
        """Who is not confirmed has not fulfilled something that was agreed on."""
        known = {choice.value for choice in field.choices}
        if not known.issuperset(field.data or ()):
            raise ValidationError(_("Choose from the conditions."))
        if self.decision.data == "not-confirmed" and not field.data:
            raise ValidationError(_("Choose at least one condition that is not fulfilled."))
        if self.decision.data == "confirmed" and field.data:
            raise ValidationError(_("Whoever is confirmed has fulfilled the conditions."))

    def validate_reasons(self, field: Field) -> None:
        """Reasons from the work, wherever the person is not simply confirmed."""
        if self.decision.data in ("extended", "not-confirmed") and not field.data:
            raise ValidationError(_("Write the reasons: what was seen of which condition."))
        _check_fairness(field)

    def validate_extended_until(self, field: Field) -> None:
        """A later day, for an extension."""
        if self.decision.data != "extended":
            return
        if field.data is None:
            raise ValidationError(_("Write the new last day."))
        if not self._ends_on < field.data <= LATEST:
            raise ValidationError(_("The new last day must be later than the present one."))

    def validate_is_agreed(self, field: Field) -> None:
        """Nobody extends a probation alone."""
        if self.decision.data == "extended" and not field.data:
            raise ValidationError(_("Extend only what is agreed in writing and allowed."))

    def verdict(self) -> Verdict:
        """What was decided; what belongs to another decision is left out."""
        decision = self.decision.data
        return Verdict(
            decision,
            self.reasons.data or "",
            tuple(self.failed.data or ()) if decision != "confirmed" else (),
            self.extended_until.data if decision == "extended" else None,
        )


class ReplyForm(Form):
    """What a person says to the decision, if she likes."""

    word = TextAreaField(
        _l("Your word, if you like"),
        [Length(max=LONGEST_REPLY, message=_AT_MOST)],
        filters=[lambda text: text and _in_one_line(text)],
    )


class EndForm(Form):
    """The last day of a probation."""

    probation_ends_on = DateField(
        _l("Last day of probation"), [InputRequired(_l("Write the last day of probation."))]
    )

    def validate_probation_ends_on(self, field: Field) -> None:
        """Refuse days of other centuries."""
        if field.data is not None and not EARLIEST <= field.data <= LATEST:
            raise ValidationError(_("Look at the year again."))

    def refuse(self, problem: BadValue) -> None:
        """Say at the field why a day was not taken."""
        field = self.probation_ends_on
        field.errors = [*field.errors, problem.text]


def _check_fairness(field: Field) -> None:
    if words := unfair_words(field.data or ""):
        raise ValidationError(unfair_words_said(words))


def _in_one_line(text: str) -> str:
    # What cannot be seen has no place in a record, and a page of paper has no room for paragraphs.
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
