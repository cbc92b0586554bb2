"""Forms of signing in and of one's own account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import EqualTo, InputRequired, Length

from app.accounts.passwords import LONGEST, objection_to
from app.accounts.wording import names_of_languages
from app.forms import Form


class LoginForm(Form):
    """Who signs in, and how long it lasts on this device."""

    identifier = StringField(
        _l("Employee number, mobile or e-mail"),
        [InputRequired(_l("Write your employee number, mobile or e-mail.")), Length(max=254)],
    )
    password = PasswordField(
        _l("Password"), [InputRequired(_l("Write your password.")), Length(max=LONGEST)]
    )
    keep = BooleanField(_l("Stay signed in on this phone for 30 days"))
    shared = BooleanField(_l("Others use this phone too"))
    next = HiddenField()


class NewPasswordForm(Form):
    """A new password, twice; `names` are what its owner signs in with."""

    new = PasswordField(_l("New password"), [InputRequired(_l("Write the new password."))])
    repeat = PasswordField(
        _l("The new password once more"),
        [EqualTo("new", _l("The two are not the same. Write both again."))],
    )

    def __init__(self, names: Iterable[str | None] = (), **options: Any) -> None:
        super().__init__(**options)
        self._names = tuple(names)

    def validate_new(self, field: Field) -> None:
        """Refuse what others would guess first."""
        objection = objection_to(field.data or "", self._names)
        if objection:
            raise ValidationError(objection)


class ChangePasswordForm(NewPasswordForm):
    """The present password, so that a phone left lying about is not enough."""

    current = PasswordField(
        _l("Present password"), [InputRequired(_l("Write your present password."))]
    )


class ForgottenForm(Form):
    """Where to send a link for a new password."""

    email = StringField(
        _l("E-mail"), [InputRequired(_l("Write your e-mail address.")), Length(max=254)]
    )


class CodeForm(NewPasswordForm):
    """The code that a supervisor read out, and the new password; `names` is who was typed."""

    identifier = StringField(
        _l("Employee number, mobile or e-mail"),
        [InputRequired(_l("Write your employee number, mobile or e-mail.")), Length(max=254)],
    )
    code = StringField(
        _l("Code of eight digits"),
        [InputRequired(_l("Write the code that your supervisor gave you.")), Length(max=40)],
    )

    def suits(self, names: Iterable[str | None]) -> bool:
        """Whether the new password is also none of these names, now that they are known."""
        objection = objection_to(self.new.data, names)
        if objection:
            self.new.errors = [objection]
        return objection is None


class UnlockForm(Form):
    """The password of whose device it is."""

    password = PasswordField(
        _l("Password"), [InputRequired(_l("Write your password.")), Length(max=LONGEST)]
    )
    next = HiddenField()


class PreferencesForm(Form):
    """How one likes the pages; each choice can also come alone, from the account menu."""

    language = SelectField(
        _l("Language"),
        # Asked for when somebody chooses: Babel reads six megabytes to name three languages.
        choices=lambda: [SelectChoice(*named) for named in names_of_languages()],
    )
    theme = SelectField(
        _l("Appearance"),
        choices=[SelectChoice("light", _l("Light")), SelectChoice("dark", _l("Dark"))],
    )
    text_size = SelectField(
        _l("Text size"),
        choices=[
            SelectChoice("standard", _l("Standard size")),
            SelectChoice("large", _l("Large")),
            SelectChoice("larger", _l("Larger")),
        ],
    )
    next = HiddenField()

    def chosen(self) -> dict[str, str]:
        """What came and is on offer; the rest stays as it was."""
        fields = (self.language, self.theme, self.text_size)
        return {
            field.short_name: field.data
            for field in fields
            if field.raw_data and field.data in [choice.value for choice in field.choices]
        }
