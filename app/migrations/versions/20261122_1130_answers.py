"""Receipts of answers, marks, rescorings, openings of quizzes, more time for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_EXTRA_TIME = "extra_time in (0, 20, 50, 100)"
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _widen_person()
    _widen_attempt()
    _widen_completion()
    with op.batch_alter_table("response") as batch:
        batch.alter_column("sequence", new_column_name="receipt")
    _create_receipt()
    _create_mark()
    _create_rescoring()
    _create_quiz_opening()


def downgrade() -> None:
    for table in ("quiz_opening", "rescoring", "mark", "receipt"):
        op.drop_table(table)
    with op.batch_alter_table("response") as batch:
        batch.alter_column("receipt", new_column_name="sequence")
    _narrow_completion()
    _narrow_attempt()
    with op.batch_alter_table("person") as batch:
        batch.drop_constraint(op.f("ck_person_extra_time_is_known"), type_="check")
        batch.drop_column("extra_time")


def _widen_person() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("extra_time", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("extra_time", server_default=None)
        batch.create_check_constraint(op.f("ck_person_extra_time_is_known"), _EXTRA_TIME)


def _widen_attempt() -> None:
    with op.batch_alter_table("attempt") as batch:
        batch.add_column(sa.Column("seed", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("extra_time", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("key_version_id", sa.Uuid(), nullable=True))
        batch.add_column(
            sa.Column("mode", sa.String(length=10), nullable=False, server_default="screen")
        )
        batch.add_column(sa.Column("entered_by_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("helper_name", sa.String(length=80), nullable=True))
        batch.add_column(sa.Column("help_kind", sa.String(length=10), nullable=True))
        batch.drop_constraint(op.f("ck_attempt_submitted_has_a_score"), type_="check")
    with op.batch_alter_table("attempt") as batch:
        batch.alter_column("extra_time", server_default=None)
        batch.alter_column("mode", server_default=None)
        for name, rule in _ATTEMPT_RULES.items():
            batch.create_check_constraint(op.f(f"ck_attempt_{name}"), rule)
        batch.create_foreign_key(
            op.f("fk_attempt_key_version_id_document_version"),
            "document_version",
            ["key_version_id"],
            ["id"],
        )
        batch.create_foreign_key(
            op.f("fk_attempt_entered_by_id_person"),
            "person",
            ["entered_by_id"],
            ["id"],
            ondelete="SET NULL",
        )


def _narrow_attempt() -> None:
    # Before this an attempt that was handed in had its score: what waits for a mark has none of it.
    op.execute(
        sa.text("UPDATE attempt SET score = 0 WHERE submitted_at IS NOT NULL AND score IS NULL")
    )
    with op.batch_alter_table("attempt") as batch:
        for name in _ATTEMPT_RULES:
            batch.drop_constraint(op.f(f"ck_attempt_{name}"), type_="check")
        batch.drop_constraint(
            op.f("fk_attempt_key_version_id_document_version"), type_="foreignkey"
        )
        batch.drop_constraint(op.f("fk_attempt_entered_by_id_person"), type_="foreignkey")
    with op.batch_alter_table("attempt") as batch:
        for column in ("seed", "extra_time", "key_version_id", "mode", "entered_by_id"):
            batch.drop_column(column)
        for column in ("helper_name", "help_kind"):
            batch.drop_column(column)
        batch.create_check_constraint(
            op.f("ck_attempt_submitted_has_a_score"), "(submitted_at IS NULL) = (score IS NULL)"
        )


def _widen_completion() -> None:
    with op.batch_alter_table("completion") as batch:
        batch.add_column(sa.Column("withdrawn_at", _MOMENT, nullable=True))
        batch.add_column(sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True))
        batch.add_column(
            sa.Column("withdrawn_reason", sa.String(length=1000), nullable=False, server_default="")
        )
        batch.drop_constraint(op.f("uq_completion_person_id_kind_slug_version_id"), type_="unique")
    with op.batch_alter_table("completion") as batch:
        batch.alter_column("withdrawn_reason", server_default=None)
        batch.create_check_constraint(
            op.f("ck_completion_withdrawals_have_a_reason"),
            "withdrawn_at IS NULL OR withdrawn_reason <> ''",
        )
        batch.create_foreign_key(
            op.f("fk_completion_withdrawn_by_id_person"),
            "person",
            ["withdrawn_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(
        "uq_completion_that_counts",
        "completion",
        ["person_id", "kind", "slug", "version_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def _narrow_completion() -> None:
    # Before this nothing could be withdrawn: what does not count goes.
    op.execute(sa.text("DELETE FROM completion WHERE withdrawn_at IS NOT NULL"))
    op.drop_index("uq_completion_that_counts", table_name="completion")
    with op.batch_alter_table("completion") as batch:
        batch.drop_constraint(op.f("ck_completion_withdrawals_have_a_reason"), type_="check")
        batch.drop_constraint(op.f("fk_completion_withdrawn_by_id_person"), type_="foreignkey")
    with op.batch_alter_table("completion") as batch:
        for column in ("withdrawn_at", "withdrawn_by_id", "withdrawn_reason"):
            batch.drop_column(column)
        batch.create_unique_constraint(
            op.f("uq_completion_person_id_kind_slug_version_id"),
            ["person_id", "kind", "slug", "version_id"],
        )


def _create_receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("replaced", sa.Integer(), nullable=True),
        sa.Column("arrived_at", _MOMENT, nullable=False),
        sa.Column("given_at", _MOMENT, nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_receipt_numbers_begin_at_one")),
        sa.CheckConstraint(
            "state in ('kept', 'superseded', 'late', 'admitted', 'dismissed')",
            name=op.f("ck_receipt_state_is_known"),
        ),
        sa.CheckConstraint(
            "(client IS NULL) = (sequence IS NULL)", name=op.f("ck_receipt_clients_count")
        ),
        *_of_attempt("receipt"),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_receipt")),
        sa.UniqueConstraint(
            "attempt_id", "client", "sequence", name=op.f("uq_receipt_attempt_id_client_sequence")
        ),
    )
    op.create_index(op.f("ix_receipt_person_id"), "receipt", ["person_id"])
    op.execute(
        sa.text(
            "INSERT INTO receipt (attempt_id, number, person_id, item, answer, is_flagged,"
            " arrived_at, state) SELECT attempt_id, receipt, person_id, item, answer, is_flagged,"
            " saved_at, 'kept' FROM response"
        )
    )


def _create_mark() -> None:
    op.create_table(
        "mark",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("marked_at", _MOMENT, nullable=False),
        sa.Column("marked_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_mark_score_is_a_share")),
        *_of_attempt("mark"),
        _to("mark", "marked_by_id"),
        sa.PrimaryKeyConstraint("attempt_id", "item", name=op.f("pk_mark")),
    )
    op.create_index(op.f("ix_mark_person_id"), "mark", ["person_id"])


def _create_rescoring() -> None:
    op.create_table(
        "rescoring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("old_score", sa.Double(), nullable=True),
        sa.Column("new_score", sa.Double(), nullable=False),
        sa.Column("was_passed", sa.Boolean(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_rescoring_{name}"))
            for name, rule in _RESCORING_RULES.items()
        ),
        *_of_attempt("rescoring"),
        _to("rescoring", "version_id", "document_version", None),
        _to("rescoring", "by_id"),
        _to("rescoring", "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescoring")),
    )
    for column in ("attempt_id", "person_id"):
        op.create_index(op.f(f"ix_rescoring_{column}"), "rescoring", [column])
    op.create_index(
        "uq_rescoring_one_held",
        "rescoring",
        ["attempt_id"],
        unique=True,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )


def _create_quiz_opening() -> None:
    op.create_table(
        "quiz_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("quiz", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("opens_at", _MOMENT, nullable=False),
        sa.Column("closes_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_quiz_opening_lasts")),
        sa.CheckConstraint(
            "(unit_id IS NULL) <> (person_id IS NULL)",
            name=op.f("ck_quiz_opening_is_for_a_unit_or_one"),
        ),
        _to("quiz_opening", "unit_id", "unit", "CASCADE"),
        _to("quiz_opening", "person_id", "person", "CASCADE"),
        _to("quiz_opening", "created_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_opening")),
    )
    op.create_index("ix_quiz_opening_quiz_unit", "quiz_opening", ["quiz", "unit_id"])
    op.create_index("ix_quiz_opening_quiz_person", "quiz_opening", ["quiz", "person_id"])


def _of_attempt(table: str) -> Sequence[Any]:
    return _to(table, "attempt_id", "attempt", "CASCADE"), _to(
        table, "person_id", "person", "CASCADE"
    )


def _to(
    table: str, column: str, other: str = "person", ondelete: str | None = "SET NULL"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


_ATTEMPT_RULES = {
    "score_comes_after_handing_in": "score IS NULL OR submitted_at IS NOT NULL",
    "extra_time_is_known": _EXTRA_TIME,
    "mode_is_known": "mode in ('screen', 'paper')",
    "only_paper_is_entered": "entered_by_id IS NULL OR mode = 'paper'",
    "help_kind_is_known": "help_kind in ('read', 'tapped')",
    "helper_is_named_with_the_help": "(helper_name IS NULL) = (help_kind IS NULL)",
}
_RESCORING_RULES = {
    "cause_is_known": "cause in ('regrade', 'late', 'mark')",
    "state_is_known": "state in ('applied', 'held', 'taken', 'spared')",
    "decisions_have_their_day": "(state in ('taken', 'spared')) = (decided_at IS NOT NULL)",
    "decisions_have_a_reason": "decided_at IS NULL OR reason <> ''",
}
