"""The library as a request reads it."""

from __future__ import annotations

from contextvars import Context

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.access import public
from app.library.queries import Library, current_library, library_at
from app.library.reading import document_or_404, library
from tests.content_tree import LESSON, ContentTree, publish_tree
from tests.factories import make_person, sign_in


@pytest.fixture
def seen(app: Flask, content: ContentTree, published: Library) -> list[object]:
    """What a request sees that looks twice, while somebody publishes and others read."""
    looked: list[object] = []

    def publish_and_read() -> None:
        with app.app_context():
            content.replace(f"{LESSON}.en.md", "The fourth ring", "A fourth ring")
            publish_tree(content)
            current_library()

    @app.get("/test/look")
    @public
    def look() -> str:
        looked.append(library())
        Context().run(publish_and_read)
        looked.append(library())
        return ""

    @app.get("/test/look-late")
    @public
    def look_late() -> str:
        Context().run(publish_and_read)
        looked.append(library())
        looked.append(library())
        return ""

    return looked


@pytest.mark.parametrize("path", ["/test/look", "/test/look-late"])
@pytest.mark.parametrize("is_known", [True, False], ids=["signed in", "stranger"])
def test_a_request_keeps_the_library_it_began_with(
    client: FlaskClient, seen: list[object], path: str, is_known: bool
) -> None:
    if is_known:
        sign_in(client, make_person())

    client.get(path)

    first, second = seen
    assert first is second


def text_of(found: object) -> str:
    """The words that the tests change."""
    assert isinstance(found, Library)
    lesson = found.get("lesson", "telephone/10-three-rings")
    assert lesson is not None
    return str(lesson.body.en.sections[1].parts[1].html)


def revision_of(found: object) -> int:
    """The revision that the library says it has."""
    assert isinstance(found, Library)
    return found.revision


def test_a_library_is_never_kept_under_the_wrong_revision(
    client: FlaskClient, seen: list[object]
) -> None:
    sign_in(client, make_person())

    client.get("/test/look-late")

    for found in (seen[-1], library_at(1), library_at(2)):
        assert ("A fourth ring" in text_of(found)) == (revision_of(found) == 2)
    assert revision_of(library_at(2)) == 2


def test_the_next_request_reads_what_was_published(
    app: Flask, client: FlaskClient, content: ContentTree, published: Library
) -> None:
    sign_in(client, make_person(language="en"))
    assert "On the telephone" in client.get("/quizzes/telephone").text
    content.replace(
        "quizzes/telephone.md", "  en: On the telephone\npass", "  en: By telephone\npass"
    )
    publish_tree(content)

    assert "By telephone" in client.get("/quizzes/telephone").text


def test_a_document_that_is_not_there_is_not_found(app: Flask, published: Library) -> None:
    @app.get("/test/<kind>/<slug>")
    @public
    def look(kind: str, slug: str) -> str:
        return document_or_404(kind, slug).slug

    client = app.test_client()

    assert client.get("/test/quiz/telephone").text == "telephone"
    assert client.get("/test/quiz/nothing").status_code == 404
    assert client.get("/test/nothing/telephone").status_code == 404
