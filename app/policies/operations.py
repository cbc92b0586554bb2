"""Signing a policy."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from app.accounts.locks import lock_person
from app.db import db
from app.enrolments.models import Completion
from app.enrolments.operations import complete
from app.enrolments.queries import COUNTS
from app.library.queries import Published


def sign_policy(person_id: uuid.UUID, document: Published, *, now: datetime) -> Completion:
    """Note that a person has read this edition and knows what it says; twice is once.

    That its text was mended since without a new edition asks nobody again.
    """
    lock_person(person_id)
    kind, slug = document.completed_as
    there = db.session.scalar(
        select(Completion)
        .where(
            Completion.person_id == person_id,
            Completion.kind == kind,
            Completion.slug == slug,
            COUNTS,
        )
        .order_by(Completion.completed_at)
        .limit(1)
    )
    return there if there is not None else complete(person_id, document, now=now)
