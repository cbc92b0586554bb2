"""Forms of openings."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, Field, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from app.accounts.details import EARLIEST, LATEST, BadValue
from app.accounts.models import Person, Unit
from app.forms import Form

#: What a browser sends from such a field; seconds come only where somebody typed them.
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class EndForm(Form):
    """Until when a quiz is open; nothing: it stays open. Times are those of the reader's zone."""

    closes_at = DateTimeLocalField(_l("Until"), [Optional()], format=_FORMATS)

    def __init__(self, zone: str, **values: Any) -> None:
        super().__init__(**values)
        self._zone = ZoneInfo(zone)

    @property
    def end(self) -> datetime | None:
        """The end as a moment."""
        return self.moment(self.closes_at.data)

    def moment(self, local: datetime | None) -> datetime | None:
        """What a clock of the reader's zone shows, as a moment."""
        return None if local is None else local.replace(tzinfo=self._zone).astimezone(UTC)

    def validate_closes_at(self, field: Field) -> None:
        """A year that somebody can mean."""
        _check_year(field.data)

    def refuse(self, problem: BadValue) -> None:
        """Say at the field why a value was not taken."""
        self[problem.field].errors = [*self[problem.field].errors, problem.text]


class OpeningForm(EndForm):
    """For whom a quiz is opened, and when."""

    unit_id = SelectField(_l("Unit"), [Optional()])
    person = StringField(_l("Or one person"), [Length(max=200)])
    opens_at = DateTimeLocalField(
        _l("From"), [InputRequired(_l("Say from when it is open."))], format=_FORMATS
    )

    def __init__(
        self, zone: str, *, units: Sequence[Unit], called: Callable[[str], Sequence[Person]]
    ) -> None:
        super().__init__(zone)
        self.unit_id.choices = [("", _("–")), *((str(unit.id), unit.name) for unit in units)]
        self._called = called
        self.person_id: uuid.UUID | None = None

    @property
    def start(self) -> datetime:
        """The beginning as a moment."""
        start = self.moment(self.opens_at.data)
        assert start is not None, "the form was found to be in order"
        return start

    @property
    def chosen_unit(self) -> uuid.UUID | None:
        """The unit, where one was chosen."""
        return uuid.UUID(self.unit_id.data) if self.unit_id.data else None

    def validate_opens_at(self, field: Field) -> None:
        """A year that somebody can mean."""
        _check_year(field.data)

    def validate_person(self, field: Field) -> None:
        """A unit or a person, and only one of them."""
        words = (field.data or "").strip()
        if bool(words) is bool(self.unit_id.data):
            raise ValidationError(_l("Choose a unit, or write one person: one of the two."))
        if not words:
            return
        found = self._called(words)
        if len(found) > 1:
            raise ValidationError(_l("Several people have this name: write the employee number."))
        if not found:
            raise ValidationError(
                _l("Nobody of yours has this name or number: write it as in the list of people.")
            )
        self.person_id = found[0].id


def _check_year(local: datetime | None) -> None:
    # At the ends of the calendar the same moment has no day in other zones.
    if local is not None and not EARLIEST <= local.date() <= LATEST:
        raise ValidationError(_("Look at the year again."))
