"""How Alembic runs the migrations: in one transaction, on the application's own engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import Connection

from app.db import UtcDateTime

database = current_app.extensions["migrate"].db


def run_migrations() -> None:
    """Bring the schema to the wanted revision; any failure leaves it as it was."""
    with database.engine.connect() as connection, _foreign_keys_unwatched(connection):
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
            # Alembic does not count on SQLite here, but with our BEGIN it undoes DDL as well.
            transactional_ddl=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            _check_foreign_keys(connection)


def _render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    # Migrations stand on their own: they name the database's types, never the application's.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def _foreign_keys_unwatched(connection: Connection) -> Iterator[None]:
    # On SQLite batch mode makes a table anew and drops the old one, which would delete its
    # children. Inside a transaction the pragma does nothing, so it goes to the driver before BEGIN.
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"the migration would leave {len(broken)} rows without their parent")


run_migrations()
