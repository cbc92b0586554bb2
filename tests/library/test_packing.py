"""Lessons and quizzes are held packed; lists need their outlines alone."""

from __future__ import annotations

import pytest

from app.library import packing
from app.library.packing import MOST_UNPACKED, Packed, Published
from app.library.queries import Library

pytestmark = pytest.mark.database("sqlite")


def test_lessons_and_quizzes_are_packed_and_the_others_are_not(published: Library) -> None:
    packed = {kind for kind in KINDS for each in published.all(kind) if is_packed(each)}

    assert packed == {"lesson", "quiz"}


def test_what_was_packed_is_what_was_published(published: Library) -> None:
    lesson = document(published, "lesson", "telephone/10-three-rings")

    assert lesson.body.en.title == "Within three rings"
    assert lesson.body is lesson.body


def test_the_outline_of_a_lesson_says_what_lists_show(published: Library) -> None:
    lesson = document(published, "lesson", "telephone/10-three-rings")

    outline = lesson.outline
    assert (outline.course, outline.slug, outline.minutes) == ("telephone", "10-three-rings", 4)
    assert outline.title.in_("en") == "Within three rings"
    assert outline.title.in_("zh-Hant") == "三聲之內"
    assert outline.teaches == lesson.body.teaches
    assert [(each.id, each.heading.en) for each in outline.sections][1] == (
        "why-three",
        "Why three",
    )
    assert [each.standards for each in outline.sections] == [
        info.standards for info in lesson.body.sections
    ]


def test_the_outline_of_a_quiz_says_what_its_items_ask_for(published: Library) -> None:
    quiz = document(published, "quiz", "telephone")

    assert [(each.id, each.type, each.standards) for each in quiz.outline.items] == [
        (item.id, item.type, item.standards) for item in quiz.body.items
    ]
    assert quiz.outline.title == quiz.body.title


def test_an_outline_is_the_same_whether_its_document_is_packed_or_not(published: Library) -> None:
    for kind in ("lesson", "quiz"):
        for each in published.all(kind):
            opened = Published(
                each.kind, each.slug, each.version_id, each.number, each.published_at, each.body
            )
            assert opened.outline == each.outline


def test_lists_unpack_nothing(published: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(packed: Packed) -> None:
        raise AssertionError(f"a {packed.kind} is unpacked")

    monkeypatch.setattr(packing, "_unpacked", refuse)

    assert published.taught_in["message-ask"][0].slug == "20-messages"
    for course in published.all("course"):
        assert [each.outline.minutes for each in published.lessons_of(course.body)]


def test_only_the_last_ones_stay_unpacked() -> None:
    assert packing._unpacked.cache_info().maxsize == MOST_UNPACKED


KINDS = ("topic", "course", "lesson", "quiz", "instrument", "path", "position", "checklist", "form")


def is_packed(document: Published) -> bool:
    return isinstance(document.held, Packed)


def document(library: Library, kind: str, slug: str) -> Published:
    found = library.get(kind, slug)
    assert found is not None
    return found
