"""All files of the tree read one by one, before anything is held against anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from app.content.lessons import ReadLesson, read_lessons
from app.content.sources import Source, Sources
from app.courses.files import (
    ReadFile,
    parse_course,
    parse_exceptions,
    parse_path,
    parse_position,
)
from app.markup.faults import Fault, FaultLog
from app.markup.hant import Traditional
from app.markup.markdown import render, render_inline
from app.markup.plaintext import decode
from app.markup.yamlfiles import load
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
    rubrics: list[Read]
    quizzes: list[Read]
    lessons: list[ReadLesson]
    faults: list[Fault]

    def register(self) -> dict[str, Standard]:
        """The standards of all topics without faults, by their ids."""
        return _register(self.topics)


def read_register(sources: Sources) -> tuple[dict[str, Standard], Traditional]:
    """The register as far as its files are sound, and the conversion to Traditional Chinese."""
    hant = Traditional(_exceptions(sources, []))
    return _register(_read(sources, "topic", parse_topic, hant, [])), hant


def read_all(sources: Sources) -> Readings:
    """Read every file. Never raises; the faults of all files come at once."""
    faults = list(sources.faults)
    hant = Traditional(_exceptions(sources, faults))
    _check_glossary(sources, faults)
    rubrics = _read(sources, "rubric", parse_rubric, hant, faults)
    readings = Readings(
        hant=hant,
        topics=_read(sources, "topic", parse_topic, hant, faults),
        courses=_read(sources, "course", parse_course, hant, faults),
        paths=_read(sources, "path", parse_path, hant, faults),
        positions=_read(sources, "position", parse_position, hant, faults),
        rubrics=rubrics,
        quizzes=_read(sources, "quiz", _quiz_parser(rubrics), hant, faults),
        lessons=read_lessons(sources),
        faults=faults,
    )
    for lesson in readings.lessons:
        faults += lesson.faults
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


def _quiz_parser(rubrics: list[Read]) -> Callable[..., Any]:
    """A parser of quizzes that knows the rubrics; one with faults only by its name."""
    known = {read.slug: read.result.rubric if read.result else None for read in rubrics}
    return partial(_parse_quiz, rubrics=known)


def _parse_quiz(
    text: str,
    *,
    file: str,
    slug: str,
    hant: Callable[[str], str],
    rubrics: Mapping[str, Rubric | None],
) -> Any:
    """A quiz holds no call-outs: a rule shown in a question would give the answer away."""
    return parse_quiz(
        text,
        file=file,
        slug=slug,
        render=lambda words: render(words, language="zh-Hans", standard=_nothing),
        render_inline=lambda words: render_inline(words, language="zh-Hans", standard=_nothing),
        hant=hant,
        rubrics=rubrics,
    )


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


def _check_glossary(sources: Sources, faults: list[Fault]) -> None:
    """The glossary is no document yet; what is there must at least be YAML."""
    for source in sources.of("glossary"):
        log = FaultLog(source.file)
        text = decode(source.data, log)
        if text is not None:
            load(text, log)
        faults += log.faults
