"""Forms of what was seen; the lines of the checklist are read apart (see `sheet.py`)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.db import new_id
from app.forms import Form
from app.library.queries import Published
from app.observations.models import Observation
from app.observations.recording import (
    DAYS_BACK,
    VERDICTS,
    Seen,
    earliest_day,
    latest_recheck,
)
from app.observations.sheet import Mark, text_from

LONGEST_PLACE, LONGEST_NOTE = 100, 2000


class RecordForm(Form):
    """When and where it was, and a note on the whole.

    The form has the id that its record will have: however often it is sent, there is one record.
    """

    days_back = DAYS_BACK

    record_id = HiddenField()
    version_id = HiddenField()
    seen_on = DateField(_l("Seen on"), [InputRequired(_l("Say on which day you saw it."))])
    place = StringField(
        _l("Place"), [Length(max=LONGEST_PLACE)], filters=[lambda t: t and t.strip()]
    )
    note = TextAreaField(
        _l("Note"), [Length(max=LONGEST_NOTE)], filters=[lambda t: t and text_from(t)]
    )

    def __init__(
        self,
        checklist: Published,
        *,
        today: date,
        corrected: Observation | None = None,
        **shown: Any,
    ) -> None:
        self.today = today
        self.earliest = earliest_day(today, corrected)
        self._checklist = checklist
        own = {"record_id": str(new_id()), "version_id": str(checklist.version_id)}
        super().__init__(**own | {"seen_on": today} | shown)

    @property
    def is_back_dated(self) -> bool:
        """Whether the day is an earlier one than today."""
        return self.seen_on.data is not None and self.seen_on.data < self.today

    @property
    def id(self) -> uuid.UUID:
        """The id that the record gets."""
        return uuid.UUID(self.record_id.data)

    def seen(self, marks: dict[str, Mark]) -> Seen:
        """What the form says, with the marks of its lines."""
        return Seen(
            self._checklist,
            marks,
            seen_on=self.seen_on.data,
            place=self.place.data or "",
            note=self.note.data or "",
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and that the page showed the list as it is now."""
        is_valid = super().validate(extra_validators)
        self.form_errors.extend(self._stale())
        return is_valid and not self.form_errors

    def validate_seen_on(self, field: Field) -> None:
        """A day that has come, and not long ago."""
        # What is no day at all has been said already.
        if field.data is not None and field.data > self.today:
            raise ValidationError(_("This day is still to come."))
        if field.data is not None and field.data < self.earliest:
            raise ValidationError(
                _("That is too long ago. Look once more, and write it down then.")
            )

    def _stale(self) -> list[str]:
        errors = []
        if self.version_id.data != str(self._checklist.version_id):
            self.version_id.data = str(self._checklist.version_id)
            errors.append(_("The checklist has just been changed. Look over the lines once more."))
        if not _is_new_id(self.record_id.data):
            self.record_id.data = str(new_id())
            errors.append(_("This page was too old. Look over it and save once more."))
        return errors


class ObservationForm(RecordForm):
    """What was seen of one person, with what the observer says of the whole."""

    verdict = RadioField(
        _l("On the whole"), [Optional()], choices=[SelectChoice(each, each) for each in VERDICTS]
    )
    recheck_on = DateField(_l("Look at it again on"), [Optional()])

    def __init__(self, checklist: Published, *, needs_verdict: bool = True, **values: Any) -> None:
        super().__init__(checklist, **values)
        self._needs_verdict = needs_verdict
        self.latest = latest_recheck(self.today)

    def seen(self, marks: dict[str, Mark]) -> Seen:
        """The same with the verdict and the day of the re-check."""
        return replace(
            super().seen(marks),
            verdict=self.verdict.data or None,
            recheck_on=self.recheck_on.data,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and a word on the whole where one is asked for."""
        is_valid = super().validate(extra_validators)
        if self._needs_verdict and not self.verdict.data:
            self.verdict.errors = [_("Say how it is on the whole: competent, or not yet.")]
        return is_valid and not self.verdict.errors

    def validate_recheck_on(self, field: Field) -> None:
        """A day after the one on which it was seen, and within a year."""
        seen_on = self.seen_on.data or self.today
        if field.data is not None and not seen_on < field.data <= self.latest:
            raise ValidationError(_("Choose a day after that, within a year."))


def _is_new_id(text: str | None) -> bool:
    """Whether it is an id as this program makes them."""
    try:
        return uuid.UUID(text or "").version == 7
    except ValueError:
        return False
