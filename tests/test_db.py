"""Transactions that hold on both databases, reading that never writes, moments in UTC."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from select import select as readable

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select, text, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from app import create_app
from app.accounts.access import public
from app.accounts.models import Throttle
from app.config import ROOT
from app.db import db, new_id, prepare_engine, reading
from tests.factories import NOON

BEIJING = timezone(timedelta(hours=8))
ROUNDS = 500


@pytest.fixture
def counter(app: Flask) -> uuid.UUID:
    """A row with a number in it, committed."""
    row = Throttle(scope="test", key_hash="0", failures=0, last_failed_at=NOON)
    db.session.add(row)
    db.session.commit()
    return row.id


@contextmanager
def process(url: str, deed: str, row: uuid.UUID, number: int) -> Iterator[subprocess.Popen[str]]:
    """Another process, ready to begin; what is left of it ends with the block."""
    command = [sys.executable, "-m", "tests.counting", url, deed, str(row), str(number)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as running:
        try:
            assert heard(running) == "ready"
            yield running
        finally:
            running.kill()


def heard(running: subprocess.Popen[str]) -> str:
    """The next line that the process says."""
    assert running.stdout is not None
    return running.stdout.readline().strip()


def heard_from_each(*running: subprocess.Popen[str]) -> list[str]:
    """The next line of each; no more when one has ended without a word."""
    lines: list[str] = []
    silent = {each.stdout: each for each in running}
    while silent and "" not in lines:
        for pipe in readable(list(silent), [], [])[0]:
            lines.append(heard(silent.pop(pipe)))
    return lines


def say_go(running: subprocess.Popen[str]) -> None:
    """Let the process begin, or come to its end."""
    assert running.stdin is not None
    running.stdin.write("go\n")
    running.stdin.flush()


def number_in(row: uuid.UUID) -> int:
    """The number as the database has it now."""
    db.session.rollback()
    return db.session.execute(select(Throttle.failures).where(Throttle.id == row)).scalar_one()


def write(row: uuid.UUID, number: int) -> None:
    """Write the number, without committing."""
    db.session.execute(update(Throttle).where(Throttle.id == row).values(failures=number))


# Writers.


def test_of_a_thousand_read_then_writes_by_two_processes_none_fails_and_none_is_lost(
    database: str, counter: uuid.UUID
) -> None:
    with (
        process(database, "count", counter, ROUNDS) as first,
        process(database, "count", counter, ROUNDS) as second,
    ):
        say_go(first)
        say_go(second)
        # Each goes on until both have met, however late one of them began.
        assert heard_from_each(first, second) == ["met", "met"]
        say_go(first)
        say_go(second)
        done = int(heard(first)) + int(heard(second))
        assert (first.wait(60), second.wait(60)) == (0, 0)

    assert done >= 2 * ROUNDS
    assert number_in(counter) == done


def test_what_was_committed_survives_the_death_of_its_process(
    database: str, counter: uuid.UUID
) -> None:
    with process(database, "commit_and_wait", counter, 7) as running:
        say_go(running)
        assert heard(running) == "committed"
        running.kill()
        running.wait(60)

    assert number_in(counter) == 7


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A SQLite file with one row of one table."""
    path = tmp_path / "plain.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (number INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    engine.dispose()
    return path


def impatient_engine(path: Path) -> Engine:
    """An engine of ours that waits for nobody."""
    engine = create_engine(f"sqlite:///{path}")
    prepare_engine(engine)

    def be_impatient(connection, record) -> None:  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA busy_timeout=0")

    event.listen(engine, "connect", be_impatient)
    return engine


def deferred_engine(path: Path) -> Engine:
    """An engine that begins as SQLite does by itself, with all our patience."""
    engine = create_engine(f"sqlite:///{path}")

    def prepare(connection, record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA busy_timeout=30000")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


READ = text("SELECT number FROM counter")
ADD_ONE = text("UPDATE counter SET number = number + 1")


def test_a_deferred_transaction_that_reads_and_then_writes_would_fail(tables: Path) -> None:
    engine = deferred_engine(tables)
    with engine.connect() as reader, engine.connect() as writer:
        reader.execute(READ)
        writer.execute(ADD_ONE)
        writer.commit()

        with pytest.raises(OperationalError, match="database is locked"):
            reader.execute(ADD_ONE)
    engine.dispose()


def test_a_transaction_of_ours_takes_the_write_lock_before_it_reads(tables: Path) -> None:
    engine = impatient_engine(tables)
    with engine.connect() as reader, engine.connect() as writer:
        reader.execute(READ)
        with pytest.raises(OperationalError, match="database is locked"):
            writer.execute(ADD_ONE)

        reader.execute(ADD_ONE)
        reader.commit()
    engine.dispose()


def test_readers_and_the_writer_do_not_wait_for_each_other(app: Flask, tables: Path) -> None:
    engine = impatient_engine(tables)
    with engine.connect() as writer:
        writer.execute(ADD_ONE)
        with reading(), engine.connect() as reader:
            assert reader.execute(READ).scalar_one() == 0
        writer.commit()
    engine.dispose()


# Readers.


def test_a_transaction_that_only_reads_refuses_to_write(counter: uuid.UUID) -> None:
    with reading(), pytest.raises(DBAPIError):
        write(counter, 1)

    assert number_in(counter) == 0


def test_after_reading_one_may_write_again(counter: uuid.UUID) -> None:
    with reading():
        assert number_in(counter) == 0
    write(counter, 1)
    db.session.commit()

    assert number_in(counter) == 1


def add_a_row_while_reading() -> None:
    """What nobody should do."""
    with reading():
        db.session.add(Throttle(scope="test", key_hash="1", failures=0, last_failed_at=NOON))
        db.session.flush()


def test_after_a_flush_that_was_refused_one_may_write_again(counter: uuid.UUID) -> None:
    with pytest.raises(DBAPIError):
        add_a_row_while_reading()
    write(counter, 1)
    db.session.commit()

    assert number_in(counter) == 1


def test_what_was_pending_before_reading_is_kept(counter: uuid.UUID) -> None:
    write(counter, 1)
    with reading():
        pass

    assert number_in(counter) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_request_that_changes_nothing_cannot_write(
    app: Flask, counter: uuid.UUID, method: str
) -> None:
    @app.route("/test", methods=[method], provide_automatic_options=False)
    @public
    def test() -> str:
        write(counter, 1)
        db.session.commit()
        return ""

    response = app.test_client().open("/test", method=method)

    assert response.status_code >= 500
    assert number_in(counter) == 0


def test_a_post_may_write_also_after_a_get(app: Flask, counter: uuid.UUID) -> None:
    @app.post("/test")
    @public
    def test() -> str:
        write(counter, 1)
        db.session.commit()
        return ""

    client = app.test_client()
    client.get("/healthz")

    assert client.post("/test").status_code == 200
    assert number_in(counter) == 1


def test_what_was_not_committed_is_gone_with_the_request(app: Flask, counter: uuid.UUID) -> None:
    @app.post("/test")
    @public
    def test() -> str:
        write(counter, 1)
        return ""

    app.test_client().post("/test")

    assert number_in(counter) == 0


# Moments and keys.


@pytest.mark.parametrize("moment", [NOON, NOON.astimezone(BEIJING)], ids=["utc", "beijing"])
def test_moments_come_back_with_their_zone_and_in_utc(counter: uuid.UUID, moment: datetime) -> None:
    db.session.execute(update(Throttle).values(blocked_until=moment))
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL TIME ZONE 'Asia/Shanghai'"))

    found = db.session.execute(select(Throttle.blocked_until)).scalar_one()

    assert found == NOON
    assert found is not None
    assert found.utcoffset() == timedelta(0)


def test_no_moment_stays_no_moment(counter: uuid.UUID) -> None:
    assert db.session.execute(select(Throttle.blocked_until)).scalar_one() is None


def test_moments_are_compared_by_the_database_whatever_their_zone(counter: uuid.UUID) -> None:
    later = (NOON + timedelta(minutes=1)).astimezone(BEIJING)

    before = select(Throttle.id).where(Throttle.last_failed_at < later)
    after = select(Throttle.id).where(Throttle.last_failed_at > later)

    assert db.session.scalars(before).all() == [counter]
    assert db.session.scalars(after).all() == []


def test_a_moment_without_its_zone_is_refused(counter: uuid.UUID) -> None:
    with pytest.raises(StatementError, match="a moment needs its time zone"):
        db.session.execute(update(Throttle).values(last_failed_at=datetime(2026, 11, 20, 12)))


def test_keys_are_in_order_of_time_and_never_twice() -> None:
    keys = [new_id() for _ in range(1000)]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {key.version for key in keys} == {7}


@pytest.mark.database("sqlite")
def test_sqlite_keeps_what_it_promises(database: str, tmp_path: Path) -> None:
    # Made as in service: the application of the other tests does not wait for the disk.
    app = create_app(
        {"SECRET_KEY": "test", "SQLALCHEMY_DATABASE_URI": database, "INSTANCE_PATH": tmp_path}
    )

    def pragma(name: str) -> object:
        return db.session.execute(text(f"PRAGMA {name}")).scalar_one()

    with app.app_context():
        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 30000
        db.session.remove()
        db.engine.dispose()
