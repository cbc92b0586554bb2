"""Publishing: what is on disk becomes what people read, all of it or nothing."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from app.audit.models import Event
from app.content import tree as tree_module
from app.content.tree import compile_tree
from app.db import db
from app.library import operations
from app.library.models import DocumentVersion, LibraryEntry, LibraryState
from app.library.operations import Changes, ContentFaults, publish
from app.library.queries import Library, Published, current_library, library_at, version
from tests.conftest import Statements
from tests.content_tree import LESSON, QUIZ, REGISTER, ContentTree, publish_tree, write_tree
from tests.factories import NOON, make_person
from tests.together import run_together

ALL = {
    ("checklist", "front-desk"),
    ("course", "etiquette"),
    ("course", "telephone"),
    ("form", "shift-handover"),
    ("glossary", "glossary"),
    ("instrument", "service-aptitude"),
    ("lesson", "etiquette/10-greeting"),
    ("lesson", "telephone/10-three-rings"),
    ("lesson", "telephone/20-messages"),
    ("path", "customer-service-assistant"),
    ("position", "customer-service-assistant"),
    ("quiz", "telephone"),
    ("topic", "etiquette"),
    ("topic", "telephone"),
}


def publish_now(content: ContentTree, **options: Any) -> Changes:
    """Publish and commit."""
    changes = publish(content.courses, content.quizzes, now=NOON, **options)
    db.session.commit()
    return changes


def lesson(library: Library) -> Published:
    """The lesson that the tests change."""
    found = library.get("lesson", "telephone/10-three-rings")
    assert found is not None
    return found


def rows(model: type) -> int:
    """How many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_first_publishing_brings_every_document(app: Flask, content: ContentTree) -> None:
    changes = publish_now(content)

    assert changes.revision == 1
    assert set(changes.added) == ALL
    assert (changes.changed, changes.withdrawn) == ((), ())
    library = current_library()
    assert library.revision == 1
    assert {(p.kind, p.slug) for kind in {k for k, _ in ALL} for p in library.all(kind)} == ALL
    assert {p.number for kind in {k for k, _ in ALL} for p in library.all(kind)} == {1}


def test_the_same_files_are_not_even_compiled_again(
    published: Library, content: ContentTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compile_again(*_: Path) -> None:
        raise AssertionError("compiled")

    monkeypatch.setattr(tree_module, "compile_tree", compile_again)

    assert publish_now(content) == Changes(1)
    assert current_library().revision == 1
    assert rows(DocumentVersion) == len(ALL)


def test_a_file_that_is_only_touched_is_not_a_change(
    published: Library, content: ContentTree
) -> None:
    content.write(QUIZ, content.read(QUIZ))

    assert publish_now(content) == Changes(1)


def test_a_changed_lesson_is_a_new_version_and_the_old_one_stays_readable(
    published: Library, content: ContentTree
) -> None:
    old = lesson(published)
    content.replace(f"{LESSON}.zh.md", "第四声听起来像没人管。", "第四声太晚。")

    changes = publish_now(content, note="shorter")

    assert changes == Changes(2, changed=(("lesson", "telephone/10-three-rings"),))
    new = lesson(current_library())
    assert (old.number, new.number) == (1, 2)
    assert old.version_id != new.version_id
    assert "第四声太晚" in new.body.zh.sections[1].parts[1].html
    assert "没人管" in version(old.version_id).body.zh.sections[1].parts[1].html
    row = db.session.get_one(DocumentVersion, new.version_id)
    assert (row.note, row.revision) == ("shorter", 2)


def test_documents_that_did_not_change_keep_their_version(
    published: Library, content: ContentTree
) -> None:
    content.replace(f"{LESSON}.en.md", "The fourth ring", "A fourth ring")
    publish_now(content)

    for kind, slug in ALL - {("lesson", "telephone/10-three-rings")}:
        before, after = published.get(kind, slug), current_library().get(kind, slug)
        assert before is not None
        assert after == before


def test_a_changed_standard_is_a_new_version_of_its_topic(
    published: Library, content: ContentTree
) -> None:
    content.replace(
        REGISTER,
        "touchpoint: 17\n    revision: 1\n    about: person\n    kind: figure",
        "touchpoint: 17\n    revision: 2\n    about: person\n    kind: figure",
    )

    changes = publish_now(content)

    assert ("topic", "telephone") in changes.changed
    assert current_library().standards["touchpoint-17-three-rings"].revision == 2
    assert published.standards["touchpoint-17-three-rings"].revision == 1


def withdraw_greeting(content: ContentTree) -> None:
    """Take the lesson on greeting away, and its course with it."""
    for name in ("course.yaml", "10-greeting.zh.md", "10-greeting.en.md"):
        content.remove(f"courses/etiquette/{name}")
    (content.courses / "etiquette").rmdir()
    content.replace("courses/telephone/course.yaml", "prerequisites: [etiquette]\n", "")
    content.replace(
        "courses/paths/customer-service-assistant.yaml",
        "  - id: first-day\n"
        "    title: {zh: 第一天, en: First day}\n"
        "    due: 1\n"
        "    items:\n"
        "      - course: etiquette\n",
        "",
    )


def test_a_withdrawn_document_is_gone_and_its_versions_stay(
    published: Library, content: ContentTree
) -> None:
    old = published.get("lesson", "etiquette/10-greeting")
    assert old is not None
    withdraw_greeting(content)

    changes = publish_now(content)

    assert changes.withdrawn == (("course", "etiquette"), ("lesson", "etiquette/10-greeting"))
    assert current_library().get("lesson", "etiquette/10-greeting") is None
    assert version(old.version_id).body == old.body
    assert rows(LibraryEntry) == len(ALL) - 2


def test_a_document_that_comes_back_goes_on_counting(
    published: Library, content: ContentTree, tmp_path: Path
) -> None:
    withdraw_greeting(content)
    publish_now(content)

    changes = publish_now(write_tree(tmp_path))

    assert ("lesson", "etiquette/10-greeting") in changes.added
    back = current_library().get("lesson", "etiquette/10-greeting")
    assert back is not None
    assert back.number == 2


def test_a_publishing_is_recorded(app: Flask, content: ContentTree) -> None:
    author = make_person()
    publish_now(content, by_id=author.id)

    event = db.session.scalars(select(Event)).one()
    assert (event.verb, event.object_kind, event.object_id) == ("published", "library", "1")
    assert event.actor_id == author.id
    state = db.session.get_one(LibraryState, 1)
    assert (state.published_at, state.published_by_id) == (NOON, author.id)


# Faults.


def test_faults_publish_nothing_and_come_all_at_once(
    published: Library, content: ContentTree
) -> None:
    content.replace(f"{LESSON}.zh.md", "第四声听起来像没人管。", "第四声太晚。")
    content.replace(QUIZ, "answer: false", "answer: perhaps")
    content.replace(REGISTER, "about: person\n    kind: list", "about: dog\n    kind: list")
    db.session.commit()

    with pytest.raises(ContentFaults) as problem:
        publish_now(content)

    files = {fault.file for fault in problem.value.faults}
    assert files >= {QUIZ, REGISTER}
    assert lesson(current_library()).number == 1
    assert current_library().revision == 1
    assert rows(DocumentVersion) == len(ALL)


def test_what_was_mended_can_be_published(published: Library, content: ContentTree) -> None:
    content.replace(QUIZ, "answer: false", "answer: perhaps")
    with pytest.raises(ContentFaults):
        publish_now(content)

    content.replace(QUIZ, "answer: perhaps", "answer: true")

    assert publish_now(content).changed == (("quiz", "telephone"),)


def test_the_command_line_names_each_fault_with_its_place_and_fails(
    published: Library, content: ContentTree, runner: FlaskCliRunner
) -> None:
    content.replace(QUIZ, "answer: false", "answer: perhaps")
    line = content.read(QUIZ).splitlines().index("answer: perhaps") + 1

    result = runner.invoke(args=["content", "publish"])

    assert result.exit_code == 1
    assert f"{QUIZ}:{line}: " in result.stderr
    assert "nothing was published" in result.stderr
    assert "Traceback" not in result.output
    assert current_library().revision == 1


def test_the_command_line_publishes_and_says_what_changed(
    app: Flask, content: ContentTree, runner: FlaskCliRunner
) -> None:
    app.config.update(COURSES_PATH=content.courses, QUIZZES_PATH=content.quizzes)

    first = runner.invoke(args=["content", "publish"])
    again = runner.invoke(args=["content", "publish"])
    content.replace(f"{LESSON}.en.md", "The fourth ring", "A fourth ring")
    changed = runner.invoke(args=["content", "publish", "--note", "clearer"])

    assert (first.exit_code, again.exit_code, changed.exit_code) == (0, 0, 0)
    assert first.output == "revision 1: 14 new, 0 changed, 0 withdrawn\n"
    assert again.output == "revision 1: nothing has changed\n"
    assert changed.output == "revision 2: 0 new, 1 changed, 0 withdrawn\n"
    row = db.session.get_one(DocumentVersion, lesson(current_library()).version_id)
    assert row.note == "clearer"


# Two at once.


@pytest.mark.parametrize("is_first", [True, False], ids=["never published before", "later"])
def test_two_publishings_at_once_give_two_revisions(
    app: Flask,
    content: ContentTree,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_first: bool,
) -> None:
    if not is_first:
        publish_tree(content)
    trees = [write_tree(tmp_path / name) for name in ("one", "two")]
    for number, tree in enumerate(trees):
        tree.replace(f"{LESSON}.en.md", "The fourth ring", f"Ring number {number}")
    # Both have compiled their files before either writes.
    meet = threading.Barrier(2)

    def compile_and_meet(*folders: Path) -> Any:
        tree = compile_tree(*folders)
        meet.wait(30)
        return tree

    # Nor does the second come so far before the first is done: it waits in vain for company.
    race = threading.Barrier(2)
    current_digests = operations._current_digests

    def meet_before_writing() -> dict[operations.Name, str]:
        with suppress(threading.BrokenBarrierError):
            race.wait(0.3)
        return current_digests()

    monkeypatch.setattr(tree_module, "compile_tree", compile_and_meet)
    monkeypatch.setattr(operations, "_current_digests", meet_before_writing)
    done: list[Changes] = []
    run_together(app, [lambda tree=tree: done.append(publish_now(tree)) for tree in trees])

    before = 0 if is_first else 1
    assert {each.revision for each in done} == {before + 1, before + 2}
    assert current_library().revision == before + 2
    numbers = select(DocumentVersion.number).where(
        DocumentVersion.slug == "telephone/10-three-rings"
    )
    assert sorted(db.session.scalars(numbers)) == list(range(1, before + 3))


# Reading.


def test_versions_are_found_by_their_id_only(published: Library) -> None:
    with pytest.raises(Exception, match="No row"):
        version(uuid.uuid4())


def test_before_anything_is_published_there_is_an_empty_library(app: Flask) -> None:
    library = current_library()

    assert library.revision == 0
    assert library.get("course", "telephone") is None
    assert list(library.all("course")) == []


def test_the_library_knows_what_belongs_together(published: Library) -> None:
    telephone = published.get("course", "telephone")
    assert telephone is not None

    slugs = [each.slug for each in published.lessons_of(telephone.body)]
    assert slugs == ["telephone/10-three-rings", "telephone/20-messages"]
    assert published.course_of_quiz["telephone"].slug == "telephone"
    assert len(published.standards) == 5
    assert [each.slug for each in published.taught_in["message-ask"]] == ["20-messages"]
    assert [each.slug for each in published.all("course")] == ["etiquette", "telephone"]


def test_a_warm_library_costs_one_statement_and_a_known_revision_none(
    published: Library, statements: Statements
) -> None:
    current_library()
    statements.clear()

    assert current_library() is current_library()
    assert len(statements) == 2
    statements.clear()
    assert library_at(1) is library_at(1)
    assert statements == []


def test_what_its_caller_does_not_commit_is_not_published(
    published: Library, content: ContentTree
) -> None:
    content.replace(f"{LESSON}.en.md", "The fourth ring", "A fourth ring")

    publish(content.courses, content.quizzes, now=NOON)
    db.session.rollback()

    assert current_library().revision == 1
