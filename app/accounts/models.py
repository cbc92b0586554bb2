"""Units, people, their roles, and their ways in."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.roles import Role
from app.db import Key, db

DEFAULT_ZONE = "Asia/Shanghai"
#: So many per cent more time somebody may be given in quizzes with a limit.
EXTRA_TIMES = (0, 20, 50, 100)


class Company(db.Model):
    """The one company of this installation, and what it has settled."""

    __tablename__ = "company"
    __table_args__ = (
        CheckConstraint("id = 1", name="there_is_one"),
        CheckConstraint("candidate_days >= 1", name="candidate_days_are_counted"),
        CheckConstraint("photo_days >= 1", name="photo_days_are_counted"),
        CheckConstraint("safety_minutes >= 1", name="safety_minutes_are_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(10), default="zh-Hans")
    zone: Mapped[str] = mapped_column(String(50), default=DEFAULT_ZONE)
    #: Figures that lessons may show as {{company.key}}.
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: For so many days after the decision a candidate's data is kept.
    candidate_days: Mapped[int] = mapped_column(default=180)
    #: For so many days a photo is kept after the day it was needed for.
    photo_days: Mapped[int] = mapped_column(default=1095)
    #: The minutes of safety training that everybody is to have in a year, if the company says.
    safety_minutes: Mapped[int | None]
    #: The kinds of outside certificates that are registered: slug to {"zh": …, "en": …}.
    certificate_kinds: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Unit(db.Model):
    """A part of the company: group, subsidiary, branch, site or team."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint(
            "kind in ('group', 'subsidiary', 'branch', 'site', 'team')", name="kind_is_known"
        ),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
    )

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    #: Who leads the unit and so everybody in it and below it.
    leader_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL", use_alter=True), index=True
    )
    zone: Mapped[str] = mapped_column(String(50), default=DEFAULT_ZONE)


class Person(db.Model):
    """An employee or candidate. Leavers are deactivated, never deleted."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("supervisor_id IS NULL OR supervisor_id <> id", name="not_own_supervisor"),
        CheckConstraint("language in ('zh-Hans', 'zh-Hant', 'en')", name="language_is_known"),
        CheckConstraint("theme in ('light', 'dark')", name="theme_is_known"),
        CheckConstraint("text_size in ('standard', 'large', 'larger')", name="text_size_is_known"),
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint(
            "NOT is_candidate OR password_hash IS NULL", name="candidates_do_not_sign_in"
        ),
        CheckConstraint("extra_time in (0, 20, 50, 100)", name="extra_time_is_known"),
        CheckConstraint("probation_ends_on >= hired_on", name="probation_ends_after_hiring"),
    )

    id: Mapped[Key]
    employee_number: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    #: Digits only, with the country's + where it was given.
    mobile: Mapped[str | None] = mapped_column(String(20), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    #: The slug of a position in the library.
    position: Mapped[str | None] = mapped_column(String(80))
    supervisor_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    hired_on: Mapped[date | None]
    left_on: Mapped[date | None]
    #: The last day of probation, where the contract agrees on one.
    probation_ends_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(10), default="zh-Hans")
    theme: Mapped[str] = mapped_column(String(10), default="light")
    text_size: Mapped[str] = mapped_column(String(10), default="standard")
    #: So many per cent more time in quizzes that have a limit. No reason is ever stored.
    extra_time: Mapped[int] = mapped_column(default=0)
    #: Applied here and is not employed: seen in screening only, and signs in nowhere.
    is_candidate: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]

    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="person",
        foreign_keys="RoleGrant.person_id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    unit: Mapped[Unit | None] = relationship(foreign_keys=unit_id)
    supervisor: Mapped[Person | None] = relationship(
        remote_side="Person.id", foreign_keys=supervisor_id
    )


class RoleGrant(db.Model):
    """That a person has a role, since when and by whom."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            f"role in ({', '.join(repr(str(role)) for role in Role)})", name="role_is_known"
        ),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )

    person: Mapped[Person] = relationship(back_populates="grants", foreign_keys=person_id)


class ObserverAppointment(db.Model):
    """That somebody may see and confirm the practice of a unit or of one person, for some days.

    A mentor is named for one person. Who leads a team observes it without being named.
    """

    __tablename__ = "observer_appointment"
    __table_args__ = (
        CheckConstraint("kind in ('observer', 'mentor')", name="kind_is_known"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="is_for_a_unit_or_one"),
        CheckConstraint("kind <> 'mentor' OR person_id IS NOT NULL", name="mentors_have_a_person"),
        CheckConstraint("person_id <> observer_id", name="nobody_observes_herself"),
        CheckConstraint("ends_on >= starts_on", name="lasts"),
        Index("ix_observer_appointment_unit", "unit_id"),
        Index("ix_observer_appointment_person", "person_id"),
    )

    id: Mapped[Key]
    observer_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    #: None: until it is ended.
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    #: Ended before its last day.
    ended_at: Mapped[datetime | None]


class SignIn(db.Model):
    """A device that is signed in. Deleting the row signs it out, whatever cookie it holds."""

    __tablename__ = "sign_in"
    __table_args__ = (CheckConstraint("expires_at > created_at", name="lasts"),)

    id: Mapped[Key]
    #: SHA-256 of the random id in the cookie.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    #: A phone that several people use: it signs out after three idle minutes.
    is_shared: Mapped[bool] = mapped_column(default=False)
    #: Since when it is in a candidate's hands: nobody is signed in there until the password comes.
    locked_at: Mapped[datetime | None]


class PasswordReset(db.Model):
    """A link to set a new password, good once and for a short time."""

    __tablename__ = "password_reset"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class PasswordCode(db.Model):
    """A code that a supervisor reads out, to set a new password with: one a person, good once."""

    __tablename__ = "password_code"
    __table_args__ = (CheckConstraint("expires_at > created_at", name="lasts"),)

    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    #: SHA-256 of the person's id and the code.
    code_hash: Mapped[str] = mapped_column(String(64))
    given_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Throttle(db.Model):
    """Failures counted against a key (an identifier, or an identifier at an address)."""

    __tablename__ = "throttle"
    __table_args__ = (
        UniqueConstraint("scope", "key_hash"),
        CheckConstraint("failures >= 0", name="failures_are_counted"),
    )

    id: Mapped[Key]
    scope: Mapped[str] = mapped_column(String(30))
    #: SHA-256, so that the table holds neither identifiers nor addresses.
    key_hash: Mapped[str] = mapped_column(String(64))
    failures: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]
