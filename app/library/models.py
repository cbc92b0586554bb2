"""Published documents and the library's revision."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Key, db


class LibraryState(db.Model):
    """The one row that says which revision of the library people read."""

    __tablename__ = "library"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    #: Digest over the files that were published: the same files cost no second publishing.
    tree_digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    published_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class DocumentVersion(db.Model):
    """One document as it was published; never changed afterwards."""

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("kind", "slug", "number"),
        CheckConstraint("number >= 1", name="numbers_begin_at_one"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(160))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    #: The compiled document as JSON.
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    note: Mapped[str] = mapped_column(String(500), default="")
    #: The library's revision that brought it.
    revision: Mapped[int]
    published_at: Mapped[datetime]


class LibraryEntry(db.Model):
    """Which version of a document is the current one; withdrawn documents have no entry."""

    __tablename__ = "library_entry"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    slug: Mapped[str] = mapped_column(String(160), primary_key=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_version.id"), unique=True)
