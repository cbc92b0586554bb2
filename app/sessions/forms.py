"""The form of a session: what, when, where and by whom. Who was there comes in `roll`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.accounts.details import EARLIEST, LATEST
from app.accounts.models import Person, Unit
from app.forms import FileForm, Form
from app.interface.asking import id_from
from app.photos.forms import PhotoField
from app.sessions.operations import Held
from app.sessions.timing import fault_of, moments_of
from app.sessions.wording import KINDS, LEVELS, fault_words

_CLOCK = ["%H:%M", "%H:%M:%S"]


class Trainer(NamedTuple):
    """Who gives a training: an employee, or a guest without an id."""

    id: uuid.UUID | None
    name: str


def one_line(text: str | None) -> str:
    """A text without line breaks, nor spaces that nobody sees."""
    return " ".join((text or "").split())


class SessionForm(Form):
    """What is written down of a session. Times are those of the reader's zone."""

    kind = SelectField(
        _l("Kind"), choices=[SelectChoice(value, label) for value, label in KINDS.items()]
    )
    level = SelectField(
        _l("Level"),
        choices=[
            SelectChoice("", _l("–")),
            *(SelectChoice(value, label) for value, label in LEVELS.items()),
        ],
    )
    topic = StringField(
        _l("Topic"),
        [DataRequired(_l("Write what it was about.")), Length(max=200)],
        filters=[one_line],
    )
    unit_id = SelectField(_l("Unit"), [Optional()])
    day = DateField(_l("Day"), [InputRequired(_l("Say on which day."))])
    begins = TimeField(_l("Begins"), [InputRequired(_l("Say when it begins."))], format=_CLOCK)
    ends = TimeField(_l("Ends"), [InputRequired(_l("Say when it ends."))], format=_CLOCK)
    place = StringField(_l("Place"), [Length(max=100)], filters=[one_line])
    trainer = StringField(
        _l("Trainer"),
        [DataRequired(_l("Write who gives the training.")), Length(max=100)],
        filters=[one_line],
    )
    is_guest = BooleanField(_l("A guest who does not work here"))
    note = TextAreaField(_l("What was done"), [Length(max=2000)])

    def __init__(
        self,
        zone: str,
        *,
        now: datetime,
        units: Sequence[Unit],
        called: Callable[[str], Sequence[Person]],
        trainer: Trainer,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._zone, self._now, self._called = zone, now, called
        self._offered, self._trainer = trainer, trainer
        several = SelectChoice("", _("Several units, or none in particular"))
        self.unit_id.choices = [
            several,
            *(SelectChoice(str(unit.id), unit.name) for unit in units),
        ]

    @property
    def chosen_unit(self) -> uuid.UUID | None:
        """The unit, where one of those on offer was chosen."""
        known = {choice.value for choice in self.unit_id.choices}
        return id_from(self.unit_id.data) if self.unit_id.data in known else None

    @property
    def starts_at(self) -> datetime:
        """The beginning as a moment."""
        return self._moments()[0]

    def held(self, standards: list[str]) -> Held:
        """What is to be written down, once the form is found to be in order."""
        starts_at, ends_at = self._moments()
        return Held(
            kind=self.kind.data,
            level=self.level.data if self.kind.data == "onboarding" else None,
            topic=self.topic.data,
            standards=standards,
            unit_id=self.chosen_unit,
            starts_at=starts_at,
            ends_at=ends_at,
            place=self.place.data,
            trainer_id=self._trainer.id,
            trainer_name=self._trainer.name,
            note=(self.note.data or "").strip(),
        )

    def validate_level(self, field: Field) -> None:
        """Training for newcomers has a level."""
        if self.kind.data == "onboarding" and not field.data:
            raise ValidationError(
                _("Say by whom it is given: the company, the project or the team.")
            )

    def validate_ends(self, field: Field) -> None:
        """A time that a session can have."""
        if not (self.day.data and self.begins.data and field.data):
            return
        # At the ends of the calendar the same moment has no day in other zones.
        if not EARLIEST <= self.day.data <= LATEST:
            raise ValidationError(_("Look at the year again."))
        fault = fault_of(*self._moments(), now=self._now)
        if fault:
            raise ValidationError(fault_words(fault))

    def validate_trainer(self, field: Field) -> None:
        """One employee by name or number, or a guest; whom the form offered needs no search."""
        if self.is_guest.data:
            self._trainer = Trainer(None, field.data)
            return
        if self._offered.id and field.data == self._offered.name:
            return
        found = self._called(field.data)
        if len(found) > 1:
            raise ValidationError(_("Several people have this name: write the employee number."))
        if not found:
            raise ValidationError(
                _("Nobody here has this name or number. If it is a guest, tick the box below.")
            )
        self._trainer = Trainer(found[0].id, found[0].name)

    def _moments(self) -> tuple[datetime, datetime]:
        return moments_of(self.day.data, self.begins.data, self.ends.data, self._zone)


class RemovalForm(Form):
    """Why a session is removed."""

    reason = StringField(
        _l("Reason"),
        [DataRequired(_l("Write why it is removed.")), Length(max=500)],
        filters=[one_line],
    )


class SheetPhotoForm(FileForm):
    """A photo of the signed sheet."""

    photo = PhotoField(_l("Photo of the signed sheet"))

    def validate_photo(self, field: Field) -> None:
        """Without a photo there is nothing to keep."""
        if not self.photo.prepared:
            raise ValidationError(_("Choose a photo."))
