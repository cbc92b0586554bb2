"""Forms that name observers and mentors."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from app.accounts.details import BadValue
from app.accounts.models import Person, Unit
from app.forms import Form
from app.observations.appointments import KINDS, Days

Found = Callable[[str], Sequence[Person]]
LONGEST_NAME = 200
#: So many people are offered where a part of a name fits several.
MOST_OFFERED = 5


class MentorForm(Form):
    """Who is somebody's mentor, and on which days."""

    observer = StringField(
        _l("Who"), [InputRequired(_l("Write a name or a number.")), Length(max=LONGEST_NAME)]
    )
    starts_on = DateField(_l("From"), [InputRequired(_l("Say from which day."))])
    ends_on = DateField(_l("Last day"), [Optional()])

    def __init__(self, *, found: Found, today: date) -> None:
        super().__init__()
        self._found = found
        if not self.is_submitted():
            self.starts_on.data = today

    @property
    def days(self) -> Days:
        """From when to when."""
        assert self.starts_on.data is not None, "the form was found to be in order"
        return Days(self.starts_on.data, self.ends_on.data)

    @property
    def named(self) -> Person:
        """Whoever was named."""
        return self._people["observer"]

    def validate_observer(self, field: Field) -> None:
        """Somebody who works here, meant beyond doubt."""
        # What is too long for a name is not looked for: no database takes one of any length.
        if not field.errors:
            self._people["observer"] = _one_of(self._found(field.data.strip()), field.data.strip())

    def refuse(self, problem: BadValue) -> None:
        """Say at the field why a value was not taken."""
        field = self[problem.field] if problem.field in self else self["observer"]
        field.errors = [*field.errors, problem.text]

    @property
    def _people(self) -> dict[str, Person]:
        return self.__dict__.setdefault("_named", {})


class AppointmentForm(MentorForm):
    """Who is named to observe which unit or person, and on which days."""

    kind = SelectField(_l("As"))
    unit_id = SelectField(_l("Unit"), [Optional()])
    person = StringField(_l("Or one person"), [Length(max=LONGEST_NAME)])

    def __init__(self, units: Sequence[Unit], *, found: Found, people: Found, today: date) -> None:
        super().__init__(found=found, today=today)
        self.kind.choices = list(zip(KINDS, (_("Observer"), _("Mentor")), strict=True))
        self.unit_id.choices = [("", _("–")), *((str(unit.id), unit.name) for unit in units)]
        self._units = {unit.id: unit for unit in units}
        self._hers = people

    @property
    def about(self) -> Unit | Person:
        """For whom."""
        if self.unit_id.data:
            return self._units[uuid.UUID(self.unit_id.data)]
        return self._people["person"]

    def validate_person(self, field: Field) -> None:
        """A unit or a person, and only one of them."""
        words = (field.data or "").strip()
        if bool(words) is bool(self.unit_id.data):
            raise ValidationError(_("Choose a unit, or write one person: one of the two."))
        if words and not field.errors:
            self._people["person"] = _one_of(self._hers(words), words)


def _one_of(found: Sequence[Person], words: str) -> Person:
    """The one who is meant; of several those are offered who may be."""
    exact = [each for each in found if words in (each.name, each.employee_number)]
    if len(exact) == 1:
        return exact[0]
    if not found:
        raise ValidationError(
            _("Nobody has this name or number: write it as in the list of people.")
        )
    offered = ", ".join(f"{each.name} ({each.employee_number})" for each in found[:MOST_OFFERED])
    raise ValidationError(_("Do you mean one of these? Write the number: %(who)s", who=offered))
