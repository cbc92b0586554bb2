"""Before pages are served: schema, library, and a demonstration that nobody else can reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.passwords import hash_password
from app.address import Address
from app.db import db, utcnow
from app.demo.cast import read_cast
from app.library.queries import current_library
from app.preparation import CannotServe, prepare
from tests.conftest import make_app
from tests.content_tree import ContentTree
from tests.factories import make_person

HERE = Address("127.0.0.1", 8000)
EVERYWHERE = Address("0.0.0.0", 8000)


@pytest.fixture
def empty(app: Flask, content: ContentTree) -> Flask:
    """An application that nobody has used yet, with small courses."""
    app.config.update(COURSES_PATH=content.courses, QUIZZES_PATH=content.quizzes)
    return app


def people() -> int:
    """How many people there are."""
    return db.session.scalar(select(func.count(Person.id))) or 0


def make_learner_of_demonstration(password: str = "touchpoint-demo") -> Person:
    """The one person of the demonstration that these tests need."""
    person = make_person(
        name="陈丽华", email="learner@demo.example", password_hash=hash_password(password)
    )
    db.session.commit()
    return person


def test_an_empty_database_gets_courses_and_the_demonstration(empty: Flask) -> None:
    told = prepare(empty, HERE, {})

    assert current_library().revision == 1
    assert people() == len(read_cast().people)
    assert told.startswith("Sign in with the password touchpoint-demo as\n")
    for role in ("learner", "supervisor", "hr", "author", "admin"):
        assert f"  {role}@demo.example" in told


@pytest.mark.database("sqlite")
def test_a_database_that_does_not_exist_yet_is_made(tmp_path: Path, content: ContentTree) -> None:
    app = make_app(
        f"sqlite:///{tmp_path / 'new.sqlite3'}",
        tmp_path / "instance",
        COURSES_PATH=content.courses,
        QUIZZES_PATH=content.quizzes,
    )

    prepare(app, HERE, {"DEMO": "no"})

    with app.app_context():
        assert people() == 0
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("demo", ["no", "NO", "0", "false", "off"])
def test_without_the_demonstration_it_says_how_the_first_person_is_made(
    empty: Flask, demo: str
) -> None:
    told = prepare(empty, HERE, {"DEMO": demo})

    assert people() == 0
    assert "people create-admin" in told


def test_the_demonstration_never_joins_people_who_are_here(empty: Flask) -> None:
    make_person(name="欧阳海燕")
    db.session.commit()

    told = prepare(empty, HERE, {})

    assert people() == 1
    assert "demo.example" not in told


def test_preparing_again_changes_nothing(empty: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    make_learner_of_demonstration()
    prepare(empty, HERE, {})
    capsys.readouterr()

    prepare(empty, HERE, {})

    assert people() == 1
    assert "revision 1: nothing has changed" in capsys.readouterr().out


def test_the_demonstration_is_not_loaded_where_others_can_reach_it(empty: Flask) -> None:
    prepare(empty, EVERYWHERE, {"DEMO": "yes"})

    assert people() == 0


def test_a_loaded_demonstration_is_not_served_to_other_machines(empty: Flask) -> None:
    make_learner_of_demonstration()

    with pytest.raises(CannotServe, match=r"HOST=0.0.0.0 can be reached from other machines"):
        prepare(empty, EVERYWHERE, {})

    assert current_library().revision == 0


def test_people_of_the_demonstration_who_were_deactivated_are_no_hindrance(empty: Flask) -> None:
    make_learner_of_demonstration().deactivated_at = utcnow()
    db.session.commit()

    assert "demo.example" not in prepare(empty, EVERYWHERE, {})


def test_only_a_password_that_opens_is_told(empty: Flask) -> None:
    make_learner_of_demonstration(password="another-one")

    told = prepare(empty, HERE, {})

    assert "touchpoint-demo" not in told
    assert "that was DEMO_PASSWORD when they were loaded" in told
    assert "  learner@demo.example      陈丽华" in told


def test_faults_in_the_courses_are_told_and_nothing_is_served(
    empty: Flask, content: ContentTree
) -> None:
    content.replace("courses/etiquette/course.yaml", "[10-greeting]", "[10-gone]")

    with pytest.raises(CannotServe, match=r"(?s)course\.yaml:\d+: .*Nothing was published"):
        prepare(empty, HERE, {"DEMO": "no"})


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'no' / 'folder' / 'x.sqlite3'}", tmp_path / "instance")

    with pytest.raises(CannotServe, match="The database cannot be used: unable to open"):
        prepare(app, HERE, {})
