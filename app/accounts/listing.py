"""The order in which lists show people, and the place of one of them in it."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Tuple, func, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Person


def in_order_of_numbers(person: type[Person]) -> tuple[Any, ...]:
    """By number, those without one last; the id makes each place a place of its own."""
    number = person.employee_number
    return number.is_(None), func.coalesce(number, ""), person.id


def place_of(person_id: uuid.UUID | None) -> Tuple | None:
    """Where somebody stands in that order."""
    if person_id is None:
        return None
    # An address holds an id only, no name and no number: addresses are kept in many places.
    at = aliased(Person)
    order = in_order_of_numbers(at)
    return tuple_(*(select(part).where(at.id == person_id).scalar_subquery() for part in order))
