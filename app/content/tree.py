"""The tree of content files, compiled to documents, with every fault of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path as Folder
from typing import Any

import msgspec

from app.content.checks import check_tree
from app.content.lessons import ReadLesson
from app.content.reading import Read, Readings, read_all
from app.content.sources import FORMAT, collect, tree_digest
from app.courses.compiling import compile_lesson
from app.markup.faults import Fault
from app.quizzes.model import Essay, Instrument, Quiz
from app.standards.model import Standard

__all__ = ["Document", "Tree", "compile_tree", "tree_digest"]


class Document(msgspec.Struct, frozen=True):
    """One thing to publish. Equal digests mean that nothing a reader sees has changed."""

    kind: str
    #: Unique within the kind; a lesson's is `course/10-name`.
    slug: str
    body: Any
    digest: str


class Tree(msgspec.Struct, frozen=True):
    """The documents of the files without faults, and all faults in the order of files and lines."""

    documents: tuple[Document, ...]
    faults: list[Fault]


def compile_tree(courses: Folder, quizzes: Folder, *, root: Folder | None = None) -> Tree:
    """Read, check and compile all content. Never raises for what stands in the files.

    Messages name files from `root` on, which is the folder above `courses` unless given.
    """
    readings = read_all(collect(courses, quizzes, root=root))
    faults = readings.faults + check_tree(readings)
    register = readings.register()
    documents = [
        *_documents("topic", readings.topics, readings),
        *_documents("course", readings.courses, readings),
        *_lessons(readings, register),
        *_quizzes(readings),
        *_documents("path", readings.paths, readings),
        *_documents("position", readings.positions, readings),
    ]
    return Tree(tuple(documents), sorted(set(faults)))


def _documents(kind: str, reads: list[Read], readings: Readings) -> Iterable[Document]:
    for read in reads:
        body = getattr(read.result, "topic" if kind == "topic" else "document", None)
        if body is not None:
            yield Document(kind, read.slug, body, _digest([read.source.data], readings))


def _quizzes(readings: Readings) -> Iterable[Document]:
    rubrics = {read.slug: read.source.data for read in readings.rubrics}
    for read in readings.quizzes:
        body = read.result.document if read.result else None
        if body is not None and not getattr(body, "draft", False):
            kind = "instrument" if isinstance(body, Instrument) else "quiz"
            borrowed = (rubrics[name] for name in _rubrics_of(body) if name in rubrics)
            yield Document(kind, read.slug, body, _digest([read.source.data, *borrowed], readings))


def _rubrics_of(body: Quiz | Instrument) -> list[str]:
    """The names of the rubrics that a quiz holds."""
    items = body.items if isinstance(body, Quiz) else ()
    return sorted({item.rubric.slug for item in items if isinstance(item, Essay)})


def _lessons(readings: Readings, register: Mapping[str, Standard]) -> Iterable[Document]:
    def words(identifier: str, language: str) -> str | None:
        standard = register.get(identifier)
        return None if standard is None else standard.text.in_(language)

    for lesson in readings.lessons:
        if not lesson.is_whole:
            continue
        body = compile_lesson(
            lesson.course,
            lesson.slug,
            zh=lesson.sources["zh"],
            en=lesson.sources["en"],
            written_hant=lesson.sources.get("zh-Hant"),
            hant=readings.hant,
            words=words,
        )
        digest = _digest(
            [lesson.files[language].data for language in sorted(lesson.files)],
            readings,
            cited=[register[each] for each in _cited(lesson) if each in register],
        )
        yield Document("lesson", f"{lesson.course}/{lesson.slug}", body, digest)


def _cited(lesson: ReadLesson) -> list[str]:
    """The rules whose words stand inside the lesson's sentences."""
    calls = [call for each in lesson.sources.values() for call in each.outline.call_outs]
    return sorted({call.id for call in calls if not call.is_alone})


def _digest(sources: list[bytes], readings: Readings, *, cited: Iterable[Standard] = ()) -> str:
    """A digest over the files of a document, and over what other files put into it: the words of
    rules inside its sentences and the exceptions of Traditional Chinese that apply to it."""
    text = b"".join(sources).decode("utf-8", "replace")
    borrowed = [
        [standard.text for standard in cited],
        sorted(readings.hant.applied_to(text).items()),
    ]
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    for part in [*sources, msgspec.json.encode(borrowed)]:
        digest.update(b"%d " % len(part))
        digest.update(part)
    return digest.hexdigest()
