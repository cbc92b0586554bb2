"""Plain courses, policies and plans: short sentences, and answers by taps without typing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from app.content.lessons import ReadLesson
from app.content.reading import Read, Readings
from app.content.said import Said, said_in_lesson, said_in_quiz
from app.courses.model import Course, Path
from app.courses.sources import LessonSource
from app.markup.faults import Fault, quoted
from app.quizzes.model import Quiz
from app.standards.model import Standard

LONGEST_SENTENCE = 25
TAPPED = ("single", "multiple", "truefalse", "order", "match", "scenario")
#: A comma does not end a sentence.
_ENDS = re.compile(r"[。？！；：|?!;:]|=>")
_COUNTED = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


def unplain(readings: Readings) -> Iterable[Fault]:
    """What is not plain in courses, policies and plans that say they are."""
    plain = _plain_courses(readings)
    register = readings.register()
    for lesson in readings.lessons:
        if lesson.course in plain and "zh" in lesson.sources:
            yield from _long_in_lesson(lesson, register)
    quizzes = {slug for slug in plain.values() if slug}
    for read in readings.quizzes:
        if read.slug in quizzes:
            yield from _unplain_quiz(read)
    plain_policies = _plain_policies(readings)
    for text in plain_policies.values():
        yield from _long_sentences(text.file, said_in_lesson(text, "zh"), "policy")
    for read in readings.paths:
        yield from _unplain_path(read, plain, plain_policies)


def longest_of(words: str) -> int:
    """The number of characters of the longest sentence."""
    return max(len(_COUNTED.findall(sentence)) for sentence in _ENDS.split(words))


def _plain_courses(readings: Readings) -> dict[str, str | None]:
    """The plain courses, each with its quiz."""
    courses = (read.result.document for read in readings.courses if read.result)
    return {
        course.slug: course.quiz
        for course in courses
        if isinstance(course, Course) and course.is_plain
    }


def _plain_policies(readings: Readings) -> dict[str, LessonSource]:
    """The Chinese text of the plain policies."""
    chinese = {policy.slug: policy.sources.get("zh") for policy in readings.policies}
    return {slug: each.text for slug, each in chinese.items() if each and each.head.get("plain")}


def _long_in_lesson(lesson: ReadLesson, register: dict[str, Standard]) -> Iterator[Fault]:
    source = lesson.sources["zh"]
    yield from _long_sentences(source.file, said_in_lesson(source, "zh"))
    for call in source.outline.call_outs:
        words = register[call.id].text.zh if call.id in register else ""
        count = longest_of(words)
        if count > LONGEST_SENTENCE:
            told = f"the rule [[{call.id}]] has a sentence of {count} characters"
            advice = f"word the rule in sentences of at most {LONGEST_SENTENCE}"
            yield Fault(source.file, call.line, told, advice)


def _long_sentences(file: str, lines: Iterable[Said], kind: str = "course") -> Iterator[Fault]:
    for said in lines:
        count = longest_of(said.words) if said.language == "zh" else 0
        if count > LONGEST_SENTENCE:
            told = f"a sentence of {count} characters in a plain {kind}"
            yield Fault(file, said.line, told, f"write at most {LONGEST_SENTENCE}")


def _unplain_quiz(read: Read) -> Iterator[Fault]:
    text = read.source.data.decode("utf-8-sig", "replace")
    yield from _long_sentences(read.source.file, said_in_quiz(text))
    quiz = read.result.document if read.result else None
    for item in quiz.items if isinstance(quiz, Quiz) else ():
        if item.type not in TAPPED:
            told = f"an item of type {item.type} in the quiz of a plain course"
            line = read.result.lines.get(item.id, 1)
            yield Fault(read.source.file, line, told, f"use {', '.join(TAPPED)}")


def _unplain_path(
    read: Read, plain: dict[str, str | None], plain_policies: Mapping[str, LessonSource]
) -> Iterator[Fault]:
    path = read.result.document if read.result else None
    if not isinstance(path, Path) or not path.is_plain:
        return
    for mention in read.result.mentions:
        course = mention.slug.partition("/")[0]
        if mention.kind in ("course", "lesson") and course not in plain:
            told = f"the plan is plain, and the course {quoted(course)} is not"
            advice = "name a plain course, or write plain: yes in its course.yaml"
            yield Fault(read.source.file, mention.line, told, advice)
        elif mention.kind == "quiz" and mention.slug not in plain.values():
            told = f"the plan is plain, and no plain course ends with {quoted(mention.slug)}"
            yield Fault(read.source.file, mention.line, told, "name a quiz of a plain course")
        elif mention.kind == "policy" and mention.slug not in plain_policies:
            told = f"the plan is plain, and the policy {quoted(mention.slug)} is not"
            advice = "name a plain policy, or write plain: yes in both of its files"
            yield Fault(read.source.file, mention.line, told, advice)
