"""Keeping units: groups, subsidiaries, branches, sites and teams, and who leads them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import gettext as _
from sqlalchemy import exists, select

from app.accounts.belonging import check_leader, check_parent, check_unit
from app.accounts.details import BadValue, kept_name
from app.accounts.locks import lock_house
from app.accounts.models import DEFAULT_ZONE, Unit
from app.audit.operations import record
from app.db import db

#: From the largest to the smallest.
KINDS = ("group", "subsidiary", "branch", "site", "team")


class UnitParticulars(TypedDict, total=False):
    """What may be settled about a unit; what is not named stays as it is."""

    name: str
    kind: str
    parent_id: uuid.UUID | None
    leader_id: uuid.UUID | None
    zone: str


def create_unit(
    name: str,
    *,
    kind: str,
    now: datetime,
    by_id: uuid.UUID | None,
    parent_id: uuid.UUID | None = None,
    leader_id: uuid.UUID | None = None,
    zone: str = DEFAULT_ZONE,
) -> Unit:
    """Make a unit, or raise BadValue."""
    kept = _kept(
        {
            "name": name,
            "kind": kind,
            "parent_id": parent_id,
            "leader_id": leader_id,
            "zone": zone,
        }
    )
    lock_house()
    _check(None, kept)
    unit = Unit(**kept)
    db.session.add(unit)
    db.session.flush()
    record("created", "unit", unit.id, now=now, actor_id=by_id)
    return unit


def update_unit(
    unit: Unit,
    *,
    now: datetime,
    by_id: uuid.UUID | None,
    **particulars: Unpack[UnitParticulars],
) -> None:
    """Change a unit or where it belongs, or raise BadValue and leave it as it was."""
    kept = _kept(particulars)
    changed = {field: value for field, value in kept.items() if getattr(unit, field) != value}
    if not changed:
        return
    lock_house()
    _check(unit, changed)
    for field, value in changed.items():
        setattr(unit, field, value)
    record("changed", "unit", unit.id, now=now, actor_id=by_id, fields=sorted(changed))
    db.session.flush()


def _kept(given: UnitParticulars) -> dict[str, Any]:
    kept: dict[str, Any] = dict(given)
    if "name" in kept:
        kept["name"] = kept_name(kept["name"])
    if kept.get("kind", KINDS[0]) not in KINDS:
        raise BadValue("kind", _("Choose one of the kinds."))
    if not _is_zone(kept.get("zone", DEFAULT_ZONE)):
        raise BadValue("zone", _("This is not a time zone. Write it like Asia/Shanghai."))
    return kept


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _check(unit: Unit | None, kept: dict[str, Any]) -> None:
    check_unit("parent_id", kept.get("parent_id"))
    check_leader("leader_id", kept.get("leader_id"))
    if unit is not None:
        check_parent(unit.id, kept.get("parent_id"))
    if "name" in kept or "parent_id" in kept:
        _check_name(unit, kept)


def _check_name(unit: Unit | None, kept: dict[str, Any]) -> None:
    """Sisters of one name could not be told apart."""
    name = kept.get("name", unit.name if unit else None)
    parent_id = kept.get("parent_id", unit.parent_id if unit else None)
    sister = select(Unit.id).where(
        Unit.name == name, Unit.parent_id.is_not_distinct_from(parent_id)
    )
    if unit is not None:
        sister = sister.where(Unit.id != unit.id)
    if db.session.scalar(select(exists(sister))):
        raise BadValue("name", _("There is a unit of this name already. Choose another name."))
