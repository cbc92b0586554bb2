"""What HR has on her desk: invitations made through the operations, and her pages."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.db import db, utcnow
from app.screening.models import Invitation
from app.screening.operations import decide, invite
from app.screening.tokens import token_of
from tests.screening.candidate_visits import POSITION, Visitor

KEY = "test"
RATINGS = {"calm": "9", "sorry": "unsure", "strangers": "4"}
REASON = "Answered all questions about the telephone right."


def make_invited(name: str = "周玉兰", *, by: Person | None = None, **values: Any) -> Invitation:
    """Somebody invited an hour ago for a week."""
    now = values.pop("now", None) or utcnow() - timedelta(hours=1)
    usual: dict[str, Any] = {"expires_at": now + timedelta(days=7), "contact": "林静"}
    by_id = by.id if by else None
    invitation = invite(name, POSITION, now=now, by_id=by_id, key=KEY, **usual | values)
    db.session.commit()
    return invitation


def visitor_of(invitation: Invitation) -> Visitor:
    """The candidate with her link."""
    return Visitor(token_of(invitation.nonce, KEY))


def make_finished(client: FlaskClient, name: str = "周玉兰", **values: Any) -> Invitation:
    """Somebody who answered everything right, on a phone of her own."""
    invitation = make_invited(name, **values)
    visitor_of(invitation).finish(client.application.test_client())
    db.session.refresh(invitation)
    assert invitation.submitted_at is not None
    return invitation


def rate_self(client: FlaskClient, invitation: Invitation) -> None:
    """The candidate gives the self-assessment after the quiz."""
    phone, visitor = client.application.test_client(), visitor_of(invitation)
    started = visitor.post(phone, "/self")
    place = str(started.location).removeprefix(visitor.home)
    fields = {f"rating-{name}": value for name, value in RATINGS.items()}
    answer = visitor.post(phone, f"{place}/submission", fields)
    assert answer.status_code == 302, answer.status_code


def make_decided(
    client: FlaskClient, outcome: str = "accepted", *, now: datetime | None = None, **values: Any
) -> Invitation:
    """The same, decided, after rating herself."""
    invitation = make_finished(client, **values)
    rate_self(client, invitation)
    decide(invitation, outcome, REASON, now=now or utcnow(), by_id=None)
    db.session.commit()
    return invitation


def address(invitation: Invitation, deed: str = "") -> str:
    """HR's page of an invitation, or where a deed is posted to."""
    return f"/screening/invitations/{invitation.id}" + (f"/{deed}" if deed else "")


def post(
    client: FlaskClient, invitation: Invitation, deed: str, data: dict[str, Any] | None = None
) -> TestResponse:
    """Press one of the buttons."""
    return client.post(address(invitation, deed), data=data or {})


def again(invitation_id: uuid.UUID) -> Invitation:
    """The invitation as the database has it now."""
    wanted = select(Invitation).where(Invitation.id == invitation_id)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()
