"""The author's page: what is published, the faults of the files, publishing, what it brought."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.db import db
from app.library.models import DocumentVersion, LibraryState
from tests.conftest import Statements
from tests.content_tree import LESSON, QUIZ, ContentTree
from tests.factories import make_person, sign_in


def revision() -> int:
    """The library's revision as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(LibraryState.revision)).one()


def test_the_page_says_what_is_published(client: FlaskClient, author: Person) -> None:
    text = client.get("/admin/content").text

    assert "What is published is what stands in the files." in text
    assert re.search(r"<dt>Revision</dt><dd>1</dd>", text)
    assert re.search(r"<dt>Lesson</dt><dd>3</dd>", text)
    assert "Faults of the files" not in text
    assert 'name="note"' not in text


def test_files_that_say_something_else_are_noticed(
    client: FlaskClient, author: Person, content: ContentTree
) -> None:
    content.replace(QUIZ, "三声之内。", "三声之内接起。")

    text = client.get("/admin/content").text

    assert "The files say something else than what is published." in text
    assert 'name="note"' in text


def test_a_check_names_every_fault_with_file_and_line(
    client: FlaskClient, author: Person, content: ContentTree
) -> None:
    content.replace(QUIZ, "answer: 3", "answer: <three>")
    content.replace(f"{LESSON}.zh.md", "minutes: 4", "minutes: many")

    text = client.get("/admin/content?check=yes").text

    assert "quizzes/telephone.md:" in text
    assert re.search(r"courses/telephone/10-three-rings\.zh\.md:\d+", text)
    assert "<three>" not in text
    assert revision() == 1


def test_a_check_without_faults_says_so(client: FlaskClient, author: Person) -> None:
    text = client.get("/admin/content?check=yes").text

    assert "No faults" in text


def test_publishing_brings_new_versions_with_a_note(
    client: FlaskClient, author: Person, content: ContentTree
) -> None:
    content.replace(QUIZ, "三声之内。", "三声之内接起。")

    answer = client.post("/admin/content/versions", data={"note": " Clearer\x00 words "})

    assert answer.location == "/admin/content/versions/2"
    assert revision() == 2
    version = db.session.scalars(select(DocumentVersion).where(DocumentVersion.revision == 2)).one()
    assert (version.slug, version.number, version.note) == ("telephone", 2, "Clearer words")
    assert db.session.scalars(select(LibraryState)).one().published_by_id == author.id
    text = client.get("/admin/content/versions/2").text
    assert "Published as revision 2: 0 new, 1 changed, 0 withdrawn." in text
    assert "On the telephone" in text
    assert "Clearer words" in text
    text = client.get("/admin/content").text
    assert "李敏" in text
    assert 'href="/admin/content/versions/2"' in text


def test_files_with_faults_publish_nothing_and_the_note_stays(
    client: FlaskClient, author: Person, content: ContentTree
) -> None:
    content.replace(QUIZ, "answer: 3", "answer: <three>")

    answer = client.post("/admin/content/versions", data={"note": "Clearer words"})

    assert answer.status_code == 200
    assert "Nothing was published" in answer.text
    assert "quizzes/telephone.md:" in answer.text
    assert 'value="Clearer words"' in answer.text
    assert revision() == 1


def test_the_same_files_are_not_published_again(client: FlaskClient, author: Person) -> None:
    answer = client.post("/admin/content/versions", data={"note": ""})

    assert revision() == 1
    assert "There was nothing to do." in client.get(str(answer.location)).text


@pytest.mark.database("sqlite")
def test_a_note_that_is_too_long_is_said_at_its_field(
    client: FlaskClient, author: Person, content: ContentTree
) -> None:
    content.replace(QUIZ, "三声之内。", "三声之内接起。")

    answer = client.post("/admin/content/versions", data={"note": "x" * 501})

    assert 'id="note-error"' in answer.text
    assert revision() == 1


def test_a_withdrawal_alone_has_its_page(
    client: FlaskClient, author: Person, content: ContentTree
) -> None:
    content.remove("courses/paths/customer-service-assistant.yaml")

    answer = client.post("/admin/content/versions", data={"note": ""})

    assert "1 withdrawn" in (page := client.get(str(answer.location)).text)
    assert "it withdrew some" in page


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "-1", "x"])
def test_revisions_that_never_were_have_no_page(
    client: FlaskClient, author: Person, number: str
) -> None:
    assert client.get(f"/admin/content/versions/{number}").status_code == 404


def test_an_empty_library_has_its_page(client: FlaskClient, app: object) -> None:
    sign_in(client, make_person(roles=(Role.AUTHOR,), language="en"))

    text = client.get("/admin/content").text

    assert "Nothing is published yet." in text


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [Role.LEARNER, Role.SUPERVISOR, Role.HR])
def test_publishing_is_for_authors_and_administrators(
    client: FlaskClient, author: Person, role: Role
) -> None:
    sign_in(client, make_person(roles=(role,)))

    assert client.get("/admin/content").status_code == 403
    assert client.post("/admin/content/versions").status_code == 403


def test_the_page_costs_three_statements(
    client: FlaskClient, author: Person, statements: Statements
) -> None:
    client.get("/admin/content")
    statements.clear()

    client.get("/admin/content?check=yes")

    assert len(statements) <= 3, statements
    assert db.session.scalar(select(func.count()).select_from(LibraryState)) == 1
