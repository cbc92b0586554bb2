"""Reading the library: current documents cached for a revision, old versions one by one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Row, select

from app.courses.glossary import Term
from app.courses.model import Course, Path, Screening
from app.db import db
from app.library.models import DocumentVersion, LibraryEntry, LibraryState
from app.library.outlines import LessonOutline
from app.library.packing import Published, held
from app.standards.model import Standard

__all__ = ["Library", "Published", "current_library", "library_at", "version"]


class Library:
    """All current documents of one revision. It never changes; a request keeps its own."""

    def __init__(self, revision: int, documents: list[Published]) -> None:
        self.revision = revision
        ordered = sorted(documents, key=lambda each: (each.kind, each.slug))
        self._documents = {(each.kind, each.slug): each for each in ordered}
        self._kinds: dict[str, list[Published]] = {}
        for each in ordered:
            self._kinds.setdefault(each.kind, []).append(each)

    def get(self, kind: str, slug: str) -> Published | None:
        """The current version of a document, if there is one."""
        return self._documents.get((kind, slug))

    def of_version(self, version_id: uuid.UUID) -> Published | None:
        """The document whose current version this is."""
        return self._versions.get(version_id)

    def all(self, kind: str) -> Iterator[Published]:
        """All current documents of a kind, in order of their slugs."""
        yield from self._kinds.get(kind, ())

    def lessons_of(self, course: Course) -> list[Published]:
        """A course's lessons in their order."""
        found = (self.get("lesson", f"{course.slug}/{name}") for name in course.lessons)
        return [lesson for lesson in found if lesson is not None]

    @cached_property
    def standards(self) -> dict[str, Standard]:
        """The register: each standard by its id."""
        return {s.id: s for topic in self.all("topic") for s in topic.body.standards}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The glossary: each term by its id, in the order of the file."""
        return {t.id: t for glossary in self.all("glossary") for t in glossary.body.terms}

    @cached_property
    def taught_in(self) -> dict[str, list[LessonOutline]]:
        """The lessons that teach each standard, those written for candidates last."""
        lessons: dict[str, list[LessonOutline]] = {}
        for lesson in sorted(self.all("lesson"), key=lambda each: each.slug in self._first_looks):
            for standard in lesson.outline.teaches:
                lessons.setdefault(standard, []).append(lesson.outline)
        return lessons

    @cached_property
    def observed(self) -> frozenset[str]:
        """The ids of the standards that a checklist looks at."""
        lines = (line for each in self.all("checklist") for line in each.body.lines)
        return frozenset(standard for line in lines for standard in line.standards)

    @cached_property
    def course_of_quiz(self) -> dict[str, Course]:
        """The course that ends with each quiz."""
        return {c.body.quiz: c.body for c in self.all("course") if c.body.quiz}

    @cached_property
    def screening_quizzes(self) -> frozenset[str]:
        """The quizzes that candidates answer: staff do not find them among theirs."""
        return frozenset(screening.quiz for screening in self._screenings)

    def is_for_candidates(self, course: Course) -> bool:
        """Whether a course holds nothing but what candidates read before they are hired."""
        return all(f"{course.slug}/{name}" in self._first_looks for name in course.lessons)

    def path_of_position(self, slug: str) -> Path | None:
        """The onboarding plan of a position; where there are several, the first by its slug."""
        paths: Iterator[Path] = (path.body for path in self.all("path"))
        return next((path for path in paths if path.position == slug), None)

    @cached_property
    def _versions(self) -> dict[uuid.UUID, Published]:
        return {each.version_id: each for each in self._documents.values()}

    @cached_property
    def _first_looks(self) -> frozenset[str]:
        return frozenset(screening.lesson for screening in self._screenings)

    @cached_property
    def _screenings(self) -> tuple[Screening, ...]:
        found = (position.body.screening for position in self.all("position"))
        return tuple(screening for screening in found if screening)


def current_library() -> Library:
    """The library as it is published now. One statement, or two when it was published anew."""
    revision = db.session.scalar(select(LibraryState.revision).where(LibraryState.id == 1))
    return library_at(revision or 0)


def library_at(revision: int) -> Library:
    """The library at the revision that a request began with, kept in this process's memory.

    Where another was published in the meantime it is the newer one, under its own revision.
    """
    global _latest
    if _latest is None or _latest[0] != _where(revision):
        library = _read(revision)
        _latest = (_where(library.revision), library)
        return library
    return _latest[1]


def version(version_id: uuid.UUID) -> Published:
    """One published version, current or old."""
    return _version(version_id)


#: So many documents are read at a time.
_AT_A_TIME = 100
_COLUMNS = (
    DocumentVersion.kind,
    DocumentVersion.slug,
    DocumentVersion.id,
    DocumentVersion.number,
    DocumentVersion.published_at,
    DocumentVersion.body,
)
#: The library last read by this process, with the database and revision it was read from.
_latest: tuple[tuple[str, int], Library] | None = None


def _where(revision: int) -> tuple[str, int]:
    return str(db.engine.url), revision


def _read(revision: int) -> Library:
    # The revision comes with the documents, so that nothing is kept under another's number. Read
    # row by row, as columns: all bodies at once would be what packing is to avoid.
    rows = db.session.execute(
        select(*_COLUMNS, LibraryState.revision)
        .select_from(DocumentVersion)
        .join(LibraryEntry, LibraryEntry.version_id == DocumentVersion.id)
        .join(LibraryState, LibraryState.id == 1),
        execution_options={"yield_per": _AT_A_TIME},
    )
    found, documents = revision, []
    for row in rows:
        found = row[-1]
        documents.append(_published(row))
    return Library(found, documents)


@lru_cache(maxsize=256)
def _version(version_id: uuid.UUID) -> Published:
    row = db.session.execute(select(*_COLUMNS).where(DocumentVersion.id == version_id)).one()
    return _published(row)


def _published(row: Row[*tuple[Any, ...]]) -> Published:
    kind, slug, version_id, number, published_at, body = row[:6]
    return Published(kind, slug, version_id, number, published_at, held(kind, body))
