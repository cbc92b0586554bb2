"""What a person signs in with: employee number, mobile or e-mail address, however it was typed."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category, normalize

_LONG_ENOUGH = re.compile(r"\+?[0-9]{5,15}")
_CHINESE_MOBILE = re.compile(r"\+?86(1[0-9]{10})")
#: Atoms with single dots between them, at a host: what mail servers everywhere take unquoted. A
#: company's own server may have a name that only its network knows, such as mail.corp.local.
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
#: Characters that phones put between digits; the categories catch what cannot be seen.
_BETWEEN_DIGITS = frozenset("().·")


class Identifier(NamedTuple):
    """The forms in which what was typed may stand in a person's row, the likeliest number first."""

    numbers: tuple[str, ...]
    mobile: str | None
    email: str | None
    #: One text for all ways of typing the same identifier: failures are counted against it.
    counted_as: str


def identifier_from(typed: str) -> Identifier:
    """Read what somebody typed into the sign-in form."""
    solid = _solid(typed)
    mobile = mobile_from(typed)
    numbers = dict.fromkeys((number_from(typed), solid, solid.upper(), solid.lower()))
    return Identifier(
        numbers=tuple(numbers),
        mobile=mobile,
        email=solid.lower() if "@" in solid else None,
        counted_as=mobile or solid.casefold(),
    )


def number_from(typed: str) -> str:
    """An employee number as it is kept: as written, without what cannot be seen around it."""
    return "".join(c for c in normalize("NFC", typed) if category(c) not in ("Cc", "Cf")).strip()


def mobile_from(typed: str) -> str | None:
    """A mobile as it is kept: digits, with the country's + outside China; None if it is none."""
    digits = "".join(c for c in _solid(typed) if c not in _BETWEEN_DIGITS and category(c) != "Pd")
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    chinese = _CHINESE_MOBILE.fullmatch(digits)
    if chinese:
        return chinese[1]
    return digits if _LONG_ENOUGH.fullmatch(digits) else None


def email_from(typed: str) -> str:
    """An e-mail address as it is kept, whatever its capitals."""
    return _solid(typed).lower()


def is_email(kept: str) -> bool:
    """Whether this, as it would be kept, is an e-mail address to which a mail can go."""
    return bool(_ADDRESS.fullmatch(kept))


def _solid(typed: str) -> str:
    """Full-width characters as plain ones, and nothing that cannot be seen."""
    plain = normalize("NFKC", typed)
    return "".join(c for c in plain if not c.isspace() and category(c) not in ("Cc", "Cf"))
