"""Which unit and year a list is about."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from app.forms import Form
from app.training_file.finding import years_offered


class YearForm(Form):
    """The choice of a yearly list, which stands in the address."""

    class Meta(Form.Meta):
        csrf = False

    unit = SelectField(_l("Unit and those below it"))
    year = SelectField(_l("Year"))

    def __init__(
        self, units: Iterable[tuple[uuid.UUID, str]], unit_id: uuid.UUID, year: int, this_year: int
    ) -> None:
        super().__init__(formdata=None, unit=str(unit_id), year=str(year))
        self.unit.choices = [SelectChoice(str(key), name) for key, name in units]
        years = years_offered(year, this_year)
        self.year.choices = [SelectChoice(str(each), str(each)) for each in years]
