"""The checklists that observations were made with, each in the version whose lines were marked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from app.courses.checklists import Checklist
from app.db import db
from app.library.models import DocumentVersion
from app.library.packing import held

#: So many stay in a process: a version never changes, and all of them are a few hundred kilobytes.
_MOST_KEPT = 200
_kept: dict[uuid.UUID, Checklist] = {}


def checklists_of(version_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Checklist]:
    """The checklists by their versions. One statement, none once this process has read them."""
    wanted = set(version_ids)
    found = {key: kept for key in wanted if (kept := _kept.get(key)) is not None}
    if missing := wanted - found.keys():
        rows = select(DocumentVersion.id, DocumentVersion.body).where(
            DocumentVersion.id.in_(missing)
        )
        read = {key: held("checklist", body) for key, body in db.session.execute(rows)}
        if len(_kept) + len(read) > _MOST_KEPT:
            _kept.clear()
        _kept.update(read)
        found |= read
    return found
