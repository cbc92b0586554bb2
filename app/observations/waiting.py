"""What waits for somebody of observations, for the page of today and the page of practice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.accounts.roles import Permission, Role
from app.accounts.viewer import Viewer
from app.accounts.waiting import waiting
from app.observations.models import Observation
from app.observations.queries import (
    IS_CORRECTED,
    IS_OBJECTED,
    IS_OPEN,
    is_about_led,
    is_about_observed,
)
from app.observations.rights import objections_before

#: After so many days without a second look an objection comes back to whoever may ask.
DAYS_TO_LOOK_AGAIN = 7

_later = aliased(Observation)
#: Whether the person was seen once more with the same checklist, on a later day.
_IS_SEEN_AGAIN: ColumnElement[bool] = exists().where(
    _later.person_id == Observation.person_id,
    _later.checklist == Observation.checklist,
    _later.seen_on > Observation.seen_on,
)


def waiting_for(viewer: Viewer, *, today: date) -> tuple[Select[Any], ...]:
    """What is to be confirmed, looked at again or settled by somebody on a day of her time zone."""
    own = _own(viewer)
    if Permission.OBSERVE in viewer.permissions:
        return own, *_of_others(viewer, today)
    return (own, _objections(viewer, today)) if Role.HR in viewer.roles else (own,)


def rechecks_due(today: date) -> tuple[ColumnElement[bool], ...]:
    """What was to be looked at again by today, and has not been."""
    return (
        Observation.recheck_on <= today,
        Observation.objected_at.is_(None),
        ~IS_CORRECTED,
        ~_IS_SEEN_AGAIN,
    )


def _own(viewer: Viewer) -> Any:
    return select(*waiting("observation-to-confirm", Observation.id)).where(
        Observation.kind == "conduct", Observation.person_id == viewer.id, IS_OPEN
    )


def _of_others(viewer: Viewer, today: date) -> tuple[Select[Any], ...]:
    is_observed = is_about_observed(viewer, today)
    asked = _about("observation-asked").where(
        Observation.asked_id == viewer.id, IS_OBJECTED, is_observed
    )
    rounds = _about("round-to-confirm").where(Observation.kind == "round", IS_OPEN, is_observed)
    hers = or_(
        and_(Observation.observer_id == viewer.id, is_observed),
        is_about_led(viewer),
    )
    rechecks = _about("recheck-due", due_on=Observation.recheck_on).where(
        hers, *rechecks_due(today)
    )
    return asked, rounds, rechecks, _objections(viewer, today)


def _objections(viewer: Viewer, today: date) -> Any:
    # Who was asked has a week; then whoever may ask sees it again.
    week_ago = datetime.combine(today, time(), UTC) - timedelta(days=DAYS_TO_LOOK_AGAIN)
    is_unasked = or_(Observation.asked_id.is_(None), Observation.asked_at < week_ago)
    objections = objections_before(viewer, today).where(is_unasked)
    return objections.with_only_columns(
        *waiting("objection-to-answer", Observation.id, about_id=Observation.person_id)
    )


def _about(kind: str, *, due_on: Any = None) -> Any:
    columns = waiting(kind, Observation.id, about_id=Observation.person_id, due_on=due_on)
    return select(*columns)
