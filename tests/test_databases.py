"""The PostgreSQL of the tests: each test finds its database empty, and as it was migrated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from uuid import UUID

import psycopg
import pytest

from tests.databases import USES, PostgresServer, Used

UNIT = """INSERT INTO unit (id, parent_id, name, kind, zone)
    VALUES (%s, %s, '翠湖花园客服组', 'team', 'Asia/Shanghai')"""
Tester: TypeAlias = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def address(postgres: PostgresServer) -> Iterator[str]:
    """A migrated database that nobody else uses."""
    name = postgres.copy("template_migrated")
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture
def used(address: str) -> Iterator[Used]:
    """The same, to be used by one test after another."""
    used = Used(address)
    yield used
    used.leave()


@pytest.fixture
def tester(address: str) -> Iterator[Tester]:
    """What a test does in it."""
    with psycopg.connect(address) as connection:
        yield connection


def test_what_one_test_has_written_the_next_does_not_find(
    used: Used, tester: Tester, address: str
) -> None:
    # A row that another row points at.
    tester.execute(UNIT, (UUID(int=1), None))
    tester.execute(UNIT, (UUID(int=2), UUID(int=1)))
    tester.commit()

    assert used.empty()
    with psycopg.connect(address) as other:
        assert other.execute("SELECT count(*) FROM unit").fetchone() == (0,)


def test_whoever_was_left_in_it_is_put_out(used: Used, tester: Tester) -> None:
    tester.execute("LOCK TABLE company")

    assert used.empty()
    with pytest.raises(psycopg.OperationalError):
        tester.execute("SELECT 1")


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE another (id integer)",
        "ALTER TABLE unit ADD COLUMN another integer",
        "ALTER TABLE unit ALTER COLUMN name SET DEFAULT ''",
        "ALTER TABLE unit DROP CONSTRAINT ck_unit_kind_is_known",
        "CREATE INDEX another ON unit (name)",
        "UPDATE alembic_version SET version_num = 'another'",
    ],
)
def test_a_database_that_was_changed_is_not_used_again(
    used: Used, tester: Tester, change: str
) -> None:
    tester.execute(change)
    tester.commit()

    assert not used.empty()


def test_it_is_not_used_for_ever(used: Used) -> None:
    assert sum(used.empty() for _ in range(USES + 1)) == USES - 1
