"""Lessons and quizzes in outline: what lists, progress and searches need, without their words."""

from __future__ import annotations

import msgspec

from app.markup.texts import Text


class SectionOutline(msgspec.Struct, frozen=True):
    """A section of a lesson: its heading, and the standards that it teaches."""

    id: str
    heading: Text
    standards: tuple[str, ...]


class LessonOutline(msgspec.Struct, frozen=True):
    """A lesson without its text."""

    course: str
    slug: str
    title: Text
    minutes: int
    teaches: tuple[str, ...]
    sections: tuple[SectionOutline, ...]


class ItemOutline(msgspec.Struct, frozen=True):
    """An item without its words."""

    id: str
    type: str
    standards: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class QuizOutline(msgspec.Struct, frozen=True):
    """A quiz without the words of its items."""

    slug: str
    title: Text
    items: tuple[ItemOutline, ...]
    feedback: str = "submitted"
    #: How many items of each tag one attempt asks; without any it asks them all.
    pick: dict[str, int] = {}
    #: Minutes.
    time_limit: int | None = None


def lesson_outline(raw: bytes) -> LessonOutline:
    """The outline of a lesson's JSON; its text is passed over and never made into values."""
    found = _LESSON.decode(raw)
    headings = [
        {section.id: section.heading for section in body.sections}
        for body in (found.zh, found.en, found.hant)
    ]
    return LessonOutline(
        course=found.course,
        slug=found.slug,
        title=Text(zh=found.zh.title, en=found.en.title, hant=found.hant.title),
        minutes=found.minutes,
        teaches=found.teaches,
        sections=tuple(
            SectionOutline(
                info.id, Text(*(each.get(info.id, "") for each in headings)), info.standards
            )
            for info in found.sections
        ),
    )


def quiz_outline(raw: bytes) -> QuizOutline:
    """The outline of a quiz's JSON."""
    return _QUIZ.decode(raw)


class _Info(msgspec.Struct):
    id: str
    standards: tuple[str, ...]


class _Headed(msgspec.Struct):
    id: str
    heading: str


class _Body(msgspec.Struct):
    title: str
    sections: tuple[_Headed, ...]


class _Lesson(msgspec.Struct):
    course: str
    slug: str
    minutes: int
    teaches: tuple[str, ...]
    sections: tuple[_Info, ...]
    zh: _Body
    en: _Body
    hant: _Body


_LESSON = msgspec.json.Decoder(_Lesson)
_QUIZ = msgspec.json.Decoder(QuizOutline)
