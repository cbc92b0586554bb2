"""Reading evidence."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Uuid, bindparam, select

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
    values: dict[str, Any] = {"person_id": person_id}
    if standards is None:
        rows = db.session.execute(_PROOFS, values)
    else:
        rows = db.session.execute(_PROOFS_OF_SOME, values | {"standards": list(standards)})
    proofs = [Proof(*row) for row in rows]
    named = {proof.standard for proof in proofs} & register.keys()
    return triads(proofs, {standard: register[standard].revision for standard in named})


def shown_by(
    people: Collection[uuid.UUID], register: Mapping[str, Standard], standards: Collection[str]
) -> dict[uuid.UUID, dict[str, Triad]]:
    """What each of some people has shown of some standards; of the rest of their triads nothing is
    said. One statement."""
    rows = db.session.execute(
        select(_evidence.person_id, *_PROOFS.selected_columns).where(
            _evidence.person_id.in_(people),
            _evidence.standard_id.in_(standards),
            _evidence.kind == "shown",
        )
    )
    proofs: dict[uuid.UUID, list[Proof]] = {}
    for person_id, *proof in rows:
        proofs.setdefault(person_id, []).append(Proof(*proof))
    revisions = {name: register[name].revision for name in standards if name in register}
    return {person_id: triads(found, revisions) for person_id, found in proofs.items()}


# Most pages ask these, so they are put together once, of the table's own columns: as columns of the
# class they would take twice as long to read.
_evidence = Evidence.__table__.c
_PROOFS = select(
    _evidence.standard_id,
    _evidence.kind,
    _evidence.value,
    _evidence.standard_revision,
    _evidence.at,
).where(_evidence.person_id == bindparam("person_id", type_=Uuid()))
_PROOFS_OF_SOME = _PROOFS.where(_evidence.standard_id.in_(bindparam("standards", expanding=True)))
