"""All files of the tree read one by one, before anything is held against anything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from app.content.lessons import ReadLesson, read_lessons
from app.content.policies import ReadPolicy, read_policies
from app.content.sources import Source, Sources
from app.courses.checklist_files import parse_checklist
from app.courses.files import ReadFile, parse_course, parse_exceptions
from app.courses.form_files import parse_form
from app.courses.glossary_files import parse_glossary
from app.courses.path_files import parse_path
from app.courses.position_files import parse_position
from app.markup.faults import Fault, FaultLog
from app.markup.hant import Traditional
from app.markup.markdown import render, render_inline
from app.markup.plaintext import decode
from app.quizzes.files import parse_quiz
from app.quizzes.rubric_files import ReadRubric, parse_rubric
from app.quizzes.rubrics import Rubric
from app.standards.files import ReadTopic, parse_topic
from app.standards.model import Standard


class Read(msgspec.Struct):
    """One file and what its parser made of it; `result` is None where it is not even text."""

    source: Source
    result: Any

    @property
    def slug(self) -> str:
        """The slug of the file's document."""
        return self.source.place.slug


class Readings(msgspec.Struct):
    """Everything that was read, by what it is."""

    hant: Traditional
    topics: list[Read]
    courses: list[Read]
    paths: list[Read]
    positions: list[Read]
    checklists: list[Read]
    forms: list[Read]
    #: One file, or none.
    glossaries: list[Read]
    rubrics: list[Read]
    quizzes: list[Read]
    lessons: list[ReadLesson]
    policies: list[ReadPolicy]
    #: The figures that lessons show, and the recordings of lessons; only lessons read them.
    figures: list[Source]
    recordings: list[Source]
    faults: list[Fault]

    def register(self) -> dict[str, Standard]:
        """The standards of all topics without faults, by their ids."""
        return _register(self.topics)


def read_register(sources: Sources) -> tuple[dict[str, Standard], Traditional]:
    """The register as far as its files are sound, and the conversion to Traditional Chinese."""
    hant = Traditional(_exceptions(sources, []))
    return _register(_read(sources, "topic", parse_topic, hant, [])), hant


def read_all(sources: Sources) -> Readings:
    """Read every file. Never raises; the faults of all files come at once.

    What quizzes say stays Markdown: enough to find faults, and sooner done.
    """
    faults = list(sources.faults)
    hant = Traditional(_exceptions(sources, faults))
    rubrics = _read(sources, "rubric", parse_rubric, hant, faults)
    readings = Readings(
        hant=hant,
        topics=_read(sources, "topic", parse_topic, hant, faults),
        courses=_read(sources, "course", parse_course, hant, faults),
        paths=_read(sources, "path", parse_path, hant, faults),
        positions=_read(sources, "position", parse_position, hant, faults),
        checklists=_read(sources, "checklist", parse_checklist, hant, faults),
        forms=_read(sources, "form", parse_form, hant, faults),
        glossaries=_read(sources, "glossary", parse_glossary, hant, faults),
        rubrics=rubrics,
        quizzes=_read(sources, "quiz", _quiz_parser(rubrics), hant, faults),
        lessons=read_lessons(sources),
        policies=read_policies(sources),
        figures=sources.of("figure"),
        recordings=sources.of("recording"),
        faults=faults,
    )
    for lesson in readings.lessons:
        faults += lesson.faults
    for policy in readings.policies:
        faults += policy.faults
    return readings


def _register(topics: list[Read]) -> dict[str, Standard]:
    found = [read.result.topic for read in topics if read.result]
    return {each.id: each for topic in found if topic for each in topic.standards}


def _read(
    sources: Sources,
    role: str,
    parse: Callable[..., ReadTopic | ReadFile | ReadRubric],
    hant: Traditional,
    faults: list[Fault],
) -> list[Read]:
    found = []
    for source in sources.of(role):
        log = FaultLog(source.file)
        text = decode(source.data, log)
        result = None
        if text is not None:
            result = parse(text, file=source.file, slug=source.place.slug, hant=hant.text)
        faults += log.faults + (list(result.faults) if result else [])
        found.append(Read(source, result))
    return found


def rendered_quiz(read: Read, readings: Readings) -> Any:
    """A quiz without faults, with its texts as HTML.

    It holds no call-outs: a rule shown in a question would give the answer away.
    """
    text = decode(read.source.data, FaultLog(read.source.file)) or ""
    return parse_quiz(
        text,
        file=read.source.file,
        slug=read.slug,
        render=partial(render, language="zh-Hans", standard=_nothing),
        render_inline=partial(render_inline, language="zh-Hans", standard=_nothing),
        hant=readings.hant.text,
        rubrics=_known(readings.rubrics),
    ).document


def _quiz_parser(rubrics: list[Read]) -> Callable[..., Any]:
    """Finds all faults of a quiz that knows the rubrics, and leaves its texts as they are."""
    known = _known(rubrics)

    def parse(text: str, *, file: str, slug: str, hant: Callable[[str], str]) -> Any:
        return parse_quiz(
            text, file=file, slug=slug, render=str, render_inline=str, hant=str, rubrics=known
        )

    return parse


def _known(rubrics: list[Read]) -> dict[str, Rubric | None]:
    """The rubrics by their slugs; those with faults only by their names."""
    return {read.slug: read.result.rubric if read.result else None for read in rubrics}


def _nothing(identifier: str) -> None:
    return None


def _exceptions(sources: Sources, faults: list[Fault]) -> dict[str, str]:
    for source in sources.of("exceptions"):
        log = FaultLog(source.file)
        text = decode(source.data, log)
        words, found = ({}, []) if text is None else parse_exceptions(text, file=source.file)
        faults += log.faults + found
        return words
    return {}
