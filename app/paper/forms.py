"""Forms of papers: finding the person, and the card with what she answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectChoice,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.accounts.models import Person
from app.attempts.forms import StartForm
from app.attempts.sheet import Question
from app.forms import Form
from app.paper.letters import Unreadable, fields_of, read_answer
from app.paper.rules import Sat, sat_on
from app.paper.sheets import Paper
from app.paper.wording import HELP_ON_PAPER, fault_of, hint_of
from app.quizzes.model import Essay
from app.quizzes.responses import Response

_LONGEST_CODE, _LONGEST_NAME = 40, 200
_MOST_MINUTES = 600
_LABEL_LENGTH = 60


class CodeForm(Form):
    """Which paper is to be entered; a form that only asks, in the address."""

    paper = StringField(_l("Code on the paper"), [InputRequired(), Length(max=_LONGEST_CODE)])

    def __init__(self, exists: Callable[[str], object]) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False})
        self._exists = exists

    def validate_paper(self, field: Field) -> None:
        """A paper of this quiz."""
        if not self._exists(field.data):
            raise ValidationError(
                _l("No paper of this quiz has this code: copy it from the head of the paper.")
            )


class EntryForm(CodeForm):
    """Whose paper is to be entered."""

    person = StringField(_l("Person"), [InputRequired(), Length(max=_LONGEST_NAME)])

    def __init__(
        self, exists: Callable[[str], object], called: Callable[[str], Sequence[Person]]
    ) -> None:
        super().__init__(exists)
        self._called = called
        self.found: Person | None = None

    def validate_person(self, field: Field) -> None:
        """One of those whose papers the viewer may enter."""
        words = field.data.strip()
        # PostgreSQL takes no NUL, and nobody is called by what cannot be seen.
        found = self._called(words) if words.isprintable() else []
        if len(found) > 1:
            raise ValidationError(_l("Several people have this name: write the employee number."))
        if not found:
            raise ValidationError(
                _l("Nobody of yours has this name or number: write it as in the list of people.")
            )
        self.found = found[0]


class CardForm(StartForm):
    """What a person answered on paper, when, and who helped."""

    told_end = None
    day = DateField(_l("Sat on"), [InputRequired(_l("Say on which day."))])
    minutes = IntegerField(
        _l("Minutes it took"), [Optional(), NumberRange(min=1, max=_MOST_MINUTES)]
    )

    def __init__(self, paper: Paper, *, zone: str, now: datetime) -> None:
        super().__init__()
        self._paper, self._zone, self._now = paper, zone, now
        self.answers: dict[str, Response | None] = {}
        kinds = [SelectChoice("", _l("Nobody helped"))]
        self.help_kind.choices = kinds + [SelectChoice(*each) for each in HELP_ON_PAPER.items()]

    @property
    def rows(self) -> list[tuple[Question, list[Field]]]:
        """The questions of the paper with their fields."""
        return [(each, [self[name] for name in _names(each)]) for each in self._paper.questions]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Everything as it was typed, to be sent once more."""
        names = [field.name for field in self if field.name in request.form]
        return [(name, request.form[name]) for name in names]

    @property
    def sat(self) -> Sat:
        """When it was sat."""
        return sat_on(self.day.data, self.minutes.data, zone=self._zone, now=self._now)

    def validate_day(self, field: Field) -> None:
        """A day that has begun, and on which the paper could be printed."""
        if field.data is None:
            return
        zone = ZoneInfo(self._zone)
        if field.data > self._now.astimezone(zone).date():
            raise ValidationError(_l("This day is still to come."))
        printed_from = self._paper.quiz.published_at.astimezone(zone).date()
        if field.data < printed_from:
            raise ValidationError(
                _("This paper is made from a version of %(day)s.", day=printed_from.isoformat())
            )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be read; what cannot says so at its field."""
        is_right = super().validate(extra_validators)
        for question, fields in self.rows:
            typed = [field.data or "" for field in fields]
            try:
                self.answers[question.item.id] = read_answer(question.item, question.order, typed)
            except Unreadable as wrong:
                bad = fields[wrong.field]
                bad.errors = [*bad.errors, fault_of(wrong)]
                is_right = False
        return is_right


def card_form(paper: Paper, *, zone: str, now: datetime, language: str) -> CardForm:
    """The card of a paper: a field for each question, and one for each blank."""
    fields = {
        name: _field(question, place, language)
        for question in paper.questions
        for place, name in enumerate(_names(question))
    }
    return type("PaperCardForm", (CardForm,), fields)(paper, zone=zone, now=now)


def _names(question: Question) -> list[str]:
    return [f"q{question.number}_{place}" for place in range(1, fields_of(question.item) + 1)]


def _field(question: Question, place: int, language: str) -> Field:
    item = question.item
    words = Markup(item.stem.in_(language)).striptags()
    short = words if len(words) <= _LABEL_LENGTH else words[:_LABEL_LENGTH].rstrip() + "…"
    label = f"{question.number}. {short}"
    if fields_of(item) > 1:
        label = _("%(number)s, blank %(place)s", number=question.number, place=place + 1)
    kind = TextAreaField if isinstance(item, Essay) else StringField
    return kind(label, description=hint_of(question, place))
