"""A code that a supervisor reads out, to set a new password with: for those who have no mail."""

from __future__ import annotations

import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from unicodedata import normalize

from flask_babel import gettext as _
from sqlalchemy import Select, delete, select

from app.accounts.details import BadValue
from app.accounts.locks import lock_person
from app.accounts.models import PasswordCode, Person, RoleGrant
from app.accounts.operations import set_password
from app.accounts.queries import code_of
from app.accounts.roles import Permission, Role, permissions_of
from app.accounts.throttling import Counter, code_counter, count_try, failures_of, forgive
from app.accounts.viewer import hash_token
from app.audit.operations import record
from app.db import db

CODE_GOOD_FOR = timedelta(minutes=15)
_DIGITS = 8


def give_code(person: Person, *, now: datetime, by_id: uuid.UUID) -> str:
    """A code of eight digits to read out to this person; one given before is void.

    Nobody gets into more than she may do herself: whoever is given a code may do no more than the
    giver, unless an administrator gives it.
    """
    if person.is_candidate or person.deactivated_at is not None:
        raise BadValue("person", _("This person does not work here. Choose somebody else."))
    _refuse_more_than_own(person.id, by_id)
    lock_person(person.id)
    db.session.execute(delete(PasswordCode).where(PasswordCode.person_id == person.id))
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    given = PasswordCode(
        person_id=person.id,
        code_hash=_hash(person.id, code),
        given_by_id=by_id,
        created_at=now,
        expires_at=now + CODE_GOOD_FOR,
    )
    db.session.add(given)
    forgive([_counter(given)])
    record("gave_code", "person", person.id, now=now, actor_id=by_id, person_id=person.id)
    db.session.flush()
    return code


def owner_of_code(identifier: str, code: str, *, now: datetime) -> Person | None:
    """Whose code this is, without using it up; the caller has counted the try."""
    found = db.session.execute(code_of(identifier, now=now)).first()
    return found[0] if found and _is_right(found[1], code) else None


def take_code(identifier: str, code: str, password_hash: str, *, now: datetime) -> Person | None:
    """Use up the code and set the new password, or None. Commit either way: failures are counted,
    and the fifth wrong try of a code makes it void."""
    found = db.session.execute(code_of(identifier, now=now)).first()
    if found is None:
        return None
    person = found[0]
    lock_person(person.id)
    kept = db.session.scalar(_still_good(person.id, now))
    if kept is None:
        return None
    if not _is_right(kept, code):
        _count_wrong(kept, now=now)
        return None
    forgive([_counter(kept)])
    set_password(person, password_hash, now=now, by_id=person.id)
    return person


def _refuse_more_than_own(person_id: uuid.UUID, by_id: uuid.UUID) -> None:
    rows = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.person_id.in_([person_id, by_id])
        )
    ).all()
    theirs, own = (
        permissions_of(frozenset(Role(role) for owner, role in rows if owner == each))
        for each in (person_id, by_id)
    )
    if not theirs <= own and Permission.ADMINISTER not in own:
        raise BadValue(
            "person",
            _("This person may do more than you: ask an administrator to give the code."),
        )


def _still_good(person_id: uuid.UUID, now: datetime) -> Select[PasswordCode]:
    """Read anew: while we waited, the code may have been used up or replaced."""
    return (
        select(PasswordCode)
        .where(PasswordCode.person_id == person_id, PasswordCode.expires_at > now)
        .execution_options(populate_existing=True)
    )


def _is_right(kept: PasswordCode, typed: str) -> bool:
    digits = "".join(c for c in normalize("NFKC", typed) if c.isdecimal())
    return hmac.compare_digest(kept.code_hash, _hash(kept.person_id, digits))


def _count_wrong(kept: PasswordCode, *, now: datetime) -> None:
    counter = _counter(kept)
    count_try([counter], now=now)
    if failures_of(counter) >= counter.limit.free:
        db.session.delete(kept)
        forgive([counter])
        record("voided_code", "person", kept.person_id, now=now, person_id=kept.person_id)
    db.session.flush()


def _counter(kept: PasswordCode) -> Counter:
    return code_counter(kept.code_hash)


def _hash(person_id: uuid.UUID, code: str) -> str:
    return hash_token(f"{person_id}:{code}")
