"""Passwords: hashing and checking them, and which ones are too easy to guess."""

from __future__ import annotations

from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type
from flask_babel import gettext as _

from app.accounts.identifiers import identifier_from

SHORTEST = 8
LONGEST = 200

#: 7 MiB, five passes, one lane: as strong as 19 MiB and two passes by OWASP's password storage
#: cheat sheet, a fifth faster here, and each process keeps 12 MiB less for it.
_HASHER = PasswordHasher(
    time_cost=5, memory_cost=7 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
)

#: What people choose first. Repetitions of one character are refused without standing here.
_CHOSEN_FIRST = """
12345678 123456789 1234567890 01234567 0123456789 87654321 987654321 9876543210 0987654321
12341234 12344321 123123123 123321123 123456123 11223344 1122334455 112233445566 12121212
13131313 14725836 147258369 159357159 741852963 789456123 52013140 5201314520 13145200
1314520520 20082008 password password1 password123 passw0rd p@ssw0rd p@ssword pa55word
qwertyui qwertyuiop qwerty123 qwerty12 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 qazwsxedc zaq12wsx
asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 abcd1234 abc12345 abc123456 abcdefgh abc123abc
a1234567 a12345678 a123456789 aa123456 aa12345678 q1234567 q12345678 z1234567 qq123456
1234abcd 123456abc 12345678a 123456789a woaini520 woaini1314 woaini123 woaiwojia iloveyou
iloveyou1 sunshine princess football baseball superman welcome1 welcome123 letmein1 admin123
admin1234 admin888 administrator root1234 test1234 user1234 changeme default1 wuye1234
wuye8888 kefu1234 kefu8888 touchpoint
"""
_COMMON = frozenset(_CHOSEN_FIRST.split())


def hash_password(password: str) -> str:
    """What is kept of a password. Takes time on purpose: never call it in a write transaction."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether the password is the one that was kept; as much work where there is none."""
    if kept is None:
        _HASHER.hash(password)
        return False
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def objection_to(password: str, names: Iterable[str | None]) -> str | None:
    """Why a new password is not taken, in a sentence; `names` are what its owner signs in with."""
    if len(password) < SHORTEST:
        return _("Use at least %(count)d characters.", count=SHORTEST)
    if len(password) > LONGEST:
        return _("Use at most %(count)d characters.", count=LONGEST)
    if _is_a_name(password, names):
        return _("Others know your number and your address. Choose something else.")
    if password.casefold() in _COMMON or len(set(password.casefold())) == 1:
        return _("This password is easy to guess. Choose something else.")
    return None


def _is_a_name(password: str, names: Iterable[str | None]) -> bool:
    given = {name for name in names if name}
    known = given | {name.partition("@")[0] for name in given}
    return identifier_from(password).counted_as in {
        identifier_from(name).counted_as for name in known
    }
