"""Forms of marking and deciding."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.attempts.models import Mark
from app.forms import Form
from app.interface.formats import Reader, dotted
from app.quizzes.rubrics import Criterion, Level, Rubric

_LEVEL = "level-"


class DecisionForm(Form):
    """Whether a pass stands, and why."""

    decision = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose one of the two."))],
        choices=[
            SelectChoice("stand", _l("Let the pass stand")),
            SelectChoice("withdraw", _l("Withdraw the pass")),
        ],
    )
    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Write why: the reason stays in the file.")), Length(max=1000)],
        filters=[lambda words: (words or "").strip()],
    )


class MarkForm(Form):
    """How well each criterion is met, and a comment."""

    comment = TextAreaField(_l("Comment"), [Length(max=2000)])

    @property
    def levels(self) -> dict[str, str]:
        """The level chosen for each criterion."""
        return {
            field.name.removeprefix(_LEVEL): field.data
            for field in self
            if field.name.startswith(_LEVEL)
        }

    def criterion(self, criterion: Criterion) -> Field:
        """The field of a criterion."""
        return self[_LEVEL + criterion.id]


def mark_form(rubric: Rubric, reader: Reader, mark: Mark | None) -> MarkForm:
    """A form with the criteria of a rubric, filled in with the mark that there is."""
    fields = {
        _LEVEL + each.id: RadioField(
            each.title.in_(reader.language),
            [InputRequired(_l("Choose a level."))],
            choices=[SelectChoice(level.id, _label(level, reader)) for level in each.levels],
        )
        for each in rubric.criteria
    }
    given = {_LEVEL + name: level for name, level in mark.levels.items()} if mark else {}
    form = type("_FormOfRubric", (MarkForm,), fields)
    made: MarkForm = form(data=given | {"comment": mark.comment if mark else ""})
    return made


def _label(level: Level, reader: Reader) -> str:
    points = ngettext("%(num)s point", "%(num)s points", level.points)
    description = level.description.in_(reader.language) if level.description else None
    return str(dotted([level.title.in_(reader.language), points, description], reader).unescape())
