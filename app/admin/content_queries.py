"""Reading when the library was published, by whom, and what each publishing brought."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select

from app.accounts.models import Person
from app.library.models import DocumentVersion, LibraryState

SHOWN = 20


def library_state() -> Select[LibraryState, str | None]:
    """The library as it is now, with the name of whoever published it."""
    return (
        select(LibraryState, Person.name)
        .outerjoin(Person, Person.id == LibraryState.published_by_id)
        .where(LibraryState.id == 1)
    )


def publishings() -> Select[int, datetime, int, str]:
    """The last revisions that brought documents: when, how many, and the note."""
    return (
        select(
            DocumentVersion.revision,
            func.max(DocumentVersion.published_at).label("published_at"),
            func.count().label("documents"),
            func.max(DocumentVersion.note).label("note"),
        )
        .group_by(DocumentVersion.revision)
        .order_by(DocumentVersion.revision.desc())
        .limit(SHOWN)
    )


def versions_of_revision(revision: int) -> Select[DocumentVersion]:
    """The documents that a revision brought."""
    return (
        select(DocumentVersion)
        .where(DocumentVersion.revision == revision)
        .order_by(DocumentVersion.kind, DocumentVersion.slug)
    )
