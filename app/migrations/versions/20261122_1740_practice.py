"""Practice seen on site, sessions held, outside certificates, probation reviews, photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _widen_company()
    _widen_person()
    _widen_appraisal()
    _widen_notice()
    _name_kinds_of_completions((*_KINDS, "checklist", "policy"))
    _create_observation()
    _create_observer_appointment()
    _create_outside_certificate()
    _create_probation_review()
    _create_training_session()
    _create_attendance()
    _create_observation_mark()
    _create_photo()
    _create_probation_opinion()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
    # Before this neither policies nor checklists could be completed.
    op.execute(sa.text("DELETE FROM completion WHERE kind in ('checklist', 'policy')"))
    _name_kinds_of_completions(_KINDS)
    with op.batch_alter_table("notice") as batch:
        batch.drop_constraint(op.f("uq_notice_once"), type_="unique")
        batch.drop_column("once")
    with op.batch_alter_table("appraisal") as batch:
        batch.drop_constraint(op.f("ck_appraisal_occasion_is_known"), type_="check")
    with op.batch_alter_table("appraisal") as batch:
        batch.drop_column("occasion")
    with op.batch_alter_table("person") as batch:
        batch.drop_constraint(op.f("ck_person_probation_ends_after_hiring"), type_="check")
    with op.batch_alter_table("person") as batch:
        batch.drop_column("probation_ends_on")
    with op.batch_alter_table("company") as batch:
        for rule in _COMPANY_RULES:
            batch.drop_constraint(op.f(f"ck_company_{rule}"), type_="check")
    with op.batch_alter_table("company") as batch:
        for column in ("photo_days", "safety_minutes", "certificate_kinds"):
            batch.drop_column(column)


def _widen_company() -> None:
    with op.batch_alter_table("company") as batch:
        batch.add_column(
            sa.Column("photo_days", sa.Integer(), nullable=False, server_default="1095")
        )
        batch.add_column(sa.Column("safety_minutes", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("certificate_kinds", sa.JSON(), nullable=False, server_default="{}")
        )
    with op.batch_alter_table("company") as batch:
        batch.alter_column("photo_days", server_default=None)
        batch.alter_column("certificate_kinds", server_default=None)
        for name, rule in _COMPANY_RULES.items():
            batch.create_check_constraint(op.f(f"ck_company_{name}"), rule)


def _widen_person() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("probation_ends_on", sa.Date(), nullable=True))
    with op.batch_alter_table("person") as batch:
        batch.create_check_constraint(
            op.f("ck_person_probation_ends_after_hiring"), "probation_ends_on >= hired_on"
        )


def _widen_appraisal() -> None:
    with op.batch_alter_table("appraisal") as batch:
        batch.add_column(
            sa.Column("occasion", sa.String(length=10), nullable=False, server_default="own")
        )
    with op.batch_alter_table("appraisal") as batch:
        batch.alter_column("occasion", server_default=None)
        batch.create_check_constraint(
            op.f("ck_appraisal_occasion_is_known"), "occasion in ('own', 'probation', 'yearly')"
        )


def _widen_notice() -> None:
    with op.batch_alter_table("notice") as batch:
        batch.add_column(sa.Column("once", sa.String(length=120), nullable=True))
        batch.create_unique_constraint(op.f("uq_notice_once"), ["once"])


def _name_kinds_of_completions(kinds: tuple[str, ...]) -> None:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("completion") as batch:
        batch.drop_constraint(op.f("ck_completion_kind_is_known"), type_="check")
    with op.batch_alter_table("completion") as batch:
        batch.create_check_constraint(op.f("ck_completion_kind_is_known"), f"kind in ({named})")


def _create_observation() -> None:
    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checklist", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("observer_id", sa.Uuid(), nullable=True),
        sa.Column("observer_name", sa.String(length=100), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("objected_at", _MOMENT, nullable=True),
        sa.Column("word", sa.String(length=1000), nullable=False),
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind = 'conduct' OR verdict IS NULL", name=op.f("ck_observation_rounds_judge_nobody")
        ),
        sa.CheckConstraint(
            "kind = 'round' OR observer_id <> person_id",
            name=op.f("ck_observation_nobody_observes_herself"),
        ),
        sa.CheckConstraint(
            "kind in ('conduct', 'round')", name=op.f("ck_observation_kind_is_known")
        ),
        sa.CheckConstraint(
            "objected_at IS NULL OR word <> ''",
            name=op.f("ck_observation_objections_have_a_reason"),
        ),
        sa.CheckConstraint(
            "verdict in ('competent', 'not-yet')", name=op.f("ck_observation_verdict_is_known")
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR objected_at IS NULL",
            name=op.f("ck_observation_confirmed_or_objected_to"),
        ),
        sa.CheckConstraint("corrects_id <> id", name=op.f("ck_observation_corrects_another")),
        _to("observation", "asked_id"),
        _to("observation", "confirmed_by_id"),
        _to("observation", "corrects_id", "observation", "CASCADE"),
        _to("observation", "observer_id"),
        _to("observation", "person_id", "person", "CASCADE"),
        _to("observation", "unit_id", "unit"),
        _to("observation", "version_id", "document_version", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_observation_corrects_id")),
    )
    op.create_index(op.f("ix_observation_asked_id"), "observation", ["asked_id"])
    op.create_index(op.f("ix_observation_batch_id"), "observation", ["batch_id"])
    op.create_index("ix_observation_observer", "observation", ["observer_id"])
    op.create_index("ix_observation_person_seen", "observation", ["person_id", "seen_on"])


def _create_observer_appointment() -> None:
    op.create_table(
        "observer_appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("observer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind <> 'mentor' OR person_id IS NOT NULL",
            name=op.f("ck_observer_appointment_mentors_have_a_person"),
        ),
        sa.CheckConstraint(
            "kind in ('observer', 'mentor')", name=op.f("ck_observer_appointment_kind_is_known")
        ),
        sa.CheckConstraint(
            "(unit_id IS NULL) <> (person_id IS NULL)",
            name=op.f("ck_observer_appointment_is_for_a_unit_or_one"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_observer_appointment_lasts")),
        sa.CheckConstraint(
            "person_id <> observer_id", name=op.f("ck_observer_appointment_nobody_observes_herself")
        ),
        _to("observer_appointment", "created_by_id"),
        _to("observer_appointment", "observer_id", "person", "CASCADE"),
        _to("observer_appointment", "person_id", "person", "CASCADE"),
        _to("observer_appointment", "unit_id", "unit", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observer_appointment")),
    )
    op.create_index(
        op.f("ix_observer_appointment_observer_id"), "observer_appointment", ["observer_id"]
    )
    op.create_index("ix_observer_appointment_person", "observer_appointment", ["person_id"])
    op.create_index("ix_observer_appointment_unit", "observer_appointment", ["unit_id"])


def _create_outside_certificate() -> None:
    op.create_table(
        "outside_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number_end", sa.String(length=4), nullable=False),
        sa.Column("number_digest", sa.String(length=64), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", _MOMENT, nullable=True),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_by_name", sa.String(length=100), nullable=False),
        sa.Column("removed_at", _MOMENT, nullable=True),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("removed_reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (checked_by_name = '')",
            name=op.f("ck_outside_certificate_checked_by_somebody"),
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_reason = '')",
            name=op.f("ck_outside_certificate_removals_have_a_reason"),
        ),
        sa.CheckConstraint(
            "checked_by_id <> person_id", name=op.f("ck_outside_certificate_nobody_checks_her_own")
        ),
        sa.CheckConstraint("expires_on > issued_on", name=op.f("ck_outside_certificate_lasts")),
        _to("outside_certificate", "checked_by_id"),
        _to("outside_certificate", "person_id", "person", "CASCADE"),
        _to("outside_certificate", "recorded_by_id"),
        _to("outside_certificate", "removed_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_certificate")),
    )
    op.create_index("ix_outside_certificate_expires", "outside_certificate", ["expires_on"])
    op.create_index(op.f("ix_outside_certificate_person_id"), "outside_certificate", ["person_id"])
    op.create_index(
        "uq_outside_certificate_that_counts",
        "outside_certificate",
        ["person_id", "kind", "number_digest"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def _create_probation_review() -> None:
    op.create_table(
        "probation_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("conditions_confirmed_at", _MOMENT, nullable=True),
        sa.Column("decision", sa.String(length=15), nullable=True),
        sa.Column("reasons", sa.String(length=2000), nullable=False),
        sa.Column("failed", sa.JSON(), nullable=False),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("acknowledged_at", _MOMENT, nullable=True),
        sa.Column("acknowledged_word", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "decision <> 'extended' OR extended_until IS NOT NULL",
            name=op.f("ck_probation_review_ends_then"),
        ),
        sa.CheckConstraint(
            "decision IS NULL OR decision = 'confirmed' OR reasons <> ''",
            name=op.f("ck_probation_review_decisions_have_reasons"),
        ),
        sa.CheckConstraint(
            "decision in ('confirmed', 'extended', 'not-confirmed')",
            name=op.f("ck_probation_review_decision_is_known"),
        ),
        sa.CheckConstraint(
            "extended_until IS NULL OR (decision = 'extended' AND extended_until > ends_on)",
            name=op.f("ck_probation_review_extensions_are_longer"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_probation_review_decisions_have_their_moment"),
        ),
        sa.CheckConstraint(
            "acknowledged_at IS NULL OR decided_at IS NOT NULL",
            name=op.f("ck_probation_review_told_before_acknowledged"),
        ),
        sa.CheckConstraint(
            "decided_by_id <> person_id", name=op.f("ck_probation_review_nobody_decides_on_herself")
        ),
        _to("probation_review", "decided_by_id"),
        _to("probation_review", "person_id", "person", "CASCADE"),
        _to("probation_review", "version_id", "document_version", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_probation_review")),
    )
    op.create_index("ix_probation_review_ends", "probation_review", ["ends_on"])
    op.create_index(op.f("ix_probation_review_person_id"), "probation_review", ["person_id"])
    op.create_index(
        "uq_probation_review_one_open",
        "probation_review",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )


def _create_training_session() -> None:
    op.create_table(
        "training_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=True),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("standards", sa.JSON(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("trainer_id", sa.Uuid(), nullable=True),
        sa.Column("trainer_name", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_expires_at", _MOMENT, nullable=True),
        sa.Column("removed_at", _MOMENT, nullable=True),
        sa.Column("removed_by_id", sa.Uuid(), nullable=True),
        sa.Column("removed_reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(kind = 'onboarding') = (level IS NOT NULL)",
            name=op.f("ck_training_session_onboarding_has_a_level"),
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_reason = '')",
            name=op.f("ck_training_session_removals_have_a_reason"),
        ),
        sa.CheckConstraint(
            "kind in ('onboarding', 'weekly', 'briefing', 'safety', 'fire-drill', 'outside')",
            name=op.f("ck_training_session_kind_is_known"),
        ),
        sa.CheckConstraint(
            "level in ('company', 'project', 'team')",
            name=op.f("ck_training_session_level_is_known"),
        ),
        sa.CheckConstraint("topic <> ''", name=op.f("ck_training_session_has_a_topic")),
        sa.CheckConstraint(
            "(code_hash IS NULL) = (code_expires_at IS NULL)",
            name=op.f("ck_training_session_codes_run_out"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_training_session_lasts")),
        _to("training_session", "created_by_id"),
        _to("training_session", "removed_by_id"),
        _to("training_session", "trainer_id"),
        _to("training_session", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_training_session_code_hash")),
    )
    op.create_index(
        op.f("ix_training_session_created_by_id"), "training_session", ["created_by_id"]
    )
    op.create_index(op.f("ix_training_session_starts_at"), "training_session", ["starts_at"])
    op.create_index(op.f("ix_training_session_trainer_id"), "training_session", ["trainer_id"])
    op.create_index("ix_training_session_unit_starts", "training_session", ["unit_id", "starts_at"])


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("came_by", sa.String(length=10), nullable=False),
        sa.Column("noted_at", _MOMENT, nullable=False),
        sa.Column("noted_by_id", sa.Uuid(), nullable=True),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "came_by in ('ticked', 'code')", name=op.f("ck_attendance_way_is_known")
        ),
        sa.CheckConstraint(
            "result in ('passed', 'failed', 'untested')", name=op.f("ck_attendance_result_is_known")
        ),
        _to("attendance", "noted_by_id"),
        _to("attendance", "person_id", "person", "CASCADE"),
        _to("attendance", "session_id", "training_session", "CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"])


def _create_observation_mark() -> None:
    op.create_table(
        "observation_mark",
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "mark in ('met', 'not-met', 'not-seen')", name=op.f("ck_observation_mark_is_known")
        ),
        _to("observation_mark", "observation_id", "observation", "CASCADE"),
        _to("observation_mark", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("observation_id", "line", name=op.f("pk_observation_mark")),
    )
    op.create_index(op.f("ix_observation_mark_person_id"), "observation_mark", ["person_id"])


def _create_photo() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("certificate_id", sa.Uuid(), nullable=True),
        sa.Column("observation_id", sa.Uuid(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("delete_after", sa.Date(), nullable=False),
        sa.CheckConstraint(
            " + ".join(
                f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)"
                for column in ("session_id", "certificate_id", "observation_id")
            )
            + " = 1",
            name=op.f("ck_photo_belongs_to_one_record"),
        ),
        sa.CheckConstraint("length(body) <= 600000", name=op.f("ck_photo_is_not_too_large")),
        sa.CheckConstraint("width >= 1 AND height >= 1", name=op.f("ck_photo_has_a_size")),
        _to("photo", "certificate_id", "outside_certificate", "CASCADE"),
        _to("photo", "created_by_id"),
        _to("photo", "observation_id", "observation", "CASCADE"),
        _to("photo", "person_id", "person", "CASCADE"),
        _to("photo", "session_id", "training_session", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_certificate_id"), "photo", ["certificate_id"])
    op.create_index(op.f("ix_photo_delete_after"), "photo", ["delete_after"])
    op.create_index(op.f("ix_photo_observation_id"), "photo", ["observation_id"])
    op.create_index(op.f("ix_photo_person_id"), "photo", ["person_id"])
    op.create_index(op.f("ix_photo_session_id"), "photo", ["session_id"])


def _create_probation_opinion() -> None:
    op.create_table(
        "probation_opinion",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("voice", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=100), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("advice", sa.String(length=15), nullable=True),
        sa.Column("said_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "(voice = 'self') = (by_id IS NOT NULL AND by_id = person_id) OR by_id IS NULL",
            name=op.f("ck_probation_opinion_own_word_is_her_own"),
        ),
        sa.CheckConstraint(
            "advice in ('confirm', 'extend', 'not-confirm')",
            name=op.f("ck_probation_opinion_advice_is_known"),
        ),
        sa.CheckConstraint(
            "voice <> 'self' OR advice IS NULL",
            name=op.f("ck_probation_opinion_nobody_advises_on_herself"),
        ),
        sa.CheckConstraint(
            "voice in ('mentor', 'supervisor', 'self')",
            name=op.f("ck_probation_opinion_voice_is_known"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_probation_opinion_says_something")),
        _to("probation_opinion", "by_id"),
        _to("probation_opinion", "person_id", "person", "CASCADE"),
        _to("probation_opinion", "review_id", "probation_review", "CASCADE"),
        sa.PrimaryKeyConstraint("review_id", "voice", name=op.f("pk_probation_opinion")),
    )
    op.create_index(op.f("ix_probation_opinion_person_id"), "probation_opinion", ["person_id"])


def _to(
    table: str, column: str, other: str = "person", ondelete: str | None = "SET NULL"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


_KINDS = ("lesson", "quiz", "instrument", "course")
_COMPANY_RULES = {
    "photo_days_are_counted": "photo_days >= 1",
    "safety_minutes_are_counted": "safety_minutes >= 1",
}
_TABLES = (
    "observation",
    "observer_appointment",
    "outside_certificate",
    "probation_review",
    "training_session",
    "attendance",
    "observation_mark",
    "photo",
    "probation_opinion",
)
