"""Deleting what may be kept no longer: candidates, and the invitations of those who were hired."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Company, Person
from app.audit.operations import record
from app.db import db
from app.notices.models import Notice
from app.screening.models import Decision, Invitation
from app.screening.operations import MAIL_KIND
from app.screening.retention import AFTER_WITHDRAWAL, IF_AGREED, kept_until

USUAL_DAYS = 180
#: A long list leaves the other steps of the sweep their turn.
AT_ONCE = 100


@dataclass(frozen=True)
class Preview:
    """What would go now: counts and days, and nobody's name."""

    candidates: int
    hired: int
    invitations: int
    first_due_at: datetime | None
    next_due_at: datetime | None


def sweep_candidates(now: datetime) -> int:
    """Delete whoever's time is over, each in a transaction of her own, and say how many."""
    days = _days()
    due = db.session.execute(_due(now, days).order_by(Person.id).limit(AT_ONCE)).all()
    # The next transaction begins with the first person: what is due is asked for once more there.
    db.session.commit()
    return sum(_erase(person_id, days, now=now) for (person_id,) in due)


def preview(now: datetime) -> Preview:
    """What `sweep_candidates` would delete now, without deleting anything."""
    days = _days()
    due = set(db.session.scalars(_due(now, days)))
    rows = db.session.scalars(
        select(Invitation).options(
            selectinload(Invitation.decisions), selectinload(Invitation.person)
        )
    ).all()
    until = _latest(rows, days)
    going = [each for each in rows if each.person_id in due]
    return Preview(
        candidates=len({each.person_id for each in going if each.person.is_candidate}),
        hired=len({each.person_id for each in going if not each.person.is_candidate}),
        invitations=len(going),
        first_due_at=min((until[person_id] for person_id in due), default=None),
        next_due_at=min((at for key, at in until.items() if key not in due), default=None),
    )


def _days() -> int:
    return db.session.scalar(select(Company.candidate_days).where(Company.id == 1)) or USUAL_DAYS


def _latest(invitations: Iterable[Invitation], days: int) -> dict[uuid.UUID, datetime]:
    """By person until when she is kept: a younger invitation keeps her longer."""
    latest: dict[uuid.UUID, datetime] = {}
    for each in invitations:
        until = kept_until(each, days=days)
        latest[each.person_id] = max(until, latest.get(each.person_id, until))
    return latest


def _due(now: datetime, days: int) -> Select[uuid.UUID]:
    """People all of whose invitations are past their time; as `retention.kept_until` says."""
    invited = exists().where(Invitation.person_id == Person.id)
    kept = exists().where(Invitation.person_id == Person.id, ~_is_past(now, days))
    return select(Person.id).where(invited, ~kept)


def _is_past(now: datetime, days: int) -> ColumnElement[bool]:
    decided_at = (
        select(func.max(Decision.decided_at))
        .where(Decision.invitation_id == Invitation.id)
        .scalar_subquery()
    )
    ended_at = func.coalesce(decided_at, Invitation.revoked_at, Invitation.expires_at)
    gave_up = Invitation.withdrawn_at.is_not(None)
    agreed = Invitation.agreed_to_more
    return or_(
        and_(gave_up, Invitation.withdrawn_at <= now - AFTER_WITHDRAWAL),
        and_(~gave_up, agreed, ended_at <= now - IF_AGREED),
        and_(~gave_up, ~agreed, ended_at <= now - timedelta(days=days)),
    )


def _erase(person_id: uuid.UUID, days: int, *, now: datetime) -> bool:
    """Delete one person's data, unless another sweep has, or she was invited anew meanwhile."""
    person = db.session.scalar(
        select(Person)
        .where(Person.id.in_(_due(now, days)), Person.id == person_id)
        .with_for_update(skip_locked=True, of=Person)
    )
    if person is None:
        db.session.rollback()
        return False
    if person.is_candidate:
        # Attempts, answers, ratings, completions, evidence and mails go with her by their keys.
        db.session.execute(delete(Person).where(Person.id == person_id))
    else:
        _forget_screening(person_id)
    record("erased", "candidate", person_id, now=now)
    db.session.commit()
    return True


def _forget_screening(person_id: uuid.UUID) -> None:
    """Of one who was hired only the application goes; her results are part of her record."""
    db.session.execute(delete(Decision).where(Decision.person_id == person_id))
    db.session.execute(delete(Invitation).where(Invitation.person_id == person_id))
    db.session.execute(
        delete(Notice).where(Notice.person_id == person_id, Notice.kind == MAIL_KIND)
    )
