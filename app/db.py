"""The database: one session, moments in UTC, transactions that hold on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import uuid_utils.compat
from flask import Flask, before_render_template, current_app, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, Uuid, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import (
    DeclarativeBase,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
    registry,
)
from sqlalchemy.types import TypeDecorator

View = TypeVar("View", bound=Callable[..., Any])
#: Set on a session that has written something which is not committed yet.
_WRITTEN = "has_written"
#: Whether the transaction that begins next only reads. Requests that change nothing set it.
_reading: ContextVar[bool] = ContextVar("reading", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite gives naive values back, so the zone is put on again here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The mother of all tables; names of constraints follow one convention."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UtcDateTime, uuid.UUID: Uuid},
    )


def new_id() -> uuid.UUID:
    """A UUIDv7: unique without asking anybody, and in order of time."""
    return uuid_utils.compat.uuid7()


Key = Annotated[uuid.UUID, mapped_column(Uuid, primary_key=True, default=new_id)]

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def utcnow() -> datetime:
    """Now, in UTC. Asked for at the border only; below it `now` is an argument."""
    return datetime.now(UTC)


@contextmanager
def reading() -> Iterator[None]:
    """Reads in a transaction of their own, which takes no write lock and ends with the block."""
    db.session.commit()
    token = _reading.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _reading.reset(token)


def reads_first(view: View) -> View:
    """Say of a view that it finds out all it can before it asks for the right to write.

    On SQLite everybody who writes waits for everybody else, so the less is done meanwhile the more
    people are served. On PostgreSQL rows are locked one by one, and such a view writes at once.
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def begin_writing() -> None:
    """What follows may write: what was read so far is over, and may have changed since."""
    if _reading.get():
        db.session.commit()
        _reading.set(False)


def init_app(app: Flask) -> None:
    """Tie the database to the application."""
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", _engine_options(app))
    db.init_app(app)
    if not app.config.get("ONLY_SERVES"):
        _add_migrations(app)
    with app.app_context():
        prepare_engine(db.engine)
    app.before_request(_begin_as_the_method_says)
    before_render_template.connect(_end_writing_before_rendering, app)


def prepare_engine(engine: Engine) -> None:
    """Make every transaction of this engine begin as reading or as writing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _add_migrations(app: Flask) -> None:
    # Alembic takes ten megabytes of each process, and those of a server never migrate.
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(app.config["MIGRATIONS_PATH"]), render_as_batch=True)


def _engine_options(app: Flask) -> dict[str, Any]:
    # Errors are logged, so they must not name what people typed.
    options: dict[str, Any] = {"hide_parameters": True}
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return options | {"connect_args": {"timeout": 30}}
    return options | {"pool_size": 2, "max_overflow": 8, "pool_pre_ping": True}


def _begin_as_the_method_says() -> None:
    _reading.set(request.method in ("GET", "HEAD", "OPTIONS") or _reads_first())


def _reads_first() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "reads_first") and db.engine.dialect.name == "sqlite"


def _end_writing_before_rendering(sender: Flask, **_: Any) -> None:
    """A page that answers a POST, such as a form with errors, holds no write transaction."""
    if _reading.get():
        return
    session = db.session()
    if session.info.get(_WRITTEN) or session.new or session.dirty or session.deleted:
        session.rollback()
    else:
        session.commit()
    _reading.set(True)


@event.listens_for(db.session, "after_flush")
def _note_flush(session: Session, context: Any) -> None:
    session.info[_WRITTEN] = True


@event.listens_for(db.session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info[_WRITTEN] = True


@event.listens_for(db.session, "after_transaction_end")
def _note_end(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_WRITTEN, None)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    # The driver would begin transactions by itself, deferred and late; the begin event does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once when another wrote in between,
    # whatever the busy timeout: so what may write takes the write lock first.
    only_reads = _reading.get()
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA query_only={int(only_reads)}")
    if only_reads:
        driver.execute("BEGIN")
    else:
        # This one may wait in vain for the lock, which is told as an error of SQLAlchemy's.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    connection.connection.dbapi_connection.read_only = _reading.get()  # type: ignore[union-attr]
