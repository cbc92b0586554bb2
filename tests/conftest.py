"""Fixtures: the application on both databases, its clients, and a browser."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask, abort, redirect, request
from flask.testing import FlaskClient, FlaskCliRunner
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from app import create_app
from app.accounts.access import public
from app.db import db
from app.errors import NotYours, Problem, TooMany
from app.library.queries import Library
from tests.content_tree import ContentTree, write_tree
from tests.databases import PostgresServer
from tests.made_once import (
    publish_once,
    share_addresses,
    share_rows,
    share_statements,
    share_trees,
    templates,
)

# A busy machine is no fault of the program: examples are counted, not timed. They are the same each
# time, so that what lands does not hang on chance; `--hypothesis-profile=curious` looks for others.
settings.register_profile("calm", deadline=None, derandomize=True)
settings.register_profile("curious", deadline=None)
settings.load_profile("calm")

share_addresses()
share_rows()

DATABASES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whoever asks for the application is asked of both databases, unless marked otherwise."""
    if "database" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("database")
        metafunc.parametrize("database", only.args if only else DATABASES, indirect=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there before the first test stays to the end: nobody needs to look it over."""
    # By now the tests of the compiler have the compiler itself.
    share_trees()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


@pytest.fixture(scope="session", autouse=True)
def _own_instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of this machine's settings and nothing in the real instance folder is touched."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("DATABASE_URL", "SECRET_KEY", "SMTP_URL", "PUBLIC_URL", "TRUSTED_PROXIES"):
            environment.delenv(name, raising=False)
        environment.setenv("INSTANCE_PATH", str(tmp_path_factory.mktemp("instance")))
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A real PostgreSQL, started once, with a migrated template database."""
    # Not below pytest's folder: that is closed to the user as whom the server runs.
    with TemporaryDirectory(prefix="postgres-") as folder, PostgresServer(Path(folder)) as server:
        server.create("template_migrated")
        _migrate(server.url("template_migrated"), tmp_path_factory.mktemp("instance"))
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    _migrate(f"sqlite:///{path}", tmp_path_factory.mktemp("instance"))
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database of its own."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        name = server.lend("template_migrated")
        yield server.url(name)
        server.take_back(name)


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of its own, in an application context."""
    app = make_app(database, tmp_path / "instance")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script."""
    return app.test_client()


@pytest.fixture
def content(tmp_path: Path) -> ContentTree:
    """A small tree of content files, to change and to publish."""
    return write_tree(tmp_path)


@pytest.fixture
def published(app: Flask, content: ContentTree) -> Library:
    """The small tree, published: what people read."""
    app.config.update(COURSES_PATH=content.courses, QUIZZES_PATH=content.quizzes)
    return publish_once(content)


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line."""
    return app.test_cli_runner()


@pytest.fixture
def faulty(app: Flask) -> FlaskClient:
    """A browser at an application in which things go wrong."""

    @app.get("/test/<int:status>")
    @public
    def go_wrong(status: int) -> str:
        match status:
            case 403:
                raise NotYours
            case 409:
                raise Problem("secret words")
            case 429:
                raise TooMany(30)
            case 500:
                raise RuntimeError("secret words")
            case _:
                abort(status)

    @app.post("/test/form")
    @public
    def form() -> str:
        return str(len(request.form))

    @app.get("/test/redirect")
    @public
    def away() -> object:
        return redirect("/login")

    return app.test_client()


class Statements(list[str]):
    """The statements that were executed, but BEGIN, COMMIT and PRAGMA."""


@pytest.fixture
def statements(app: Flask) -> Iterator[Statements]:
    """Counts what is asked of the database from now on; clear() starts anew."""
    seen = Statements()

    def note(conn, cursor, statement, parameters, context, executemany):  # type: ignore[no-untyped-def]
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


class SeparateClient(FlaskClient):
    """Each request runs apart from the test, with a session of its own, as in service.

    What the test made is committed first, and what it holds is read anew afterwards.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request, and close what it opened."""
        kwargs["buffered"] = True
        db.session.commit()
        db.session.expire_all()
        response: TestResponse = Context().run(super().open, *args, **kwargs)
        return response


def make_app(database: str, instance: Path, **config: object) -> Flask:
    """An application for tests: no CSRF tokens in forms, everything else as in service."""
    instance.mkdir(parents=True, exist_ok=True)
    app = create_app(
        {
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
            "INSTANCE_PATH": instance,
            "SECRET_KEY": "test",
            "SQLALCHEMY_DATABASE_URI": database,
            "SERVER_NAME": None,
            **config,
        }
    )
    app.test_client_class = SeparateClient
    app.jinja_env.bytecode_cache = templates
    with app.app_context():
        share_statements(db.engine)
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _be_careless)
    return app


def _be_careless(connection: Any, record: Any) -> None:
    # To wait for the disk protects from a power cut, which no test has. It takes long.
    connection.execute("PRAGMA synchronous=OFF")


def _migrate(url: str, instance: Path) -> None:
    app = make_app(url, instance)
    with app.app_context():
        upgrade(directory=str(app.config["MIGRATIONS_PATH"]))
        db.session.remove()
        db.engine.dispose()


def engine_of(url: str) -> Engine:
    """A plain engine, to look into a database from outside."""
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    return engine
