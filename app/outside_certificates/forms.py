"""Forms of outside certificates and of what a company settles about records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.accounts.details import EARLIEST, LATEST, BadValue
from app.forms import FileForm, Form
from app.markup.texts import Text
from app.outside_certificates.kinds import Kinds
from app.outside_certificates.numbers import SHORTEST, plain_number
from app.outside_certificates.operations import Paper
from app.photos.forms import PhotoField

#: A little more than half a year, in minutes: nobody trains longer.
MOST_MINUTES = 100_000
MOST_DAYS = 36_500


class CertificateForm(FileForm):
    """A certificate to record. Its number is read once, and never shown again."""

    kind = SelectField(_l("Kind"))
    number = StringField(
        _l("Certificate number"), [InputRequired(_l("Write the number.")), Length(max=60)]
    )
    issued_on = DateField(_l("Issued on"), [InputRequired(_l("Say when it was issued."))])
    expires_on = DateField(_l("Good until"), [Optional()])
    lasts = BooleanField(_l("It does not run out"))
    photo = PhotoField(_l("Photo of the certificate"))

    def __init__(self, kinds: Kinds, today: date, language: str, **values: Any) -> None:
        super().__init__(**values)
        self.kind.choices = [SelectChoice(slug, name.in_(language)) for slug, name in kinds.items()]
        self._today = today

    @property
    def paper(self) -> Paper:
        """What stands on the certificate."""
        assert self.kind.data
        assert self.issued_on.data
        assert self.number.data
        return Paper(
            self.kind.data,
            plain_number(self.number.data),
            self.issued_on.data,
            None if self.lasts.data else self.expires_on.data,
        )

    def validate_number(self, field: Field) -> None:
        """A number has a few characters at least: less could be guessed."""
        if field.data and len(plain_number(field.data)) < SHORTEST:
            raise ValidationError(_("The number has at least 4 letters or digits."))

    def validate_issued_on(self, field: Field) -> None:
        """A day that has come: people in other places may have tomorrow already."""
        if field.data and not EARLIEST <= field.data <= self._today + timedelta(days=1):
            raise ValidationError(_("This day is not possible. Look at the certificate again."))

    def validate_lasts(self, field: Field) -> None:
        """Whether it runs out is said in any case, and not twice."""
        if field.data and self.expires_on.data:
            raise ValidationError(_("Say the last day, or that it does not run out: not both."))
        if not field.data and not self.expires_on.data and not self.expires_on.errors:
            raise ValidationError(_("Say the last day, or that it does not run out."))

    def validate_expires_on(self, field: Field) -> None:
        """After the day of issue."""
        if not field.data:
            return
        if field.data > LATEST or (self.issued_on.data and field.data <= self.issued_on.data):
            raise ValidationError(_("The last day comes after the day of issue."))

    def refuse(self, problem: BadValue) -> None:
        """Say at the field why a value was not taken."""
        self[problem.field].errors = [*self[problem.field].errors, problem.text]


class CheckedCertificateForm(CertificateForm):
    """The same for who holds the paper in her hands."""

    checked = BooleanField(_l("I held the paper against it, and it is right"))


class PhotoForm(FileForm):
    """One more photo of a certificate."""

    photo = PhotoField(_l("Photo of the certificate"))

    def validate_photo(self, field: Field) -> None:
        """There is nothing else to send."""
        if not field.data:
            raise ValidationError(_("Choose a photo."))


class RemovalForm(Form):
    """Why a certificate is taken out of the register."""

    reason = StringField(
        _l("Reason"), [InputRequired(_l("Say why it is removed.")), Length(max=500)]
    )

    def validate_reason(self, field: Field) -> None:
        """Blanks are no reason."""
        if field.data is not None and not field.data.strip():
            raise ValidationError(_("Say why it is removed."))


class SettingsForm(Form):
    """How much safety training a year asks for, and how long photos are kept."""

    safety_minutes = IntegerField(
        _l("Minutes of safety training a year"),
        [Optional(), NumberRange(1, MOST_MINUTES, _l("Write a whole number of minutes."))],
    )
    photo_days = IntegerField(
        _l("Days that photos are kept"),
        [
            InputRequired(_l("Write a whole number of days.")),
            NumberRange(1, MOST_DAYS, _l("Write a whole number of days.")),
        ],
    )


class KindForm(Form):
    """What a kind of certificate is called."""

    zh = StringField(_l("Name in Chinese"), [Length(max=40)])
    en = StringField(_l("Name in English"), [Length(max=80)])

    def validate_zh(self, field: Field) -> None:
        """A kind has both names."""
        _check_written(field)

    def validate_en(self, field: Field) -> None:
        """A kind has both names."""
        _check_written(field)

    @property
    def name(self) -> Text:
        """Both names as they are kept."""
        zh, en = _plain(self.zh.data), _plain(self.en.data)
        return Text(zh=zh, en=en, hant=zh)

    def refuse(self, problem: BadValue) -> None:
        """Say at the field why a value was not taken."""
        self[problem.field].errors = [*self[problem.field].errors, problem.text]


def _check_written(field: Field) -> None:
    if not _plain(field.data):
        raise ValidationError(_("Write the name."))


def _plain(typed: str | None) -> str:
    return " ".join((typed or "").split())
