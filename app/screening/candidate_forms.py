"""The form with which a candidate agrees. What she ticks about her age is not stored."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.forms import Form


class ConsentForm(Form):
    """Two ticks without which nothing begins, and one that is free."""

    of_age = BooleanField(validators=[InputRequired(_l("Please tick this to begin."))])
    agrees = BooleanField(
        _l("I have read how my data is used, and I agree"),
        [InputRequired(_l("Without your consent nothing is asked. Tick this to begin."))],
    )
    agrees_to_more = BooleanField(
        _l("If it does not work out this time, keep my data for two years for other positions")
    )

    def __init__(self, least_age: int, **options: Any) -> None:
        super().__init__(**options)
        self.of_age.label.text = _("I am %(age)s years old or older", age=least_age)
