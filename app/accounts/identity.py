"""What somebody signs in with belongs to one person: number, mobile and e-mail are not shared."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.exc import IntegrityError

from app.accounts.details import BadValue
from app.accounts.identifiers import mobile_from
from app.accounts.models import Person
from app.db import db

_Owners = Sequence[Row[str | None, str | None, str | None]]
FIELDS = ("employee_number", "mobile", "email")


@contextmanager
def owning(given: Mapping[str, Any], person_id: uuid.UUID | None = None) -> Iterator[None]:
    """Write a person with these identifiers, all or nothing, or raise BadValue if one is taken.

    The database has the last word: it cannot be outrun by who does not ask here first.
    """
    refuse_taken(given, person_id)
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError:
        refuse_taken(given, person_id)
        raise


def refuse_taken(given: Mapping[str, Any], person_id: uuid.UUID | None = None) -> None:
    """Raise BadValue if somebody but this person has one of these, or one that reads alike."""
    number, mobile, email = (given.get(field) for field in FIELDS)
    alike = _alike(number, mobile, email)
    if not alike:
        return
    columns = select(Person.employee_number, Person.mobile, Person.email)
    others = db.session.execute(columns.where(or_(*alike), Person.id != person_id)).all()
    _refuse_number(number, others)
    _refuse_mobile(mobile, others)
    if email and any(other.email == email for other in others):
        raise BadValue("email", _("Another person has this e-mail address."))


def names_of(person: Person) -> tuple[str | None, ...]:
    """All that this person signs in with."""
    return person.employee_number, person.mobile, person.email


def _alike(number: str | None, mobile: str | None, email: str | None) -> list[ColumnElement[bool]]:
    """A little more than what is alike: numbers that hold the digits of the mobile in order."""
    wanted: list[ColumnElement[bool]] = []
    if number:
        wanted += [Person.employee_number == number, Person.mobile == (mobile_from(number) or "")]
    if mobile:
        digits = "%".join(mobile.lstrip("+"))
        wanted += [Person.mobile == mobile, Person.employee_number.like(f"%{digits}%")]
    if email:
        wanted += [Person.email == email]
    return wanted


def _refuse_number(number: str | None, others: _Owners) -> None:
    if not number:
        return
    if any(other.employee_number == number for other in others):
        raise BadValue("employee_number", _("Another person has this employee number."))
    read = mobile_from(number)
    if read and any(other.mobile == read for other in others):
        raise BadValue(
            "employee_number", _("This number reads like the mobile number of another person.")
        )


def _refuse_mobile(mobile: str | None, others: _Owners) -> None:
    if not mobile:
        return
    if any(other.mobile == mobile for other in others):
        raise BadValue("mobile", _("Another person has this mobile number."))
    if any(mobile_from(other.employee_number or "") == mobile for other in others):
        raise BadValue(
            "mobile", _("This mobile number reads like the employee number of another person.")
        )
