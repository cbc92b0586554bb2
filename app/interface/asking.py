"""Pure: what an address asks of a list; what makes no sense there is not asked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from unicodedata import category, normalize

#: Longer searches are cut.
LONGEST_WORDS = 100
#: So far nobody turns pages, and no database is asked to.
MOST_PAGES = 10_000


def words_from(text: str) -> str:
    """What somebody looks for, with single spaces and without what cannot be seen."""
    seen = (sign for sign in normalize("NFC", text) if sign.isspace() or _is_seen(sign))
    return " ".join("".join(seen).split())[:LONGEST_WORDS].strip()


def id_from(text: str | None) -> uuid.UUID | None:
    """The id that stands in an address or a form, or None."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def in_address(values: Mapping[str, object]) -> dict[str, str]:
    """What is asked as values of an address, without what is not asked."""
    return {name: str(value) for name, value in values.items() if value}


def page_from(text: str | None) -> int:
    """The number of a page, from 1; the first where an address holds none that makes sense."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
    return number if 1 <= number <= MOST_PAGES else 1


def _is_seen(sign: str) -> bool:
    return category(sign) not in ("Cc", "Cf")
