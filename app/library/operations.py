"""Publishing: what is on disk becomes what people read, all of it or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.operations import record
from app.content.sources import tree_digest
from app.db import db, new_id, reading
from app.library.models import DocumentVersion, LibraryEntry, LibraryState
from app.library.recordings import keep_recordings
from app.markup.faults import Fault

if TYPE_CHECKING:
    from app.content.tree import Document

Name = tuple[str, str]
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class ContentFaults(Exception):
    """The files have faults, so nothing was published."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class Changes:
    """What a publishing changed: (kind, slug) of the documents."""

    revision: int
    added: tuple[Name, ...] = ()
    changed: tuple[Name, ...] = ()
    withdrawn: tuple[Name, ...] = ()


def publish(
    courses: Path, quizzes: Path, *, now: datetime, by_id: uuid.UUID | None = None, note: str = ""
) -> Changes:
    """Publish the files as a new revision of the library; files that did not change cost nothing.

    Raises ContentFaults with every fault of every file; then nothing is published.
    The caller commits, and hands the changes on to whoever has to know of them.
    """
    digest = tree_digest(courses, quizzes)
    with reading():
        state = db.session.get(LibraryState, 1, populate_existing=True)
        if state is not None and state.tree_digest == digest:
            return Changes(state.revision)
    # The compiler takes much memory, and of a server's processes hardly one ever publishes.
    from app.content.tree import compile_tree

    tree = compile_tree(courses, quizzes)
    if tree.faults:
        raise ContentFaults(list(tree.faults))
    keep_recordings((each.name, each.path) for each in tree.recordings)
    _render_changed(tree.documents)
    return _publish_documents(list(tree.documents), digest, now=now, by_id=by_id, note=note)


def _render_changed(documents: Iterable[Document]) -> list[Any]:
    """Rendering takes its time, so it is done before the library is locked."""
    with reading():
        present = _current_digests()
    return [each.body for each in documents if present.get((each.kind, each.slug)) != each.digest]


def _publish_documents(
    documents: list[Document], digest: str, *, now: datetime, by_id: uuid.UUID | None, note: str
) -> Changes:
    state = _locked_state(now)
    state.revision += 1
    state.tree_digest, state.published_at, state.published_by_id = digest, now, by_id
    present = _current_digests()
    numbers = _last_numbers()
    wanted = {(each.kind, each.slug): each for each in documents}
    added = tuple(sorted(wanted.keys() - present.keys()))
    withdrawn = tuple(sorted(present.keys() - wanted.keys()))
    changed = tuple(
        sorted(n for n in wanted.keys() & present.keys() if wanted[n].digest != present[n])
    )
    _forget_entries(withdrawn + changed)
    for name in added + changed:
        _add_version(wanted[name], numbers.get(name, 0) + 1, state.revision, now=now, note=note)
    db.session.flush()
    record("published", "library", state.revision, now=now, actor_id=by_id, changed=len(changed))
    return Changes(state.revision, added, changed, withdrawn)


def _locked_state(now: datetime) -> LibraryState:
    """The library's one row, held against a second publishing at the same time."""
    # It is made so that of two first publishings at once the second waits for it and finds it.
    first = _INSERTS[db.session.get_bind().dialect.name](LibraryState)
    values = {"id": 1, "revision": 0, "tree_digest": "", "published_at": now}
    db.session.execute(first.values(values).on_conflict_do_nothing())
    return db.session.get_one(LibraryState, 1, with_for_update=True, populate_existing=True)


def _current_digests() -> dict[Name, str]:
    rows = db.session.execute(
        select(LibraryEntry.kind, LibraryEntry.slug, DocumentVersion.digest).join(
            DocumentVersion, DocumentVersion.id == LibraryEntry.version_id
        )
    )
    return {(kind, slug): digest for kind, slug, digest in rows}


def _last_numbers() -> dict[Name, int]:
    rows = db.session.execute(
        select(
            DocumentVersion.kind, DocumentVersion.slug, func.max(DocumentVersion.number)
        ).group_by(DocumentVersion.kind, DocumentVersion.slug)
    )
    return {(kind, slug): number for kind, slug, number in rows}


def _forget_entries(names: tuple[Name, ...]) -> None:
    for kind, slug in names:
        db.session.execute(
            delete(LibraryEntry).where(LibraryEntry.kind == kind, LibraryEntry.slug == slug)
        )


def _add_version(
    document: Document, number: int, revision: int, *, now: datetime, note: str
) -> None:
    version = DocumentVersion(
        id=new_id(),
        kind=document.kind,
        slug=document.slug,
        number=number,
        digest=document.digest,
        body=msgspec.json.encode(document.body),
        note=note,
        revision=revision,
        published_at=now,
    )
    db.session.add(version)
    db.session.flush()
    db.session.add(LibraryEntry(kind=document.kind, slug=document.slug, version_id=version.id))
