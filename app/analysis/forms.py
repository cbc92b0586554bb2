"""What is asked of the statistics, as a form whose values stand in the address."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.analysis.asking import Asked
from app.analysis.wording import names_of_attempts, names_of_orders
from app.forms import Form
from app.library.queries import Published


class AskedForm(Form):
    """Which attempts count, of which version, and the order of the questions."""

    class Meta(Form.Meta):
        csrf = False

    attempts = SelectField(_l("Which attempts"))
    version = SelectField(_l("Version that was sat"))
    order = SelectField(_l("Order of the questions"))

    def __init__(self, asked: Asked, versions: Sequence[Published]) -> None:
        super().__init__(
            formdata=None,
            attempts=str(asked.which),
            version=str(asked.version or ""),
            order=str(asked.order),
        )
        numbers = [
            (str(each.number), _("Version %(number)s", number=each.number)) for each in versions
        ]
        self.attempts.choices = [(str(value), text) for value, text in names_of_attempts()]
        self.version.choices = [("", _("All versions together")), *numbers]
        self.order.choices = [(str(value), text) for value, text in names_of_orders()]
