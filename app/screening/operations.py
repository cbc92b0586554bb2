"""What HR does with invitations: inviting, sending again, taking back, deciding."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from app.accounts.locks import lock_person
from app.accounts.people import create_candidate
from app.accounts.viewer import hash_token
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.notices.operations import queue_mail
from app.screening.deeds import Deed, possible
from app.screening.lines import Entry
from app.screening.models import Decision, Invitation
from app.screening.states import State, state_of
from app.screening.tokens import new_nonce, token_of

#: What the outbox calls the mail with a link, so that it can be found when her data is deleted.
MAIL_KIND = "invitation"

#: Writes the mail of an invitation in the candidate's language: subject and body.
Letter = Callable[[Invitation], tuple[str, str]]


class Terms(TypedDict):
    """What holds for everybody who is invited at one stroke."""

    expires_at: datetime
    now: datetime
    by_id: uuid.UUID | None
    key: str | bytes
    contact: NotRequired[str]
    extra_time: NotRequired[int]
    language: NotRequired[str]
    letter: NotRequired[Letter | None]


class NotPossible(Problem):
    """The invitation has come to a point where this cannot be done any more."""


def invite(
    name: str,
    position: str,
    *,
    expires_at: datetime,
    now: datetime,
    by_id: uuid.UUID | None,
    key: str | bytes,
    email: str | None = None,
    mobile: str | None = None,
    contact: str = "",
    extra_time: int = 0,
    language: str = "zh-Hans",
    letter: Letter | None = None,
) -> Invitation:
    """Ask somebody to show what she can do for a position; with an address she gets a mail too."""
    person = create_candidate(name, now=now, by_id=by_id, language=language)
    nonce = new_nonce()
    invitation = Invitation(
        person_id=person.id,
        person=person,
        position=position,
        nonce=nonce,
        token_hash=hash_token(token_of(nonce, key)),
        created_at=now,
        created_by_id=by_id,
        expires_at=expires_at,
        email=email,
        mobile=mobile,
        contact=contact,
        extra_time=extra_time,
    )
    db.session.add(invitation)
    db.session.flush()
    _record("invited", invitation, now=now, by_id=by_id)
    if email and letter is not None:
        _queue(invitation, letter, now=now)
    return invitation


def invite_many(
    entries: Iterable[Entry], position: str, **terms: Unpack[Terms]
) -> list[Invitation]:
    """Invite everybody in the lines, all at the same moment: by it they belong together."""
    return [
        invite(entry.name, position, email=entry.email, mobile=entry.mobile, **terms)
        for entry in entries
    ]


def resend(
    invitation: Invitation, letter: Letter, *, now: datetime, by_id: uuid.UUID | None
) -> None:
    """Send the mail with the link once more."""
    _require(Deed.SHOW_LINK, invitation, now=now)
    if not invitation.email:
        raise NotPossible
    _queue(invitation, letter, now=now)
    _record("sent_again", invitation, now=now, by_id=by_id)


def renew_link(
    invitation: Invitation,
    *,
    expires_at: datetime,
    key: str | bytes,
    now: datetime,
    by_id: uuid.UUID | None,
    letter: Letter | None = None,
) -> None:
    """Make a new link with a new last day; the old one is dead from now on."""
    _require(Deed.RENEW, invitation, now=now)
    invitation.nonce = new_nonce()
    invitation.token_hash = hash_token(token_of(invitation.nonce, key))
    invitation.expires_at = max(expires_at, invitation.expires_at)
    invitation.revoked_at = None
    db.session.flush()
    if invitation.email and letter is not None:
        _queue(invitation, letter, now=now)
    _record("renewed_link", invitation, now=now, by_id=by_id)


def extend(
    invitation: Invitation, *, expires_at: datetime, now: datetime, by_id: uuid.UUID | None
) -> None:
    """Let the link work longer; an earlier day than before changes nothing."""
    _require(Deed.EXTEND, invitation, now=now)
    if expires_at <= invitation.expires_at:
        return
    invitation.expires_at = expires_at
    _record("extended", invitation, now=now, by_id=by_id)


def revoke(invitation: Invitation, *, now: datetime, by_id: uuid.UUID | None) -> None:
    """Take the link back. Twice changes nothing."""
    if state_of(invitation, now=now) is State.REVOKED:
        return
    _require(Deed.REVOKE, invitation, now=now)
    invitation.revoked_at = now
    _record("revoked", invitation, now=now, by_id=by_id)


def withdraw(invitation: Invitation, *, now: datetime, by_id: uuid.UUID | None) -> None:
    """Note that the candidate does not go on. Twice changes nothing."""
    if invitation.withdrawn_at is not None:
        return
    _require(Deed.WITHDRAW, invitation, now=now)
    invitation.withdrawn_at = now
    _record("withdrawn", invitation, now=now, by_id=by_id)


def decide(
    invitation: Invitation,
    outcome: str,
    reason: str,
    *,
    now: datetime,
    by_id: uuid.UUID | None,
) -> Decision:
    """Decide about a candidate, with the reason. A later decision counts instead of this one."""
    _require(Deed.ACCEPT if outcome == "accepted" else Deed.DECLINE, invitation, now=now)
    decision = Decision(
        person_id=invitation.person_id,
        outcome=outcome,
        reason=reason,
        decided_at=now,
        decided_by_id=by_id,
    )
    invitation.decisions.append(decision)
    _record("decided", invitation, now=now, by_id=by_id)
    return decision


def deeds_of(invitation: Invitation, *, now: datetime) -> frozenset[Deed]:
    """What may be done with an invitation now."""
    state = state_of(invitation, now=now)
    return possible(state, has_answers=invitation.submitted_at is not None)


def _require(deed: Deed, invitation: Invitation, *, now: datetime) -> None:
    lock_person(invitation.person_id)
    if deed not in deeds_of(invitation, now=now):
        raise NotPossible


def _queue(invitation: Invitation, letter: Letter, *, now: datetime) -> None:
    subject, body = letter(invitation)
    queue_mail(
        invitation.email or "",
        subject,
        body,
        kind=MAIL_KIND,
        person_id=invitation.person_id,
        now=now,
    )


def _record(verb: str, invitation: Invitation, *, now: datetime, by_id: uuid.UUID | None) -> None:
    record(
        verb,
        "invitation",
        invitation.id,
        now=now,
        actor_id=by_id,
        person_id=invitation.person_id,
    )
    db.session.flush()
