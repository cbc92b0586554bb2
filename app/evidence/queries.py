"""Reading evidence."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.db import db
from app.evidence.mastery import Proof, Triad, triads
from app.evidence.models import Evidence
from app.standards.model import Standard


def triads_of(
    person_id: uuid.UUID,
    register: Mapping[str, Standard],
    standards: Collection[str] | None = None,
) -> dict[str, Triad]:
    """A person's triads for some standards, or for all that have evidence. One statement."""
    rows = select(
        Evidence.standard_id,
        Evidence.kind,
        Evidence.value,
        Evidence.standard_revision,
        Evidence.at,
    ).where(Evidence.person_id == person_id)
    if standards is not None:
        rows = rows.where(Evidence.standard_id.in_(standards))
    proofs = (Proof(*row) for row in db.session.execute(rows))
    return triads(proofs, {standard.id: standard.revision for standard in register.values()})
