"""Forms of a supervisor's pages."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from app.accounts.wording import names_of_extra_times
from app.forms import Form


class ExtraTimeForm(Form):
    """How much more time somebody has in quizzes with a limit."""

    extra_time = SelectField(_l("Time in quizzes with a limit"), coerce=int)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.extra_time.choices = [SelectChoice(*named) for named in names_of_extra_times()]
