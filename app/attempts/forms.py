"""Forms of a sitting."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectChoice, StringField, ValidationError
from wtforms.validators import Length

from app.attempts.starting import Helper
from app.attempts.wording import HELP
from app.forms import Form

_LONGEST_NAME = 80


class StartForm(Form):
    """Beginning an attempt: who helps, and which end of the quiz she was told of."""

    told_end = HiddenField()
    helper_name = StringField(_l("Name of the helper"), [Length(max=_LONGEST_NAME)])
    help_kind = RadioField(_l("How"), choices=[], default="")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        kinds = [SelectChoice("", _l("Nobody helps"))]
        self.help_kind.choices = kinds + [SelectChoice(kind, HELP[kind]) for kind in HELP]

    def validate_helper_name(self, field: Field) -> None:
        """A helper has a name."""
        # What cannot be seen is no part of a name, and PostgreSQL takes no NUL.
        seen = (each if each.isprintable() else " " for each in field.data or "")
        field.data = " ".join("".join(seen).split())
        if self.help_kind.data and not field.data:
            raise ValidationError(_l("Write the name of the colleague who helps."))

    @property
    def helper(self) -> Helper | None:
        """Who helps, if anybody does."""
        kind = self.help_kind.data
        return Helper(self.helper_name.data, cast(Any, kind)) if kind else None

    @property
    def end_told(self) -> datetime | None:
        """The end of the quiz as the page said it; what is no moment says nothing."""
        try:
            return datetime.fromisoformat(self.told_end.data or "")
        except ValueError:
            return None
