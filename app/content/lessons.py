"""The lessons of the tree: the files of each in its languages, read and held against each other."""

from __future__ import annotations

import msgspec

from app.content.places import LESSON_ENDINGS
from app.content.sources import Source, Sources
from app.courses.rules import check_lesson
from app.courses.sisters import check_sisters
from app.courses.sources import LessonSource, read_lesson
from app.markup.faults import Fault, FaultLog
from app.markup.plaintext import decode


class ReadLesson(msgspec.Struct):
    """One lesson: its files, what each of them says, and their faults."""

    course: str
    slug: str
    files: dict[str, Source]
    #: By language; a language that could not be read is missing.
    sources: dict[str, LessonSource]
    faults: list[Fault]

    @property
    def is_whole(self) -> bool:
        """Whether it can be compiled: both languages, and no fault in any file."""
        return not self.faults and {"zh", "en"} <= self.sources.keys()


def read_lessons(sources: Sources) -> list[ReadLesson]:
    """Every lesson of every course, with the faults that its own files show."""
    grouped: dict[tuple[str, str], dict[str, Source]] = {}
    for source in sources.of("lesson"):
        name = (source.place.course, source.place.slug)
        grouped.setdefault(name, {})[source.place.language] = source
    return [_read(course, slug, files) for (course, slug), files in sorted(grouped.items())]


def _read(course: str, slug: str, files: dict[str, Source]) -> ReadLesson:
    lesson = ReadLesson(course, slug, files, {}, [])
    logs = {language: FaultLog(source.file) for language, source in files.items()}
    for language, source in files.items():
        text = decode(source.data, logs[language])
        read = None if text is None else read_lesson(text, logs[language])
        if read is not None:
            check_lesson(read, logs[language])
            lesson.sources[language] = read
    _compare(lesson, logs)
    lesson.faults += [fault for log in logs.values() for fault in log.faults]
    return lesson


def _compare(lesson: ReadLesson, logs: dict[str, FaultLog]) -> None:
    for language in ("zh", "en"):
        if language not in lesson.files:
            present = next(iter(lesson.files.values()))
            wanted = _name(lesson.slug, language)
            told = f"its sister {wanted} is missing"
            lesson.faults.append(Fault(present.file, 1, told, "write it beside this file"))
    first = lesson.sources.get("zh")
    for language, log in logs.items():
        other = lesson.sources.get(language)
        if first is not None and other is not None and language != "zh":
            check_sisters(first, other, log)


def _name(slug: str, language: str) -> str:
    ending = next(end for end, spoken in LESSON_ENDINGS.items() if spoken == language)
    return f"{slug}{ending}"
