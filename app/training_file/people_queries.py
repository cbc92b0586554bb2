"""Reading the list of people whose files somebody keeps, and the units of their lists."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.listing import in_order_of_numbers, place_of
from app.accounts.models import Person, Unit
from app.accounts.queries import found_by, people_recorded_by, units_led_by, units_within
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.interface.paging import Page, page_beside
from app.training_file.finding import Asked

PAGE = 50


def page_of_people(viewer: Viewer, asked: Asked) -> Page[Person]:
    """One page of those whose records somebody keeps, in the order of numbers. One statement."""
    return page_beside(
        db.session.scalars,
        _asked_for(people_recorded_by(viewer), asked).options(joinedload(Person.unit)),
        in_order_of_numbers(Person),
        size=PAGE,
        after=place_of(asked.after),
        before=place_of(asked.before),
    )


def units_kept_by(viewer: Viewer) -> Select[Unit]:
    """The units whose yearly lists somebody reads: HR all, a supervisor those she leads and those
    below them."""
    if Role.HR in viewer.roles:
        return select(Unit)
    return select(Unit).where(Unit.id.in_(units_led_by(viewer.id)))


def named_units(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """These units by name; the name of the unit above tells teams of the same name apart."""
    above = aliased(Unit)
    rows = db.session.execute(
        units_kept_by(viewer)
        .outerjoin(above, above.id == Unit.parent_id)
        .with_only_columns(Unit.id, Unit.name, above.name.label("above"))
        .order_by(above.name.is_not(None), above.name, Unit.name, Unit.id)
    )
    return [(row.id, f"{row.above} / {row.name}" if row.above else row.name) for row in rows]


def _asked_for(people: Select[Person], asked: Asked) -> Select[Person]:
    if asked.state != "all":
        is_here = Person.deactivated_at.is_(None)
        people = people.where(is_here if asked.state == "active" else ~is_here)
    if asked.unit_id:
        people = people.where(Person.unit_id.in_(units_within(asked.unit_id)))
    return found_by(people, asked.words)
