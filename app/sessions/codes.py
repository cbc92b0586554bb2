"""The code by which people say that they are there: short enough to type, good for one session."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime

from sqlalchemy import Select, select

from app.accounts.throttling import Counter, Limit
from app.audit.operations import record
from app.db import db
from app.errors import Problem
from app.sessions.models import TrainingSession
from app.sessions.timing import code_end

#: Neither 0 and O nor 1, I and L, which a wall makes alike.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: With these signs forty random bits: nobody guesses it in the hours in which it is good.
_LENGTH = 8
#: Wrong codes are counted against who is signed in: a whole site sits behind one address.
_ATTEND = Limit("attend", free=5, first=2, longest=900, success_clears=True)


class NoCodeNow(Problem):
    """A code is wanted for a session that is over or removed."""


def make_code(
    session: TrainingSession, key: str | bytes, *, now: datetime, by_id: uuid.UUID
) -> str:
    """A new code for a session, good until half an hour after its end; the old one is void.

    Its hash alone is kept, made with the server's key: whoever reads the database has no code.
    """
    if session.removed_at is not None or now >= code_end(session.ends_at):
        raise NoCodeNow
    code = "".join(secrets.choice(_SIGNS) for _each in range(_LENGTH))
    session.code_hash = hash_code(code, key)
    session.code_expires_at = code_end(session.ends_at)
    record("made_code", "session", session.id, now=now, actor_id=by_id)
    db.session.flush()
    return code


def hash_code(code: str, key: str | bytes) -> str:
    """What the database keeps of a code, however it was typed."""
    signs = "".join(sign for sign in code.upper() if sign in _SIGNS)
    return _keyed(f"session-code:{signs}", key)


def is_code_of(session: TrainingSession, code: str, key: str | bytes, *, now: datetime) -> bool:
    """Whether this is the code that is good for a session now."""
    if session.code_hash is None or session.code_expires_at is None:
        return False
    is_same = hmac.compare_digest(session.code_hash, hash_code(code, key))
    return is_same and now < session.code_expires_at and session.removed_at is None


def session_with_code(code: str, key: str | bytes, *, now: datetime) -> Select[TrainingSession]:
    """The session for which a code is good now."""
    return select(TrainingSession).where(
        TrainingSession.code_hash == hash_code(code, key),
        TrainingSession.code_expires_at > now,
        TrainingSession.removed_at.is_(None),
    )


def attend_counters(person_id: uuid.UUID, key: str | bytes) -> list[Counter]:
    """What a wrong code is counted against: who is signed in."""
    return [Counter(_ATTEND, _keyed(f"attend:{person_id}", key))]


def _keyed(text: str, key: str | bytes) -> str:
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
