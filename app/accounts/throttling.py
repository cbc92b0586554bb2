"""Slowing down those who guess: each try is counted before it is looked at, and the waits grow."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.identifiers import identifier_from
from app.accounts.models import Throttle
from app.db import db
from app.errors import TooMany

#: Longer than any wait, so that sitting it out gains nothing over trying at once.
FORGOTTEN_AFTER = timedelta(hours=24)
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Limit(NamedTuple):
    """How many tries are free, and how the wait grows with each one after them, in seconds."""

    scope: str
    free: int
    first: int
    longest: int
    #: A success wipes out what was counted, or only takes back its own try.
    success_clears: bool


class Counter(NamedTuple):
    """A limit and what it is counted against: a keyed hash, which says nothing to a reader."""

    limit: Limit
    key_hash: str


# Never by address alone: a whole site sits behind one address.
SIGN_IN_HERE = Limit("sign_in_here", free=5, first=2, longest=900, success_clears=True)
SIGN_IN_ANYWHERE = Limit("sign_in_anywhere", free=30, first=2, longest=60, success_clears=False)
RESET_HERE = Limit("reset_here", free=3, first=60, longest=3600, success_clears=False)
RESET_ANYWHERE = Limit("reset_anywhere", free=6, first=60, longest=3600, success_clears=False)
OLD_PASSWORD = Limit("old_password", free=5, first=2, longest=900, success_clears=True)
CODE_HERE = Limit("code_here", free=5, first=2, longest=900, success_clears=True)
CODE_ANYWHERE = Limit("code_anywhere", free=30, first=2, longest=60, success_clears=False)
#: After so many wrong tries the code itself is void.
CODE = Limit("code", free=5, first=900, longest=900, success_clears=True)
UNLOCK = Limit("unlock", free=5, first=2, longest=900, success_clears=True)


def sign_in_counters(secret: str | bytes, identifier: str, address: str | None) -> list[Counter]:
    """What a sign-in is counted against: the identifier at this address, softly the identifier."""
    name = identifier_from(identifier).counted_as
    return [
        _counter(secret, SIGN_IN_HERE, name, _network(address)),
        _counter(secret, SIGN_IN_ANYWHERE, name),
    ]


def reset_counters(secret: str | bytes, email: str, address: str | None) -> list[Counter]:
    """What asking for a new password is counted against."""
    name = identifier_from(email).counted_as
    return [
        _counter(secret, RESET_HERE, name, _network(address)),
        _counter(secret, RESET_ANYWHERE, name),
    ]


def old_password_counters(secret: str | bytes, person_id: object) -> list[Counter]:
    """What a wrong present password is counted against when somebody signed in changes it."""
    return [_counter(secret, OLD_PASSWORD, str(person_id))]


def code_counters(secret: str | bytes, identifier: str, address: str | None) -> list[Counter]:
    """What trying a code for a new password is counted against, besides the code itself."""
    name = identifier_from(identifier).counted_as
    return [
        _counter(secret, CODE_HERE, name, _network(address)),
        _counter(secret, CODE_ANYWHERE, name),
    ]


def code_counter(code_hash: str) -> Counter:
    """What wrong tries of one code are counted against. The hash of the code says nothing already,
    and a new code begins anew."""
    return _counter(code_hash, CODE)


def unlock_counters(secret: str | bytes, sign_in_id: object) -> list[Counter]:
    """What a wrong password is counted against on a device that is locked: that device alone."""
    return [_counter(secret, UNLOCK, str(sign_in_id))]


def failures_of(counter: Counter) -> int:
    """How many tries are counted."""
    return db.session.scalar(select(Throttle.failures).where(*_is(counter))) or 0


def count_try(counters: Sequence[Counter], *, now: datetime) -> None:
    """Count one try, or raise TooMany and count nothing. Commit before looking at the try itself:
    whoever tries many at once is counted all the same."""
    with db.session.begin_nested():
        for counter in counters:
            _count(counter, now)


def forgive(counters: Sequence[Counter]) -> None:
    """The try that was counted was right."""
    for counter in counters:
        if counter.limit.success_clears:
            db.session.execute(delete(Throttle).where(*_is(counter)))
        else:
            db.session.execute(
                update(Throttle)
                .where(*_is(counter), Throttle.failures > 0)
                .values(failures=Throttle.failures - 1, blocked_until=None)
            )


def sweep_throttles(now: datetime) -> int:
    """Remove what was counted so long ago that it is forgotten."""
    old = delete(Throttle).where(Throttle.last_failed_at < now - FORGOTTEN_AFTER)
    return cast("CursorResult[Any]", db.session.execute(old)).rowcount


def delay_after(limit: Limit, failures: int) -> int:
    """For how many seconds the next try has to wait."""
    beyond = failures - limit.free
    if beyond < 0:
        return 0
    # The exponent is bounded, or years of failures would make a number of many digits.
    return min(limit.first * 2 ** min(beyond, 20), limit.longest)


def _counter(secret: str | bytes, limit: Limit, *parts: str) -> Counter:
    key = secret.encode() if isinstance(secret, str) else secret
    text = "\0".join((limit.scope, *parts))
    return Counter(limit, hmac.new(key, text.encode(), hashlib.sha256).hexdigest())


def _network(address: str | None) -> str:
    """The address, or for IPv6 its /64: one subscriber has that many."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def _count(counter: Counter, now: datetime) -> None:
    failures = db.session.scalar(_one_more(counter, now))
    if failures is None:
        raise TooMany(_wait(counter, now))
    delay = delay_after(counter.limit, failures)
    if delay:
        blocked = update(Throttle).where(*_is(counter))
        db.session.execute(blocked.values(blocked_until=now + timedelta(seconds=delay)))


def _one_more(counter: Counter, now: datetime) -> Any:
    """One statement that counts and gives the new number, or nothing while it is blocked. Two at
    once queue for the row, so each is counted."""
    insert = _INSERTS[db.session.get_bind().dialect.name](Throttle).values(
        scope=counter.limit.scope, key_hash=counter.key_hash, failures=1, last_failed_at=now
    )
    forgotten = Throttle.last_failed_at < now - FORGOTTEN_AFTER
    return insert.on_conflict_do_update(
        index_elements=[Throttle.scope, Throttle.key_hash],
        set_={
            "failures": case((forgotten, 1), else_=Throttle.failures + 1),
            "last_failed_at": now,
            "blocked_until": None,
        },
        where=or_(Throttle.blocked_until.is_(None), Throttle.blocked_until <= now),
    ).returning(Throttle.failures)


def _wait(counter: Counter, now: datetime) -> int:
    until = db.session.scalar(select(Throttle.blocked_until).where(*_is(counter)))
    return max(1, ceil((until - now).total_seconds())) if until else 1


def _is(counter: Counter) -> tuple[Any, ...]:
    return Throttle.scope == counter.limit.scope, Throttle.key_hash == counter.key_hash
