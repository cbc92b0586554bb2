"""The tree of content files, compiled to documents, with every fault of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path as Folder
from typing import Any

import msgspec

from app.content.checks import check_tree
from app.content.figures import Figures, figures_of, read_figures, unknown_figures
from app.content.lessons import ReadLesson
from app.content.reading import Read, Readings, read_all, rendered_quiz
from app.content.recordings import Recording, Recordings, read_recordings
from app.content.sources import FORMAT, collect, tree_digest
from app.courses.compiling import compile_lesson
from app.courses.policy_files import compile_policy
from app.markup.faults import Fault
from app.quizzes.model import Essay, Instrument, Quiz
from app.standards.model import Standard

__all__ = ["Checked", "Document", "Tree", "check_files", "compile_tree", "tree_digest"]


@dataclass(frozen=True)
class Document:
    """One thing to publish. Equal digests mean that nothing a reader sees has changed."""

    kind: str
    #: Unique within the kind; a lesson's is `course/10-name`.
    slug: str
    digest: str
    make: Callable[[], Any] = field(repr=False, compare=False)

    @cached_property
    def body(self) -> Any:
        """What is published, rendered when asked for: what has not changed need not be."""
        return self.make()


class Tree(msgspec.Struct, frozen=True):
    """The documents of the files without faults, and all faults in the order of files and lines."""

    documents: tuple[Document, ...]
    faults: list[Fault]
    #: The sound files that lessons name.
    recordings: tuple[Recording, ...] = ()


class Checked(msgspec.Struct, frozen=True):
    """What is wrong with the files, and how much there is of each kind where nothing is."""

    faults: list[Fault]
    counts: dict[str, int]


def compile_tree(courses: Folder, quizzes: Folder, *, root: Folder | None = None) -> Tree:
    """Read, check and compile all content. Never raises for what stands in the files.

    Messages name files from `root` on, which is the folder above `courses` unless given.
    """
    readings = read_all(collect(courses, quizzes, root=root))
    figures = read_figures(readings.figures, readings.hant)
    recordings = read_recordings(readings.recordings, readings.lessons)
    faults = _faults(readings, figures, recordings)
    register = readings.register()
    documents = [
        *_documents("topic", readings.topics, readings),
        *_documents("course", readings.courses, readings),
        *_lessons(readings, register, figures, recordings),
        *_quizzes(readings),
        *_documents("path", readings.paths, readings),
        *_documents("position", readings.positions, readings),
        *_documents("checklist", readings.checklists, readings),
        *_documents("form", readings.forms, readings),
        *_documents("glossary", readings.glossaries, readings),
        *_policies(readings),
    ]
    return Tree(tuple(documents), faults, recordings.all())


def check_files(courses: Folder, quizzes: Folder, *, root: Folder | None = None) -> Checked:
    """Read and check all content as `compile_tree` does, without making documents of it."""
    readings = read_all(collect(courses, quizzes, root=root))
    figures = read_figures(readings.figures, readings.hant)
    recordings = read_recordings(readings.recordings, readings.lessons)
    return Checked(_faults(readings, figures, recordings), _counts(readings))


def _faults(readings: Readings, figures: Figures, recordings: Recordings) -> list[Fault]:
    faults = readings.faults + check_tree(readings) + figures.faults + recordings.faults
    faults += unknown_figures(readings.lessons, figures)
    return sorted(set(faults))


def _counts(readings: Readings) -> dict[str, int]:
    quizzes = [read.result.document for read in readings.quizzes if read.result]
    shown = [each for each in quizzes if each is not None and not each.draft]
    glossaries = (read.result.document for read in readings.glossaries if read.result)
    return {
        "course": len(readings.courses),
        "lesson": len(readings.lessons),
        "standard": len(readings.register()),
        "quiz": sum(isinstance(each, Quiz) for each in shown),
        "instrument": sum(isinstance(each, Instrument) for each in shown),
        "path": len(readings.paths),
        "position": len(readings.positions),
        "checklist": len(readings.checklists),
        "form": len(readings.forms),
        "policy": len(readings.policies),
        "term": sum(len(each.terms) for each in glossaries if each is not None),
    }


def _documents(kind: str, reads: list[Read], readings: Readings) -> Iterable[Document]:
    for read in reads:
        body = getattr(read.result, "topic" if kind == "topic" else "document", None)
        if body is not None:
            digest = _digest([read.source.data], readings)
            yield Document(kind, read.slug, digest, partial(_as_it_is, body))


def _as_it_is(body: Any) -> Any:
    return body


def _quizzes(readings: Readings) -> Iterable[Document]:
    rubrics = {read.slug: read.source.data for read in readings.rubrics}
    for read in readings.quizzes:
        body = read.result.document if read.result else None
        if body is not None and not getattr(body, "draft", False):
            kind = "instrument" if isinstance(body, Instrument) else "quiz"
            borrowed = (rubrics[name] for name in _rubrics_of(body) if name in rubrics)
            digest = _digest([read.source.data, *borrowed], readings)
            yield Document(kind, read.slug, digest, partial(rendered_quiz, read, readings))


def _rubrics_of(body: Quiz | Instrument) -> list[str]:
    """The names of the rubrics that a quiz holds."""
    items = body.items if isinstance(body, Quiz) else ()
    return sorted({item.rubric.slug for item in items if isinstance(item, Essay)})


def _lessons(
    readings: Readings,
    register: Mapping[str, Standard],
    figures: Figures,
    recordings: Recordings,
) -> Iterable[Document]:
    def words(identifier: str, language: str) -> str | None:
        standard = register.get(identifier)
        return None if standard is None else standard.text.in_(language)

    for lesson in readings.lessons:
        if not lesson.is_whole:
            continue
        voices = recordings.of(lesson.course, lesson.slug)
        make = partial(
            compile_lesson,
            lesson.course,
            lesson.slug,
            zh=lesson.sources["zh"],
            en=lesson.sources["en"],
            written_hant=lesson.sources.get("zh-Hant"),
            hant=readings.hant,
            words=words,
            figures=figures.svg,
            recordings=voices,
        )
        digest = _digest(
            [
                *(lesson.files[language].data for language in sorted(lesson.files)),
                *figures.data_of(figures_of(lesson)),
                *(f"{language} {name}".encode() for language, name in sorted(voices.items())),
            ],
            readings,
            cited=[register[each] for each in _cited(lesson) if each in register],
        )
        yield Document("lesson", f"{lesson.course}/{lesson.slug}", digest, make)


def _policies(readings: Readings) -> Iterable[Document]:
    for policy in readings.policies:
        if policy.is_whole:
            make = partial(
                compile_policy,
                policy.slug,
                zh=policy.sources["zh"],
                en=policy.sources["en"],
                hant=readings.hant,
            )
            data = [policy.files[language].data for language in sorted(policy.files)]
            yield Document("policy", policy.slug, _digest(data, readings), make)


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
