"""Reading who has signed what, and the plans that ask for it."""

from __future__ import annotations

import uuid

import msgspec
from sqlalchemy import select

from app.accounts.models import Person
from app.courses.policies import slug_and_edition
from app.db import db
from app.enrolments.models import Assignment, Completion
from app.enrolments.queries import COUNTS
from app.library.models import DocumentVersion
from app.markup.texts import Text
from app.policies.asked import Followed, Signed

KIND = "policy"


def signed_by(person_id: uuid.UUID) -> list[Signed]:
    """What a person has signed, the latest first, under the titles that it had. One statement."""
    rows = db.session.execute(
        select(Completion.slug, Completion.completed_at, DocumentVersion.body)
        .join(DocumentVersion, DocumentVersion.id == Completion.version_id)
        .where(Completion.person_id == person_id, Completion.kind == KIND, COUNTS)
        .order_by(Completion.completed_at.desc(), Completion.id.desc())
    )
    return [
        Signed(*_parted(row.slug, _TITLED.decode(row.body).title), row.completed_at) for row in rows
    ]


def followed_by(person_id: uuid.UUID) -> list[Followed]:
    """The plans that a person follows. One statement."""
    rows = db.session.execute(
        select(Assignment.path, Assignment.anchored_on, Person.probation_ends_on)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.person_id == person_id)
    )
    return [Followed(*row) for row in rows]


def _parted(signed_as: str, title: Text) -> tuple[str, Text, str]:
    slug, edition = slug_and_edition(signed_as)
    return slug, title, edition


class _Titled(msgspec.Struct):
    title: Text


_TITLED = msgspec.json.Decoder(_Titled)
