"""Whose sessions somebody sees, whom she may put on a list, and for which units she trains."""

from __future__ import annotations

from sqlalchemy import Select, and_, or_, select

from app.accounts.models import Person, Unit
from app.accounts.queries import people_led_by, people_recorded_by, units_led_by
from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.sessions.models import TrainingSession


def sessions_visible_to(viewer: Viewer) -> Select[TrainingSession]:
    """HR sees every session; others those of the units they lead, those that they wrote down as
    long as it is their unit, and those that somebody else wrote down and they gave.

    Who wrote down herself that she gave it does not keep it when she leaves the team.
    """
    if Role.HR in viewer.roles:
        return select(TrainingSession)
    is_own = TrainingSession.created_by_id.is_not_distinct_from(viewer.id)
    is_hers_to_train = or_(
        TrainingSession.unit_id.is_(None),
        TrainingSession.unit_id.in_(units_trained_by(viewer).with_only_columns(Unit.id)),
    )
    return select(TrainingSession).where(
        or_(
            TrainingSession.unit_id.in_(units_led_by(viewer.id)),
            and_(is_own, is_hers_to_train),
            and_(~is_own, TrainingSession.trainer_id == viewer.id),
        )
    )


def people_noted_by(viewer: Viewer) -> Select[Person]:
    """Whom somebody may put on the list of a session: who works here and whose records she keeps.

    Never herself: her own presence is said by another, or by the code of another's session.
    """
    return people_recorded_by(viewer).where(Person.deactivated_at.is_(None))


def units_trained_by(viewer: Viewer) -> Select[Unit]:
    """The units for which somebody holds sessions: those she leads, and where her people work."""
    if Role.HR in viewer.roles:
        return select(Unit)
    hers = people_led_by(viewer.id).where(Person.unit_id.is_not(None))
    return select(Unit).where(
        or_(
            Unit.id.in_(units_led_by(viewer.id)),
            Unit.id.in_(hers.with_only_columns(Person.unit_id)),
        )
    )
