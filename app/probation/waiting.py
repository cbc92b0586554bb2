"""What waits for somebody in the reviews of probation."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from app.accounts.models import Person
from app.accounts.queries import WORKS_HERE, people_led_by
from app.accounts.roles import Permission, Role
from app.accounts.viewer import Viewer
from app.accounts.waiting import waiting
from app.probation.dates import DECIDED_BEFORE, VOICES_BEFORE
from app.probation.models import ProbationOpinion, ProbationReview
from app.probation.parts import Voice
from app.probation.queries import people_mentored_by


def waiting_for(viewer: Viewer, *, today: date) -> tuple[Select[*tuple[Any, ...]], ...]:
    """The reviews in which somebody has something to do on a day of her time zone."""
    selects = (*_own(viewer, today), _opinions(viewer, today))
    if Permission.KEEP_RECORDS in viewer.permissions:
        return (*selects, _decisions(viewer, today))
    return selects


def _own(viewer: Viewer, today: date) -> tuple[Select[*tuple[Any, ...]], ...]:
    own = ProbationReview.person_id == viewer.id
    return (
        select(*waiting("conditions-to-confirm", ProbationReview.id)).where(
            own, _IS_OPEN, ProbationReview.conditions_confirmed_at.is_(None)
        ),
        select(
            *waiting("own-word-to-give", ProbationReview.id, due_on=ProbationReview.ends_on)
        ).where(own, _IS_OPEN, _ends_by(today + VOICES_BEFORE), _is_silent("self")),
        select(*waiting("decision-to-acknowledge", ProbationReview.id)).where(
            own,
            ProbationReview.decided_at.is_not(None),
            ProbationReview.acknowledged_at.is_(None),
        ),
    )


def _opinions(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    """One row a review, also where somebody is mentor and leads as well."""
    wanted = and_(
        ProbationReview.person_id.in_(people_mentored_by(viewer.id, today)), _is_silent("mentor")
    )
    if Role.SUPERVISOR in viewer.roles:
        led = people_led_by(viewer.id).with_only_columns(Person.id)
        wanted = or_(wanted, and_(ProbationReview.person_id.in_(led), _is_silent("supervisor")))
    return _about("opinion-to-give").where(wanted, _IS_OPEN, _ends_by(today + VOICES_BEFORE))


def _decisions(viewer: Viewer, today: date) -> Select[*tuple[Any, ...]]:
    employees = select(Person.id).where(*WORKS_HERE)
    return _about("probation-to-decide").where(
        ProbationReview.person_id != viewer.id,
        ProbationReview.person_id.in_(employees),
        _IS_OPEN,
        _ends_by(today + DECIDED_BEFORE),
    )


_IS_OPEN = ProbationReview.decided_at.is_(None)


def _about(kind: str) -> Select[*tuple[Any, ...]]:
    return select(
        *waiting(
            kind,
            ProbationReview.id,
            about_id=ProbationReview.person_id,
            due_on=ProbationReview.ends_on,
        )
    )


def _ends_by(day: date) -> ColumnElement[bool]:
    return ProbationReview.ends_on <= day


def _is_silent(voice: Voice) -> ColumnElement[bool]:
    return ~exists().where(
        ProbationOpinion.review_id == ProbationReview.id, ProbationOpinion.voice == voice
    )
