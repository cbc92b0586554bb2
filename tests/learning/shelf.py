"""A library made of values, for what is pure: courses, lessons, plans, standards in few words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from app.courses.checklists import Checklist
from app.courses.model import (
    Course,
    Lesson,
    LessonBody,
    Part,
    Path,
    PathItem,
    Position,
    Section,
    SectionInfo,
    Stage,
)
from app.courses.policies import Policy
from app.learning.standing import Done, Standing
from app.library.queries import Library, Published
from app.markup.texts import Text
from app.quizzes.model import Instrument, Quiz, TrueFalse
from app.standards.model import Standard, Topic

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)


def text(words: str) -> Text:
    """The same words in each language, told apart by their beginning."""
    return Text(zh=f"简{words}", en=f"en {words}", hant=f"繁{words}")


def make_standard(id: str, **values: Any) -> Standard:
    """A rule of conduct, unless told otherwise."""
    defaults = {"topic": "telephone", "touchpoint": None, "revision": 1, "about": "person"}
    return Standard(**{"id": id, "kind": "rule", "text": text(id)} | defaults | values)


def make_lesson(slug: str, *, teaches: tuple[str, ...] = (), minutes: int = 5) -> Lesson:
    """A lesson of one section, 'course/name'."""
    course, name = slug.split("/")
    parts = (Part(html="<p>…</p>"), *(Part(standard=each) for each in teaches))
    bodies = {
        language: LessonBody(f"{language} {name}", (Section("why", "Why", parts),))
        for language in ("zh", "en", "hant")
    }
    info = (SectionInfo("", (), ""), SectionInfo("why", teaches, ""))
    return Lesson(course, name, minutes, teaches, info, **bodies)


def make_course(slug: str, *, lessons: int = 2, **values: Any) -> list[Course | Lesson]:
    """A course with its lessons: l1, l2 …"""
    names = tuple(f"l{number}" for number in range(1, lessons + 1))
    course = Course(slug, text(slug), text(f"about {slug}"), names, **values)
    return [course, *(make_lesson(f"{slug}/{name}") for name in names)]


def make_quiz(slug: str, *, standards: tuple[str, ...] = (), **values: Any) -> Quiz:
    """A quiz of two items."""
    items = tuple(
        TrueFalse(id=id, stem=text(id), answer=True, standards=standards) for id in ("a", "b")
    )
    return Quiz(**{"slug": slug, "title": text(slug), "items": items} | values)


def make_instrument(slug: str) -> Instrument:
    """A self-assessment without statements."""
    return Instrument(slug=slug, title=text(slug), statements=(), bands=())


def make_path(*stages: tuple[int | None, list[str]], slug: str = "plan") -> Path:
    """A plan; each stage is its due days and its items, such as 'course:telephone'."""
    return Path(
        slug,
        text(slug),
        "assistant",
        tuple(
            Stage(
                f"s{number}",
                text(f"stage {number}"),
                due,
                tuple(PathItem(*item.split(":")) for item in items),  # type: ignore[arg-type]
            )
            for number, (due, items) in enumerate(stages, start=1)
        ),
    )


def make_library(*bodies: Any, standards: Iterable[Standard] = ()) -> Library:
    """A library with these documents, and one topic with the standards."""
    topics = [Topic("telephone", text("telephone"), tuple(standards))]
    documents = [_published(body) for body in (*_flat(bodies), *topics)]
    return Library(1, documents)


def make_standing(*done: str, **values: Any) -> Standing:
    """Where somebody stands who has completed these, such as 'lesson:telephone/l1'."""
    names = [tuple(each.split(":")) for each in done]
    return Standing(done=tuple(Done((kind, slug), NOON) for kind, slug in names), **values)


KINDS = {
    Checklist: "checklist",
    Course: "course",
    Lesson: "lesson",
    Quiz: "quiz",
    Instrument: "instrument",
    Path: "path",
    Policy: "policy",
    Position: "position",
    Topic: "topic",
}


def _flat(bodies: Iterable[Any]) -> list[Any]:
    return [one for each in bodies for one in (each if isinstance(each, list) else [each])]


def _published(body: Any) -> Published:
    slug = f"{body.course}/{body.slug}" if isinstance(body, Lesson) else body.slug
    return Published(KINDS[type(body)], slug, uuid.uuid4(), 1, NOON, body)
