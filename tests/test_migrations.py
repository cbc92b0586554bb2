"""Migrations: up and down with rows in every table, the same as the models, all or nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from app.db import Base, UtcDateTime, db, new_id, reading
from app.health import newest_schema
from tests.factories import NOON

#: Values that a rule of the table asks for.
CHOSEN: dict[str, Any] = {
    "attempt.extra_time": 0,
    "appraisal.occasion": "own",
    "attempt.mode": "paper",
    "attendance.came_by": "ticked",
    "company.id": 1,
    "completion.kind": "lesson",
    "decision.outcome": "accepted",
    "event.object_kind": "person",
    "evidence.kind": "learned",
    "invitation.consented_at": NOON,
    "invitation.expires_at": NOON.replace(year=2027),
    "library.id": 1,
    "notice.channel": "mail",
    "observation.kind": "round",
    "observation_mark.mark": "met",
    "observer_appointment.kind": "observer",
    "observer_appointment.person_id": None,
    "outside_certificate.checked_by_id": None,
    "outside_certificate.checked_by_name": "",
    "outside_certificate.removed_reason": "",
    "password_code.expires_at": NOON.replace(year=2027),
    "person.extra_time": 0,
    "photo.certificate_id": None,
    "photo.observation_id": None,
    "probation_opinion.advice": "confirm",
    "probation_opinion.by_id": None,
    "probation_opinion.voice": "mentor",
    "probation_review.decided_by_id": None,
    "quiz_opening.unit_id": None,
    "receipt.state": "kept",
    "rescoring.cause": "regrade",
    "rescoring.state": "applied",
    "role_grant.role": "learner",
    "sign_in.expires_at": NOON.replace(year=2027),
    "training_session.ends_at": NOON.replace(year=2027),
    "training_session.kind": "weekly",
    "training_session.removed_reason": "",
    "unit.kind": "team",
}
#: The tables that the fourth migration brought.
PRACTICE = (
    *("attendance", "observation", "observation_mark", "observer_appointment"),
    *("outside_certificate", "photo", "probation_opinion", "probation_review"),
    "training_session",
)
EXAMPLES: dict[type, Any] = {
    UtcDateTime: NOON,
    DateTime: NOON,
    Date: date(2026, 11, 20),
    Boolean: False,
    Integer: 1,
    Float: 0.5,
    JSON: [],
    LargeBinary: b"{}",
    String: "x",
}


@pytest.fixture
def folder(app: Flask) -> str:
    """Where the program's own migrations are."""
    return str(app.config["MIGRATIONS_PATH"])


@pytest.fixture
def next_migration(app: Flask, tmp_path: Path) -> Path:
    """A copy of the migrations, with one more of which the test writes what it does."""
    copy = tmp_path / "migrations"
    shutil.copytree(app.config["MIGRATIONS_PATH"], copy)
    return copy / "versions" / "next.py"


def write_migration(path: Path, deed: str) -> str:
    """A migration that follows all others; gives the folder to run it from."""
    path.write_text(
        '"""Next."""\n'
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        'revision = "next"\n'
        f'down_revision = "{newest_schema()}"\n'
        f"def upgrade():\n{deed}\n"
        "def downgrade():\n    pass\n",
        "utf-8",
    )
    return str(path.parent.parent)


def tables() -> list[Table]:
    """All tables of the models, parents before children."""
    return Base.metadata.sorted_tables


def fill_every_table() -> None:
    """One row in each table, tied to the rows of its parents."""
    rows: dict[str, dict[str, Any]] = {}
    for table in tables():
        rows[table.name] = {c.name: v for c in table.columns if (v := _value(c, rows)) is not None}
        db.session.execute(insert(table).values(rows[table.name]))
    unit, person = Base.metadata.tables["unit"], rows["person"]["id"]
    db.session.execute(update(unit).values(leader_id=person))
    db.session.commit()


def _value(column: Column[Any], rows: dict[str, dict[str, Any]]) -> Any:
    name = f"{column.table.name}.{column.name}"
    if name in CHOSEN:
        return CHOSEN[name]
    for key in column.foreign_keys:
        parent = rows.get(key.column.table.name, {})
        if key.column.table is not column.table and key.column.name in parent:
            return parent[key.column.name]
    if column.primary_key and isinstance(column.type, Uuid):
        return new_id()
    if column.nullable or column.default is not None:
        return None
    return next(example for kind, example in EXAMPLES.items() if isinstance(column.type, kind))


def counts() -> dict[str, int]:
    """How many rows each table of the models has."""
    rows = {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables()}
    db.session.commit()
    return rows


def names_in_database() -> set[str]:
    """The tables that are there."""
    names = set(inspect(db.engine).get_table_names())
    return names - {"alembic_version"}


def schema() -> str:
    """The revision that the database says it has."""
    return str(db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def release() -> None:
    """Hold nothing in the database while a migration runs, nor remember its tables."""
    db.session.remove()
    db.engine.dispose()


def test_down_and_up_again_with_rows_in_every_table(folder: str) -> None:
    fill_every_table()
    assert set(counts().values()) == {1}

    release()
    downgrade(directory=folder, revision="base")
    assert names_in_database() == set()
    release()
    upgrade(directory=folder)

    assert set(counts().values()) == {0}
    fill_every_table()
    assert set(counts().values()) == {1}


def test_one_step_down_and_up_keeps_people_and_what_they_did(folder: str) -> None:
    fill_every_table()
    people = Base.metadata.tables["person"]
    db.session.execute(
        insert(people).values(id=new_id(), name="周玉兰", created_at=NOON, is_candidate=True)
    )
    db.session.commit()
    release()

    downgrade(directory=folder, revision="0001")
    left = db.session.execute(text("SELECT name FROM person WHERE deactivated_at IS NOT NULL"))
    assert left.scalars().all() == ["周玉兰"]
    db.session.commit()
    assert names_in_database().isdisjoint({"invitation", "decision", "password_code"})
    release()
    upgrade(directory=folder)

    gone = {"invitation": 0, "decision": 0, "password_code": 0}
    gone |= {"mark": 0, "rescoring": 0, "quiz_opening": 0} | dict.fromkeys(PRACTICE, 0)
    assert counts() == dict.fromkeys(counts(), 1) | gone | {"person": 2}
    assert db.session.scalar(text("SELECT candidate_days FROM company")) == 180
    assert db.session.scalar(text("SELECT count(*) FROM person WHERE is_candidate")) == 0


def test_receipts_come_from_responses_and_withdrawn_completions_go(folder: str) -> None:
    fill_every_table()
    completion = Base.metadata.tables["completion"]
    attempt = Base.metadata.tables["attempt"]
    db.session.execute(
        update(completion).values(withdrawn_at=NOON, withdrawn_reason="the key was wrong")
    )
    db.session.execute(update(attempt).values(submitted_at=NOON, score=None))
    db.session.execute(update(Base.metadata.tables["response"]).values(receipt=7))
    db.session.commit()
    release()

    downgrade(directory=folder, revision="0002")
    assert db.session.scalar(text("SELECT score FROM attempt")) == 0
    assert db.session.scalar(text("SELECT sequence FROM response")) == 7
    db.session.commit()
    release()
    upgrade(directory=folder)

    gone = {"completion": 0, "mark": 0, "rescoring": 0, "quiz_opening": 0}
    gone |= dict.fromkeys(PRACTICE, 0)
    assert counts() == dict.fromkeys(counts(), 1) | gone
    kept = db.session.execute(text("SELECT number, state, item FROM receipt")).one()
    assert tuple(kept) == (7, "kept", "x")


def test_signed_policies_go_with_practice_and_everything_else_stays(folder: str) -> None:
    fill_every_table()
    people, completion = (Base.metadata.tables[name] for name in ("person", "completion"))
    db.session.execute(update(people).values(probation_ends_on=date(2027, 5, 20)))
    kept = db.session.execute(select(completion)).mappings().one()
    db.session.execute(insert(completion).values(dict(kept) | {"id": new_id(), "kind": "policy"}))
    db.session.commit()
    release()

    downgrade(directory=folder, revision="0003")
    assert names_in_database().isdisjoint(PRACTICE)
    assert db.session.execute(text("SELECT kind FROM completion")).scalars().all() == ["lesson"]
    db.session.commit()
    release()
    upgrade(directory=folder)

    assert counts() == dict.fromkeys(counts(), 1) | dict.fromkeys(PRACTICE, 0)
    company = db.session.execute(text("SELECT photo_days, certificate_kinds FROM company")).one()
    assert company.photo_days == 1095
    assert db.session.scalar(text("SELECT occasion FROM appraisal")) == "own"


def test_upgrading_what_is_up_to_date_changes_nothing(folder: str) -> None:
    fill_every_table()
    release()

    upgrade(directory=folder)

    assert set(counts().values()) == {1}


def test_models_and_migrations_say_the_same(folder: str) -> None:
    release()

    # It leaves through SystemExit where they do not.
    check(directory=folder)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE person ADD COLUMN shoe_size INTEGER",
        "DROP INDEX ix_event_object",
        "DROP TABLE response",
    ],
)
def test_a_difference_between_models_and_migrations_is_found(folder: str, change: str) -> None:
    db.session.execute(text(change))
    db.session.commit()
    release()

    with pytest.raises(SystemExit):
        check(directory=folder)


def test_the_leader_of_a_unit_is_a_person(app: Flask) -> None:
    keys = {key["name"]: key for key in inspect(db.engine).get_foreign_keys("unit")}
    leader = keys["fk_unit_leader_id_person"]

    assert leader["constrained_columns"] == ["leader_id"]
    assert leader["referred_table"] == "person"
    assert leader["options"]["ondelete"] == "SET NULL"

    fill_every_table()
    with pytest.raises(IntegrityError):
        db.session.execute(update(Base.metadata.tables["unit"]).values(leader_id=new_id()))


def test_every_constraint_of_the_models_is_in_the_database(app: Flask) -> None:
    for table in tables():
        wanted = {c.name for c in table.constraints if c.name} | {i.name for i in table.indexes}
        assert wanted <= _constraints_in_database(table.name) | {None}, table.name


def _constraints_in_database(table: str) -> set[str | None]:
    found = inspect(db.engine)
    return (
        {each["name"] for each in found.get_check_constraints(table)}
        | {each["name"] for each in found.get_foreign_keys(table)}
        | {each["name"] for each in found.get_unique_constraints(table)}
        | {each["name"] for each in found.get_indexes(table)}
        | {found.get_pk_constraint(table)["name"]}
    )


# Changes of tables that others point to.


def test_changing_a_parent_table_keeps_its_children(next_migration: Path) -> None:
    fill_every_table()
    release()
    folder = write_migration(
        next_migration,
        '    with op.batch_alter_table("person") as batch:\n'
        '        batch.add_column(sa.Column("shoe_size", sa.Integer()))\n'
        '        batch.create_check_constraint("ck_person_shoes_fit", "shoe_size < 60")\n',
    )

    upgrade(directory=folder)

    assert "shoe_size" in {column["name"] for column in inspect(db.engine).get_columns("person")}
    assert set(counts().values()) == {1}


@pytest.mark.database("sqlite")
def test_a_migration_that_leaves_rows_without_their_parent_changes_nothing(
    next_migration: Path,
) -> None:
    fill_every_table()
    before = schema()
    release()
    folder = write_migration(
        next_migration,
        '    op.create_table("wreck", sa.Column("id", sa.Integer()))\n'
        '    op.execute("DELETE FROM person")\n',
    )

    # The command says it in a sentence and leaves.
    with pytest.raises(SystemExit):
        upgrade(directory=folder)

    assert "wreck" not in names_in_database()
    assert set(counts().values()) == {1}
    assert schema() == before


@pytest.mark.database("sqlite")
def test_after_a_failed_migration_foreign_keys_are_watched_again(next_migration: Path) -> None:
    release()
    folder = write_migration(next_migration, '    op.execute("SELECT nonsense FROM nowhere")\n')

    with pytest.raises(Exception, match="nowhere"):
        upgrade(directory=folder)

    with reading(), db.engine.connect() as one, db.engine.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_migration_that_fails_half_way_changes_nothing(next_migration: Path) -> None:
    fill_every_table()
    release()
    folder = write_migration(
        next_migration,
        '    op.create_table("wreck", sa.Column("id", sa.Integer()))\n'
        '    op.execute("SELECT nonsense FROM nowhere")\n',
    )

    with pytest.raises(Exception, match="nowhere"):
        upgrade(directory=folder)

    assert "wreck" not in names_in_database()
    assert set(counts().values()) == {1}


@pytest.mark.database("postgresql")
def test_moments_keep_their_zone_where_the_database_can(app: Flask) -> None:
    for table in tables():
        for column in inspect(db.engine).get_columns(table.name):
            if isinstance(column["type"], DateTime):
                assert column["type"].timezone, f"{table.name}.{column['name']}"
