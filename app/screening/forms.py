"""Forms of inviting, deciding and hiring."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.accounts.details import BadValue, kept_email, kept_mobile, kept_name
from app.accounts.fairness import unfair_words
from app.accounts.models import Person, Unit
from app.forms import Form
from app.screening.lastday import DAYS, USUAL_DAYS
from app.screening.lines import Entry, read_lines
from app.screening.wording import OUTCOMES, fault_words, unfair_reason

EXTRA_TIMES = (0, 20, 50, 100)
_MOST_TEXT = 20_000


def _days() -> list[SelectChoice]:
    return [SelectChoice(days, ngettext("%(num)d day", "%(num)d days", days)) for days in DAYS]


class TermsForm(Form):
    """What holds for everybody who is invited at one stroke."""

    position = SelectField(_l("Position"), validate_choice=True)
    days = SelectField(_l("The link works for"), coerce=int, default=USUAL_DAYS)
    contact = StringField(
        _l("Whom to ask"),
        [Length(max=100, message=_l("Use at most 100 characters."))],
        filters=[lambda text: text and _in_one_line(text)],
    )
    extra_time = SelectField(_l("More time for the questions"), coerce=int, default=0)

    def __init__(self, positions: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.position.choices = [SelectChoice(slug, title) for slug, title in positions]
        self.days.choices = _days()
        self.extra_time.choices = [
            SelectChoice(0, _l("As for everybody")),
            *(SelectChoice(n, _l("%(percent)d%% more", percent=n)) for n in EXTRA_TIMES[1:]),
        ]


class InviteOneForm(TermsForm):
    """One person: the name, and how to reach her."""

    name = StringField(_l("Name"))
    mobile = StringField(_l("Mobile number"))
    email = StringField(_l("E-mail"))

    def validate_name(self, field: Field) -> None:
        """A name is needed, and nothing else."""
        _kept(kept_name, field)

    def validate_mobile(self, field: Field) -> None:
        """Empty, or a number."""
        _kept(kept_mobile, field)

    def validate_email(self, field: Field) -> None:
        """Empty, or an address."""
        _kept(kept_email, field)

    def entry(self) -> Entry:
        """What was typed, as it is kept."""
        return Entry(
            1,
            kept_name(self.name.data or ""),
            kept_mobile(self.mobile.data),
            kept_email(self.email.data),
        )


class InviteManyForm(TermsForm):
    """Many: a line for each."""

    lines = TextAreaField(_l("One line for each person"), [Length(max=_MOST_TEXT)])
    entries: tuple[Entry, ...] = ()

    def validate_lines(self, field: Field) -> None:
        """All faults at once; with one of them nobody is invited."""
        reading = read_lines(field.data or "")
        if reading.faults:
            field.errors = [fault_words(fault) for fault in reading.faults[:-1]]
            raise ValidationError(fault_words(reading.faults[-1]))
        if not reading.entries:
            raise ValidationError(_l("Write at least one line: a name, and a phone or e-mail."))
        self.entries = reading.entries


class DaysForm(Form):
    """For how long a link works from now on."""

    days = SelectField(_l("From today for"), coerce=int, default=USUAL_DAYS)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.days.choices = _days()


class DecisionForm(Form):
    """Yes or no, and why."""

    outcome = RadioField(_l("Decision"), validate_choice=False)
    reason = TextAreaField(
        _l("Reason"), [Length(max=1000, message=_l("Use at most 1000 characters."))]
    )

    def __init__(self, outcomes: Iterable[str] = tuple(OUTCOMES), **options: Any) -> None:
        super().__init__(**options)
        self.outcome.choices = [SelectChoice(each, OUTCOMES[each]) for each in outcomes]

    def validate_outcome(self, field: Field) -> None:
        """One of those that are possible now."""
        if field.data not in [choice.value for choice in field.choices]:
            raise ValidationError(_l("Choose one of them."))

    def validate_reason(self, field: Field) -> None:
        """A reason from the work, and nothing else."""
        field.data = _in_one_line(field.data or "")
        if not field.data:
            raise ValidationError(_l("Write the reason: what the candidate showed for the job."))
        if words := unfair_words(field.data):
            raise ValidationError(unfair_reason(words))


class HireForm(Form):
    """Where and when a new colleague begins, and what she signs in with."""

    hired_on = DateField(_l("First day"), [InputRequired(_l("Write the first day."))])
    unit_id = SelectField(_l("Unit"))
    supervisor_id = SelectField(_l("Supervisor"))
    employee_number = StringField(_l("Employee number"))
    mobile = StringField(_l("Mobile number"))
    email = StringField(_l("E-mail"))

    def __init__(self, units: Iterable[Unit], leaders: Iterable[Person], **options: Any) -> None:
        super().__init__(**options)
        self.unit_id.choices = [
            SelectChoice("", _l("Choose")),
            *(SelectChoice(str(each.id), each.name) for each in units),
        ]
        self.supervisor_id.choices = [
            SelectChoice("", _l("Nobody yet")),
            *(SelectChoice(str(each.id), each.name) for each in leaders),
        ]

    def validate_unit_id(self, field: Field) -> None:
        """Everybody belongs somewhere."""
        if not field.data:
            raise ValidationError(_l("Choose the unit."))

    def particulars(self) -> dict[str, Any]:
        """What was typed, as hiring takes it."""
        return {
            "hired_on": self.hired_on.data,
            "unit_id": _id(self.unit_id.data),
            "supervisor_id": _id(self.supervisor_id.data),
            "employee_number": self.employee_number.data or None,
            "mobile": self.mobile.data or None,
            "email": self.email.data or None,
        }

    def refuse(self, bad: BadValue) -> None:
        """Show at its field why a particular was not taken."""
        field = self._fields.get(bad.field)
        if field is None:
            self.form_errors = [bad.text]
        else:
            field.errors = [bad.text]


def _id(given: str) -> uuid.UUID | None:
    return uuid.UUID(given) if given else None


def _in_one_line(text: str) -> str:
    # What cannot be seen has no place in a mail or a record, and PostgreSQL takes no NUL.
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _kept(keep: Callable[[str], Any], field: Field) -> None:
    try:
        keep(field.data or "")
    except BadValue as bad:
        raise ValidationError(bad.text) from None
