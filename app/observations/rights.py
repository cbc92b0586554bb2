"""What somebody may do with an observation: answer, correct, ask again, add photos."""

from __future__ import annotations

import uuid
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select

from app.accounts.roles import Role
from app.accounts.viewer import Viewer
from app.db import db
from app.observations.models import Observation
from app.observations.queries import (
    IS_CORRECTED,
    IS_OBJECTED,
    IS_OPEN,
    is_about_led,
    is_about_observed,
)


def answerable_by(viewer: Viewer, today: date) -> Select[Observation]:
    """What it is somebody's to answer, or was: of conduct what is about herself, and the rounds of
    the people whom she may observe."""
    return select(Observation).where(
        or_(
            and_(Observation.kind == "conduct", Observation.person_id == viewer.id),
            and_(Observation.kind == "round", is_about_observed(viewer, today)),
        )
    )


def correctable_by(viewer: Viewer, today: date) -> Select[Observation]:
    """What somebody may write down once more: what she wrote down herself, and the objections that
    she was asked to look at, while she may observe the person; the walker her own rounds."""
    hers = or_(
        Observation.observer_id == viewer.id,
        and_(Observation.asked_id == viewer.id, IS_OBJECTED),
    )
    own_round = and_(Observation.kind == "round", Observation.person_id == viewer.id)
    may_see = or_(is_about_observed(viewer, today), own_round)
    return select(Observation).where(hers, may_see, ~IS_CORRECTED)


def objections_before(viewer: Viewer, today: date) -> Select[Observation]:
    """Objections for which somebody may ask another observer: HR, who leads the person, and who
    wrote the observation down, while she may observe; never the person herself."""
    objected = select(Observation).where(
        Observation.kind == "conduct", IS_OBJECTED, Observation.person_id != viewer.id
    )
    if Role.HR in viewer.roles:
        return objected
    return objected.where(
        or_(
            is_about_led(viewer),
            and_(Observation.observer_id == viewer.id, is_about_observed(viewer, today)),
        )
    )


def photographed_by(viewer: Viewer, today: date) -> Select[Observation]:
    """What somebody may add photos to and take them from: what she wrote down, of the people whom
    she may observe or on her own round, until it is confirmed or another stands for it."""
    may_see = or_(is_about_observed(viewer, today), Observation.kind == "round")
    return select(Observation).where(
        Observation.observer_id == viewer.id,
        Observation.confirmed_at.is_(None),
        ~IS_CORRECTED,
        may_see,
    )


class Rights(NamedTuple):
    """What the reader of an observation may do with it now."""

    may_answer: bool
    may_correct: bool
    may_ask: bool
    may_add_photos: bool
    #: Look at the person once more.
    may_observe: bool


def rights_to(observation_id: uuid.UUID, viewer: Viewer, today: date) -> Rights:
    """What somebody may do with an observation now. One statement."""
    scopes = (
        answerable_by(viewer, today).where(IS_OPEN),
        correctable_by(viewer, today),
        objections_before(viewer, today),
        photographed_by(viewer, today),
        select(Observation).where(is_about_observed(viewer, today)),
    )
    ids = (each.with_only_columns(Observation.id) for each in scopes)
    asked = (each.where(Observation.id == observation_id).exists() for each in ids)
    return Rights._make(db.session.execute(select(*asked)).one())
