"""Forms of people, their roles, units, lists of people, and publishing."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container, Iterable
from datetime import date
from functools import partial
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    Field,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import InputRequired, Length, Optional

from app.accounts.details import EARLIEST, LATEST, BadValue, kept_email, kept_mobile
from app.accounts.models import DEFAULT_ZONE, Unit
from app.accounts.roles import Role
from app.accounts.units import KINDS
from app.accounts.wording import names_of_extra_times, names_of_languages, names_of_roles
from app.admin.choosing import person_called
from app.admin.finding import Asked
from app.admin.unit_tree import Branch
from app.admin.wording import names_of_kinds, names_of_zones
from app.forms import FileForm, Form
from app.interface.asking import id_from

Choices = list[tuple[str, str]]
Kept = TypeVar("Kept")


class _Kept(Form):
    """A form whose values go to an operation that may refuse one of them."""

    def refuse(self, problem: BadValue) -> None:
        """Say at the field, or above the form, why a value was not taken."""
        if problem.field in self:
            field = self[problem.field]
            field.errors = [*field.errors, problem.text]
        else:
            self.form_errors.append(problem.text)


class PersonForm(_Kept):
    """What is known of a person. Nothing here asks for what has no bearing on the work."""

    name = StringField(_l("Name"), [InputRequired(_l("Write the name.")), Length(max=100)])
    employee_number = StringField(_l("Employee number"), [Length(max=40)])
    mobile = StringField(_l("Mobile"), [Length(max=40)])
    email = StringField(_l("E-mail"), [Length(max=254)])
    position = SelectField(_l("Position"))
    unit_id = SelectField(_l("Unit"))
    supervisor_id = StringField(_l("Supervisor"), [Length(max=200)])
    hired_on = DateField(_l("Hired on"), [Optional()])
    probation_ends_on = DateField(_l("Last day of probation"), [Optional()])
    language = SelectField(
        _l("Language"),
        # Asked for when somebody chooses: Babel reads six megabytes to name three languages.
        choices=lambda: [SelectChoice(*named) for named in names_of_languages()],
    )
    extra_time = SelectField(_l("Time in quizzes with a limit"), coerce=int, default=0)

    def __init__(self, *, positions: Choices, units: Choices, **values: Any) -> None:
        super().__init__(**values)
        self.position.choices = _with_none(positions, values.get("position"))
        self.unit_id.choices = _with_none(units, None)
        self.extra_time.choices = [SelectChoice(*named) for named in names_of_extra_times()]

    def validate_mobile(self, field: Field) -> None:
        """Refuse what is no number; here already, so that all faults are told at once."""
        _check(kept_mobile, field)

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address."""
        _check(kept_email, field)

    def validate_supervisor_id(self, field: Field) -> None:
        """Find out who is meant."""
        self._supervisor_id = _check(partial(person_called, "supervisor_id"), field)

    def validate_hired_on(self, field: Field) -> None:
        """Refuse days of other centuries: plans count from this one."""
        _check_day(field.data)

    def validate_probation_ends_on(self, field: Field) -> None:
        """Refuse days of other centuries, and those before the first day."""
        _check_day(field.data)
        if field.data and self.hired_on.data and field.data < self.hired_on.data:
            raise ValidationError(_("Probation cannot end before the first day of work."))

    def particulars(self) -> dict[str, Any]:
        """The values as operations take them."""
        return {
            "name": self.name.data,
            "employee_number": self.employee_number.data or None,
            "mobile": self.mobile.data or None,
            "email": self.email.data or None,
            "position": self.position.data or None,
            "unit_id": id_from(self.unit_id.data),
            "supervisor_id": self._supervisor_id,
            "hired_on": self.hired_on.data,
            "probation_ends_on": self.probation_ends_on.data,
            "language": self.language.data,
            "extra_time": self.extra_time.data,
        }


class FilterForm(Form):
    """The filters of the list of people, which stand in the address."""

    class Meta(Form.Meta):
        csrf = False

    unit = SelectField(_l("Unit and those below it"))
    role = SelectField(_l("Role"))
    state = SelectField(
        _l("Who"),
        choices=[
            SelectChoice("active", _l("Who works here")),
            SelectChoice("left", _l("Who has left")),
            SelectChoice("all", _l("Everybody")),
        ],
    )

    def __init__(self, asked: Asked, units: Choices) -> None:
        super().__init__(
            formdata=None,
            unit=str(asked.unit_id or ""),
            role=str(asked.role or ""),
            state=asked.state,
        )
        everywhere = [("", _("All units")), *units]
        roles = [("", _("All roles")), *((str(role), names_of_roles((role,))) for role in Role)]
        self.unit.choices = [SelectChoice(*choice) for choice in everywhere]
        self.role.choices = [SelectChoice(*choice) for choice in roles]

    @property
    def in_words(self) -> list[str]:
        """What is chosen, but for what nobody need choose."""
        chosen = [(self.unit, ""), (self.role, ""), (self.state, "active")]
        return [
            str(choice.label).strip()
            for field, usual in chosen
            for choice in field.choices
            if choice.value == field.data != usual
        ]


class RolesForm(_Kept):
    """Which roles a person has; a second form holds the same as asked and confirms it."""

    roles = SelectMultipleField(
        _l("Roles"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    sure = HiddenField()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.roles.choices = [SelectChoice(str(role), names_of_roles((role,))) for role in Role]

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(Role(value) for value in self.roles.data or ())


class LeavingForm(_Kept):
    """On which day somebody leaves."""

    left_on = DateField(_l("Last day"), [InputRequired(_l("Write the last day."))])

    def validate_left_on(self, field: Field) -> None:
        """Refuse days of other centuries."""
        _check_day(field.data)


class UnitForm(_Kept):
    """A unit, where it belongs, who leads it, and by which clock it works."""

    name = StringField(_l("Name"), [InputRequired(_l("Write the name.")), Length(max=100)])
    kind = SelectField(_l("Kind"))
    parent_id = SelectField(_l("Belongs to"))
    leader_id = StringField(_l("Leader"), [Length(max=200)])
    zone = SelectField(_l("Time zone"))

    def __init__(self, *, units: Choices, **values: Any) -> None:
        super().__init__(**values)
        kinds = names_of_kinds()
        self.kind.choices = [SelectChoice(kind, kinds[kind]) for kind in KINDS]
        self.parent_id.choices = _with_none(units, None)
        zone = values.get("zone") or DEFAULT_ZONE
        self.zone.choices = [SelectChoice(*named) for named in names_of_zones(zone)]

    def validate_leader_id(self, field: Field) -> None:
        """Find out who is meant."""
        self._leader_id = _check(partial(person_called, "leader_id"), field)

    def particulars(self) -> dict[str, Any]:
        """The values as operations take them."""
        return {
            "name": self.name.data,
            "kind": self.kind.data,
            "parent_id": id_from(self.parent_id.data),
            "leader_id": self._leader_id,
            "zone": self.zone.data,
        }


class ListForm(FileForm):
    """A list of people, as a file or as text."""

    file = FileField(_l("File (CSV)"))
    text = TextAreaField(_l("Or paste the list here"))


class TakeOverForm(Form):
    """A list that was previewed, and what the preview said."""

    text = HiddenField()
    digest = HiddenField()


class PublishForm(Form):
    """What changed, for the people who read it."""

    note = StringField(
        _l("What changed"), [Length(max=500)], filters=[lambda text: text and _visible(text)]
    )


def unit_choices(branches: Iterable[Branch[Unit]], without: Container[uuid.UUID] = ()) -> Choices:
    """Units for a list to choose from, those below set further in."""
    return [
        (str(each.unit.id), "\u2003" * each.depth + each.unit.name)
        for each in branches
        if each.unit.id not in without
    ]


def _with_none(choices: Choices, present: str | None) -> list[SelectChoice]:
    """Also nothing at all, and what stands there now though it is offered no longer."""
    known = {value for value, _label in choices}
    kept = [(present, present)] if present and present not in known else []
    return [SelectChoice(value, label) for value, label in [("", "–"), *choices, *kept]]


def _check(keep: Callable[[str], Kept], field: Field) -> Kept:
    """What an operation will make of a value, or its objection at the field."""
    try:
        return keep(field.data or "")
    except BadValue as problem:
        raise ValidationError(problem.text) from None


def _check_day(day: date | None) -> None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Look at the year again."))


def _visible(text: str) -> str:
    # What cannot be seen has no place in a note, and PostgreSQL takes no NUL.
    return "".join(c for c in text if c.isprintable()).strip()
