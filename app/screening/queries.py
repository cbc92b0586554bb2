"""Reading invitations: the list with its states, one with all that belongs to it, a batch."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Tuple,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts.identifiers import email_from, mobile_from
from app.accounts.models import Person, RoleGrant, Unit
from app.accounts.queries import employees
from app.accounts.roles import Role
from app.appraisals.models import Appraisal
from app.attempts.models import Attempt
from app.db import db
from app.interface.paging import Page, page_beside
from app.screening.models import Decision, Invitation
from app.screening.states import State

PAGE = 30


def state_at(now: datetime) -> ColumnElement[str]:
    """The state of an invitation as the database sees it; as `states.state_of` does."""
    is_decided = exists().where(Decision.invitation_id == Invitation.id)
    return case(
        (Invitation.hired_at.is_not(None), str(State.HIRED)),
        (Invitation.withdrawn_at.is_not(None), str(State.WITHDRAWN)),
        (is_decided, str(State.DECIDED)),
        (Attempt.submitted_at.is_not(None), str(State.SUBMITTED)),
        (Invitation.revoked_at.is_not(None), str(State.REVOKED)),
        (Invitation.expires_at <= now, str(State.EXPIRED)),
        (Invitation.consented_at.is_not(None), str(State.OPENED)),
        else_=str(State.INVITED),
    )


def invitations() -> Select[Invitation]:
    """All invitations with their person and attempt: HR may see each."""
    return (
        select(Invitation)
        .join(Invitation.person)
        .outerjoin(Invitation.attempt)
        .options(contains_eager(Invitation.person), contains_eager(Invitation.attempt))
    )


def found_by(wanted: Select[Any], words: str, position: str = "") -> Select[Any]:
    """Those for a position whose name, phone or address has these words in it."""
    if position:
        wanted = wanted.where(Invitation.position == position)
    if not words:
        return wanted
    ways = [Person.name.icontains(words, autoescape=True)]
    if mobile := mobile_from(words):
        ways.append(Invitation.mobile.contains(mobile, autoescape=True))
    if address := email_from(words):
        ways.append(Invitation.email.contains(address, autoescape=True))
    return wanted.where(or_(*ways))


def count_by_state(words: str, position: str, *, now: datetime) -> Counter[State]:
    """How many invitations are in each state. One statement."""
    state = state_at(now).label("state")
    each = (
        select(state).select_from(Invitation).join(Invitation.person).outerjoin(Invitation.attempt)
    )
    found = found_by(each, words, position).subquery()
    rows = db.session.execute(select(found.c.state, func.count()).group_by(found.c.state))
    return Counter({State(name): count for name, count in rows})


def page_of(
    wanted: Select[Invitation],
    *,
    before: uuid.UUID | None = None,
    after: uuid.UUID | None = None,
) -> Page[Invitation]:
    """The latest invitations, or those made before or after one, with their decisions."""
    # The latest stands first: what was made before it comes after it in the list.
    return page_beside(
        db.session.scalars,
        wanted.options(selectinload(Invitation.decisions)),
        (Invitation.created_at, Invitation.id),
        size=PAGE,
        after=_place_of(before),
        before=_place_of(after),
        latest_first=True,
    )


def with_results(wanted: Select[Invitation]) -> Select[Invitation]:
    """The same with answers, ratings and decisions, in a few more statements."""
    return wanted.options(
        contains_eager(Invitation.attempt).selectinload(Attempt.responses),
        selectinload(Invitation.appraisal).selectinload(Appraisal.ratings),
        selectinload(Invitation.decisions).joinedload(Decision.decided_by),
        joinedload(Invitation.created_by),
    )


def locked(wanted: Select[Invitation]) -> Select[Invitation]:
    """The same to be changed: whoever asks second waits, and sees what the first has done."""
    return wanted.with_for_update(of=Invitation).execution_options(populate_existing=True)


def batch_of(invitation_id: uuid.UUID) -> Select[Invitation]:
    """Those who were invited at one stroke with this one, in the order of the lines."""
    one = select(Invitation.created_at, Invitation.created_by_id).where(
        Invitation.id == invitation_id
    )
    found = one.subquery()
    same_hand = or_(
        Invitation.created_by_id == found.c.created_by_id,
        Invitation.created_by_id.is_(None) & found.c.created_by_id.is_(None),
    )
    return (
        invitations()
        .join(found, Invitation.created_at == found.c.created_at)
        .where(same_hand)
        .order_by(Invitation.id)
    )


def candidates_for(position: str, *, now: datetime) -> Select[Invitation]:
    """Those whose answers for a position are in, in the order in which they handed in."""
    state = state_at(now)
    return (
        invitations()
        .where(
            Invitation.position == position,
            state.in_([str(each) for each in (State.SUBMITTED, State.DECIDED, State.HIRED)]),
            Attempt.submitted_at.is_not(None),
        )
        .options(
            contains_eager(Invitation.attempt).selectinload(Attempt.responses),
            selectinload(Invitation.decisions),
        )
        .order_by(Attempt.submitted_at.desc(), Invitation.id)
    )


def last_contact(person_id: uuid.UUID) -> Select[str]:
    """Whom HR named last for questions."""
    return (
        select(Invitation.contact)
        .where(Invitation.created_by_id == person_id)
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
        .limit(1)
    )


def places() -> Select[Unit]:
    """The units in which somebody may begin."""
    return select(Unit).order_by(Unit.name, Unit.id)


def supervisors() -> Select[Person]:
    """The employees who lead people."""
    leads = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == str(Role.SUPERVISOR))
    return (
        employees().where(Person.deactivated_at.is_(None), leads).order_by(Person.name, Person.id)
    )


def _place_of(invitation_id: uuid.UUID | None) -> Tuple | None:
    if invitation_id is None:
        return None
    created_at = (
        select(Invitation.created_at).where(Invitation.id == invitation_id).scalar_subquery()
    )
    return tuple_(created_at, literal(invitation_id))
