"""Whether the process lives, and whether it is ready for people."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import text

from app.db import db
from app.library.queries import Library
from tests.conftest import Statements
from tests.factories import make_person, sign_in


def test_the_process_says_that_it_lives_and_asks_nothing(
    client: FlaskClient, statements: Statements
) -> None:
    sign_in(client, make_person())
    statements.clear()

    assert client.get("/healthz").json == {"status": "ok"}
    assert statements == []


def test_it_is_ready_when_there_is_a_library(client: FlaskClient, published: Library) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok",
        "checks": {"database": True, "migrations": True, "library": True},
    }


def test_it_is_not_ready_before_anything_is_published(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"] == {"database": True, "migrations": True, "library": False}


def test_it_is_not_ready_while_the_schema_is_an_older_one(
    client: FlaskClient, published: Library
) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"] == {"database": True, "migrations": False, "library": True}
