"""How long a lesson takes to read, held against what its author says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.content.lessons import ReadLesson
from app.content.reading import Readings
from app.content.said import said_in_lesson
from app.courses.sources import LessonSource
from app.markup.faults import Fault
from app.standards.model import Standard

#: Chinese characters and English words that somebody over 45 reads in a minute on a phone.
CHARACTERS_A_MINUTE, WORDS_A_MINUTE = 300, 150
SECONDS_A_CHECK = 20
LONGEST_LESSON = 8
#: So many minutes may lie between what a lesson says and what it takes.
MOST_APART = 2
#: What is hardly text, such as a figure or a recording, takes other time than that of reading.
LEAST_READ = 1
_CHECKS = ("check", "ask")
_CHARACTER = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’-]*")


def faults_of_pace(readings: Readings) -> Iterable[Fault]:
    """Lessons that take too long, or another time than they say."""
    register = readings.register()
    for lesson in readings.lessons:
        for language in ("zh", "en"):
            source = lesson.sources.get(language)
            if source is not None:
                yield from _faults(lesson, source, language, register)


def minutes_of(source: LessonSource, language: str, register: dict[str, Standard]) -> float:
    """The minutes that a lesson takes, the rules that it calls out included."""
    said = [said.words for said in said_in_lesson(source, language)]
    for identifier in source.taught:
        if identifier in register:
            text = register[identifier].text
            said.append(text.en if language == "en" else text.zh)
    checks = sum(block.name in _CHECKS for block in source.outline.blocks)
    return _reading_time(" ".join(said), language) + checks * SECONDS_A_CHECK / 60


def _reading_time(words: str, language: str) -> float:
    if language == "en":
        return len(_WORD.findall(words)) / WORDS_A_MINUTE
    return len(_CHARACTER.findall(words)) / CHARACTERS_A_MINUTE


def _faults(
    lesson: ReadLesson, source: LessonSource, language: str, register: dict[str, Standard]
) -> Iterable[Fault]:
    minutes = minutes_of(source, language, register)
    line = source.head_lines.get("minutes", 1)
    if minutes > LONGEST_LESSON:
        told = f"the lesson takes {minutes:.1f} minutes to read"
        yield Fault(source.file, line, told, f"part it: {LONGEST_LESSON} minutes are the most")
    elif minutes >= LEAST_READ and source.minutes and abs(minutes - source.minutes) > MOST_APART:
        told = f"minutes is {source.minutes}, and the lesson takes {minutes:.1f} to read"
        advice = f"write a number nearer to {max(round(minutes), 1)} in both files"
        yield Fault(source.file, line, told, advice)
