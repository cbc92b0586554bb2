"""Pure: what is kept of a certificate's number, which is never the number itself."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from datetime import date

#: At least so many characters a number has, and so many of its last ones are kept.
SHORTEST, KEPT = 4, 4


def plain_number(typed: str) -> str:
    """A number as it is compared: capitals, without spaces and hyphens, however it was typed."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def end_of(number: str) -> str:
    """The last characters of a number: four, and never more than half of it."""
    return number[-min(KEPT, len(number) // 2) :]


def digest_of(number: str, issued_on: date, *, key: str) -> str:
    """By what the same certificate is known again, and the number cannot be worked out.

    A renewed certificate often keeps its number: the day of issue tells the two apart.
    """
    said = f"outside certificate\n{number}\n{issued_on.isoformat()}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def masked(number_end: str) -> str:
    """A number as it is shown."""
    return f"•••• {number_end}"
