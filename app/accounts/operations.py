"""What is done with people: making them, roles, passwords, signing in and out."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Unpack, cast

from flask_babel import gettext as _
from sqlalchemy import CursorResult, Delete, Select, delete, select

from app.accounts.details import Particulars, kept_particulars
from app.accounts.identifiers import email_from
from app.accounts.keeping import keep_an_administrator, new_grant, write_particulars
from app.accounts.locks import lock_house
from app.accounts.models import PasswordCode, PasswordReset, Person, SignIn
from app.accounts.passwords import hash_password
from app.accounts.proving import Proof
from app.accounts.roles import Role
from app.accounts.viewer import VIEWER_ROW, Viewer, hash_token, viewer_from, viewer_values
from app.audit.operations import record
from app.db import db
from app.interface.texts import spoken_in
from app.notices.operations import queue_mail

KEPT_FOR = timedelta(days=30)
SIGNED_IN_FOR = timedelta(hours=12)
RESET_GOOD_FOR = timedelta(minutes=30)


def create_person(
    name: str,
    *,
    roles: Iterable[Role],
    now: datetime,
    by_id: uuid.UUID | None = None,
    password: str | None = None,
    password_hash: str | None = None,
    **particulars: Unpack[Particulars],
) -> Person:
    """Take a person in, or raise BadValue. Within a transaction bring a `password_hash`."""
    kept = kept_particulars({"name": name, **particulars})
    person = Person(
        password_hash=hash_password(password) if password is not None else password_hash,
        created_at=now,
        grants=[new_grant(role, now, by_id) for role in sorted(set(roles))],
    )
    write_particulars(person, kept)
    record("created", "person", person.id, now=now, actor_id=by_id, person_id=person.id)
    return person


def set_roles(
    person: Person, roles: Iterable[Role], *, now: datetime, by_id: uuid.UUID | None = None
) -> None:
    """Give a person exactly these roles; she signs in again with them. One administrator stays."""
    lock_house()
    db.session.refresh(person, ["grants"])
    wanted, had = set(roles), {Role(grant.role) for grant in person.grants}
    if wanted == had:
        return
    if Role.ADMIN in had - wanted:
        keep_an_administrator("roles", person)
    person.grants = [grant for grant in person.grants if grant.role in wanted] + [
        new_grant(role, now, by_id) for role in sorted(wanted - had)
    ]
    end_sign_ins(person.id)
    # A code was given for what she might do then, not for what she may do now.
    db.session.execute(delete(PasswordCode).where(PasswordCode.person_id == person.id))
    record(
        "changed_roles",
        "person",
        person.id,
        now=now,
        actor_id=by_id,
        person_id=person.id,
        before=sorted(had),
        after=sorted(wanted),
    )
    db.session.flush()


def set_password(
    person: Person,
    password_hash: str,
    *,
    now: datetime,
    by_id: uuid.UUID | None = None,
    but: str | None = None,
) -> None:
    """Give a person a new password; every sign-in ends, except the one with the token `but`."""
    person.password_hash = password_hash
    end_sign_ins(person.id, but=but)
    for other_way in (PasswordReset, PasswordCode):
        db.session.execute(delete(other_way).where(other_way.person_id == person.id))
    record("changed_password", "person", person.id, now=now, actor_id=by_id, person_id=person.id)
    db.session.flush()


def set_preferences(person: Person, chosen: dict[str, str]) -> None:
    """Keep how a person likes the pages: `language`, `theme`, `text_size`, any of them."""
    for name in ("language", "theme", "text_size"):
        if name in chosen:
            setattr(person, name, chosen[name])
    db.session.flush()


def open_sign_in(
    proof: Proof, *, now: datetime, keep: bool = False, shared: bool = False
) -> Viewer | None:
    """Sign a person in on this device, or record that it failed.

    It fails too for one who left or got another password while this one was checked.
    """
    person = db.session.scalar(_proven(proof)) if proof.is_right else None
    if person is None:
        record("failed_sign_in", "sign_in", "-", now=now, person_id=proof.person_id)
        db.session.flush()
        return None
    person.password_hash = proof.rehashed or proof.kept
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(
        token_hash=hash_token(token),
        person_id=person.id,
        created_at=now,
        expires_at=now + (KEPT_FOR if keep and not shared else SIGNED_IN_FOR),
        is_shared=shared,
    )
    db.session.add(sign_in)
    db.session.flush()
    record("signed_in", "sign_in", sign_in.id, now=now, actor_id=person.id, person_id=person.id)
    row = db.session.execute(VIEWER_ROW, viewer_values(token, now=now)).one()
    viewer, _house = viewer_from(row, token)
    return viewer


def close_sign_in(token: str, *, now: datetime) -> None:
    """Sign out on the device that holds this token; whoever copied the cookie is signed out too."""
    ended = delete(SignIn).where(SignIn.token_hash == hash_token(token))
    row = db.session.execute(ended.returning(SignIn.id, SignIn.person_id)).first()
    if row is not None:
        _id, person_id = row
        record("signed_out", "sign_in", _id, now=now, actor_id=person_id, person_id=person_id)
        db.session.flush()


def end_sign_ins(person_id: uuid.UUID, *, but: str | None = None) -> int:
    """Sign a person out everywhere, except on the device with the token `but`."""
    ended = delete(SignIn).where(SignIn.person_id == person_id)
    if but is not None:
        ended = ended.where(SignIn.token_hash != hash_token(but))
    return _count_of(ended)


def sign_out_elsewhere(person_id: uuid.UUID, token: str, *, now: datetime) -> int:
    """Sign a person out on every device but this one, and say on how many."""
    count = end_sign_ins(person_id, but=token)
    record(
        "signed_out_elsewhere",
        "person",
        person_id,
        now=now,
        actor_id=person_id,
        person_id=person_id,
    )
    db.session.flush()
    return count


def send_reset(email: str, *, link: Callable[[str], str], now: datetime) -> None:
    """Mail a link for a new password to whoever has this address; nothing happens if nobody has."""
    person = db.session.scalar(
        select(Person).where(Person.email == email_from(email), Person.deactivated_at.is_(None))
    )
    if person is None:
        return
    token = secrets.token_urlsafe(32)
    db.session.add(
        PasswordReset(
            token_hash=hash_token(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + RESET_GOOD_FOR,
        )
    )
    subject, body = _reset_letter(person, link(token))
    queue_mail(
        cast(str, person.email),
        subject,
        body,
        kind="password_reset",
        person_id=person.id,
        now=now,
    )
    record("asked_for_reset", "person", person.id, now=now, person_id=person.id)
    db.session.flush()


def take_reset(token: str, password_hash: str, *, now: datetime) -> Person | None:
    """Use up the link and set the new password; None if the link is used, too old or unknown."""
    used = delete(PasswordReset).where(
        PasswordReset.token_hash == hash_token(token), PasswordReset.expires_at > now
    )
    person_id = db.session.scalar(used.returning(PasswordReset.person_id))
    person = db.session.get(Person, person_id) if person_id else None
    if person is None or person.deactivated_at is not None:
        return None
    set_password(person, password_hash, now=now, by_id=person.id)
    return person


def sweep_sign_ins(now: datetime) -> int:
    """Remove sign-ins that have run out."""
    return _count_of(delete(SignIn).where(SignIn.expires_at <= now))


def sweep_resets(now: datetime) -> int:
    """Remove links for new passwords that have run out."""
    return _count_of(delete(PasswordReset).where(PasswordReset.expires_at <= now))


def sweep_codes(now: datetime) -> int:
    """Remove codes for new passwords that have run out."""
    return _count_of(delete(PasswordCode).where(PasswordCode.expires_at <= now))


def _proven(proof: Proof) -> Select[Person]:
    return (
        select(Person)
        .where(
            Person.id == proof.person_id,
            Person.password_hash == proof.kept,
            Person.deactivated_at.is_(None),
        )
        .with_for_update(of=Person)
    )


def _reset_letter(person: Person, link: str) -> tuple[str, str]:
    with spoken_in(person.language):
        subject = _("A new password for Touchpoint")
        paragraphs = (
            _("Hello %(name)s,", name=person.name),
            _("you or somebody else asked for a new password. Set it here within 30 minutes:"),
            link,
            _("If it was not you, do nothing: your password stays as it is."),
        )
    return subject, "\n\n".join(paragraphs) + "\n"


def _count_of(deleted: Delete) -> int:
    return cast("CursorResult[Any]", db.session.execute(deleted)).rowcount
