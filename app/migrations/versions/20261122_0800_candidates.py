"""Candidates, codes for a new password, and devices that are locked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "password_code",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_password_code_lasts")),
        _to_person("password_code", "given_by_id", "SET NULL"),
        _to_person("password_code", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_password_code")),
    )
    op.create_index(op.f("ix_password_code_expires_at"), "password_code", ["expires_at"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.String(length=80), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("mobile", sa.String(length=20), nullable=True),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("extra_time", sa.Integer(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_to_more", sa.Boolean(), nullable=False),
        sa.Column("lesson_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("appraisal_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_invitation_lasts")),
        sa.CheckConstraint(
            "extra_time in (0, 20, 50, 100)", name=op.f("ck_invitation_extra_time_is_known")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email_is_lower_case")),
        sa.CheckConstraint(
            "consented_at IS NOT NULL OR "
            "(lesson_read_at IS NULL AND attempt_id IS NULL AND appraisal_id IS NULL)",
            name=op.f("ck_invitation_consent_comes_first"),
        ),
        _to_person("invitation", "person_id", "CASCADE"),
        _to_person("invitation", "created_by_id", "SET NULL"),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_invitation_attempt_id_attempt"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["appraisal_id"],
            ["appraisal.id"],
            name=op.f("fk_invitation_appraisal_id_appraisal"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_invitation_attempt_id")),
        sa.UniqueConstraint("appraisal_id", name=op.f("uq_invitation_appraisal_id")),
    )
    for column in ("person_id", "position", "created_at"):
        op.create_index(op.f(f"ix_invitation_{column}"), "invitation", [column])
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "outcome in ('accepted', 'declined')", name=op.f("ck_decision_outcome_is_known")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_decision_has_a_reason")),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_decision_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        _to_person("decision", "person_id", "CASCADE"),
        _to_person("decision", "decided_by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    for column in ("invitation_id", "person_id"):
        op.create_index(op.f(f"ix_decision_{column}"), "decision", [column])


def downgrade() -> None:
    for table in ("decision", "invitation", "password_code"):
        op.drop_table(table)
    # Before this nobody knew candidates: as people who left they are kept, and sign in nowhere.
    op.execute(
        sa.text(
            "UPDATE person SET deactivated_at = created_at "
            "WHERE is_candidate AND deactivated_at IS NULL"
        )
    )
    with op.batch_alter_table("company") as batch:
        batch.drop_constraint(op.f("ck_company_candidate_days_are_counted"), type_="check")
        batch.drop_column("candidate_days")
    with op.batch_alter_table("person") as batch:
        batch.drop_constraint(op.f("ck_person_candidates_do_not_sign_in"), type_="check")
        batch.drop_column("is_candidate")
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_column("locked_at")


def _add_columns() -> None:
    with op.batch_alter_table("company") as batch:
        batch.add_column(
            sa.Column("candidate_days", sa.Integer(), nullable=False, server_default="180")
        )
    with op.batch_alter_table("company") as batch:
        batch.alter_column("candidate_days", server_default=None)
        batch.create_check_constraint(
            op.f("ck_company_candidate_days_are_counted"), "candidate_days >= 1"
        )
    with op.batch_alter_table("person") as batch:
        batch.add_column(
            sa.Column("is_candidate", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("person") as batch:
        batch.alter_column("is_candidate", server_default=None)
        batch.create_check_constraint(
            op.f("ck_person_candidates_do_not_sign_in"),
            "NOT is_candidate OR password_hash IS NULL",
        )
    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))


def _to_person(table: str, column: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        ["person.id"],
        name=op.f(f"fk_{table}_{column}_person"),
        ondelete=ondelete,
    )
