"""Where people and units belong: what is named is there, and nobody comes above themselves.

Whoever asks holds the lock of the house, so that what was found stays true.
"""

from __future__ import annotations

import uuid

from flask_babel import gettext as _
from sqlalchemy import Select, exists, select

from app.accounts.details import BadValue
from app.accounts.models import Person, Unit
from app.db import db


def check_unit(field: str, unit_id: uuid.UUID | None) -> None:
    """Refuse a unit that is not there."""
    if unit_id is not None and not _is_true(select(Unit.id).where(Unit.id == unit_id)):
        raise BadValue(field, _("This unit is not there. Choose another one."))


def check_leader(field: str, person_id: uuid.UUID | None) -> None:
    """Refuse a leader or supervisor who does not work here."""
    works_here = select(Person.id).where(
        Person.id == person_id, Person.is_candidate.is_(False), Person.deactivated_at.is_(None)
    )
    if person_id is not None and not _is_true(works_here):
        raise BadValue(field, _("This person does not work here. Choose somebody else."))


def check_line(person_id: uuid.UUID, supervisor_id: uuid.UUID | None) -> None:
    """Refuse a supervisor who is the person or stands below the person."""
    if supervisor_id == person_id:
        raise BadValue("supervisor_id", _("Nobody is their own supervisor. Choose somebody else."))
    if supervisor_id is not None and _is_true(_supervisors_above(supervisor_id, person_id)):
        raise BadValue(
            "supervisor_id",
            _("This would be a circle: the supervisor is below this person. Choose somebody else."),
        )


def check_parent(unit_id: uuid.UUID, parent_id: uuid.UUID | None) -> None:
    """Refuse a unit above that is the unit itself or stands below it."""
    if parent_id == unit_id:
        raise BadValue("parent_id", _("No unit belongs to itself. Choose another one."))
    if parent_id is not None and _is_true(_units_above(parent_id, unit_id)):
        raise BadValue(
            "parent_id",
            _("This would be a circle: that unit is below this one. Choose another one."),
        )


def _supervisors_above(person_id: uuid.UUID, wanted: uuid.UUID) -> Select[uuid.UUID | None]:
    """The wanted one, if she stands somewhere above this person."""
    line = (
        select(Person.supervisor_id.label("id"))
        .where(Person.id == person_id)
        .cte("line", recursive=True)
    )
    line = line.union(select(Person.supervisor_id).join(line, Person.id == line.c.id))
    return select(line.c.id).where(line.c.id == wanted)


def _units_above(unit_id: uuid.UUID, wanted: uuid.UUID) -> Select[uuid.UUID | None]:
    tree = select(Unit.parent_id.label("id")).where(Unit.id == unit_id).cte("tree", recursive=True)
    tree = tree.union(select(Unit.parent_id).join(tree, Unit.id == tree.c.id))
    return select(tree.c.id).where(tree.c.id == wanted)


def _is_true(question: Select[uuid.UUID] | Select[uuid.UUID | None]) -> bool:
    return bool(db.session.scalar(select(exists(question))))
