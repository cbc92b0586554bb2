"""The particulars of a person in the form in which they are kept, or why they cannot be taken."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from flask_babel import gettext as _

from app.accounts.identifiers import email_from, is_email, mobile_from, number_from
from app.accounts.models import EXTRA_TIMES
from app.errors import Problem
from app.markup.texts import LANGUAGES

#: Days of other centuries are slips of the pen: plans count from the first day.
EARLIEST = date(1950, 1, 1)
LATEST = date(2099, 12, 31)


class BadValue(Problem):
    """Something about a person that cannot be taken: `field` says what, the text says why."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


class Particulars(TypedDict, total=False):
    """What may be known of a person besides the name."""

    employee_number: str | None
    mobile: str | None
    email: str | None
    unit_id: uuid.UUID | None
    position: str | None
    supervisor_id: uuid.UUID | None
    hired_on: date | None
    #: The last day of probation.
    probation_ends_on: date | None
    language: str
    #: Per cent, one of EXTRA_TIMES.
    extra_time: int


class Changes(Particulars, total=False):
    """What may be corrected about a person; what is not named stays as it is."""

    name: str


def kept_particulars(given: Mapping[str, Any]) -> dict[str, Any]:
    """Each particular as it is kept, or BadValue for the first that cannot be taken."""
    return {field: _KEEPERS[field](value) for field, value in given.items()}


def kept_name(given: str) -> str:
    """A person's name, which is never empty."""
    name = number_from(given)
    if not name:
        raise BadValue("name", _("Write the name."))
    return _short_enough("name", name, 100)


def kept_number(given: str | None) -> str | None:
    """An employee number, or None where none was given."""
    number = number_from(given or "")
    return _short_enough("employee_number", number, 40) if number else None


def kept_mobile(given: str | None) -> str | None:
    """A mobile number, or None where none was given."""
    if not given or not given.strip():
        return None
    mobile = mobile_from(given)
    if mobile is None:
        raise BadValue("mobile", _("This is not a mobile number. Write it in digits."))
    return mobile


def kept_email(given: str | None) -> str | None:
    """An e-mail address, or None where none was given."""
    email = email_from(given or "")
    if not email:
        return None
    if not is_email(email):
        raise BadValue("email", _("This is not an e-mail address. Look at it again."))
    return _short_enough("email", email, 254)


def kept_position(given: str | None) -> str | None:
    """The slug of a position, or None where none was given."""
    slug = (given or "").strip()
    return _short_enough("position", slug, 80) if slug else None


def kept_first_day(given: date | None) -> date | None:
    """The first day of work, or None where none was given."""
    if given is not None and not EARLIEST <= given <= LATEST:
        raise BadValue("hired_on", _("Look at the year again."))
    return given


def kept_end_of_probation(given: date | None) -> date | None:
    """The last day of probation, or None where none was given."""
    if given is not None and not EARLIEST <= given <= LATEST:
        raise BadValue("probation_ends_on", _("Look at the year again."))
    return given


def kept_language(given: str) -> str:
    """One of the languages of the interface."""
    if given not in LANGUAGES:
        raise BadValue("language", _("Choose one of the languages."))
    return given


def kept_extra_time(given: int) -> int:
    """So many per cent more time in quizzes: one of those that there are."""
    if given not in EXTRA_TIMES:
        raise BadValue("extra_time", _("Choose one of the times."))
    return given


def _as_it_is(given: Any) -> Any:
    return given


_KEEPERS: dict[str, Any] = {
    "name": kept_name,
    "employee_number": kept_number,
    "mobile": kept_mobile,
    "email": kept_email,
    "unit_id": _as_it_is,
    "position": kept_position,
    "supervisor_id": _as_it_is,
    "hired_on": kept_first_day,
    "probation_ends_on": kept_end_of_probation,
    "language": kept_language,
    "extra_time": kept_extra_time,
}


def _short_enough(field: str, value: str, longest: int) -> str:
    if len(value) > longest:
        raise BadValue(field, _("Use at most %(count)d characters.", count=longest))
    return value
