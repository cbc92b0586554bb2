"""Forms of those who answer an observation: a word, a reason, somebody to ask, a photo."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.accounts.models import Person
from app.forms import FileForm, Form
from app.photos.forms import PhotoField

LONGEST_WORD = 1000


class WordForm(Form):
    """What the person adds when she confirms; nothing is fine."""

    word = TextAreaField(_l("Your word to it"), [Length(max=LONGEST_WORD)])


class ReasonForm(Form):
    """Why it was not so."""

    reason = TextAreaField(
        _l("What was different"),
        [DataRequired(_l("Write in a sentence what was different.")), Length(max=LONGEST_WORD)],
    )


class AskForm(Form):
    """Who is to look again."""

    asked = RadioField(
        _l("Who looks again"), [InputRequired(_l("Choose who is to look again."))], coerce=str
    )

    def __init__(self, people: Iterable[Person], *, sent: bool) -> None:
        super().__init__(**({} if sent else {"formdata": None}))
        self.asked.choices = [(str(each.id), _named(each)) for each in people]

    @property
    def asked_id(self) -> uuid.UUID:
        """The id of whoever was chosen."""
        return uuid.UUID(self.asked.data)


class PhotoForm(FileForm):
    """One photo of what was seen."""

    photo = PhotoField(_l("Photo"))


def _named(person: Person) -> str:
    number = person.employee_number
    return f"{person.name} ({number})" if number else person.name
