"""Where to go after a form: only to a page of our own."""

from __future__ import annotations

from unicodedata import category
from urllib.parse import unquote

_LONGEST = 2000


def safe_path(given: str | None) -> str:
    """The path that was asked for if it leads to a page of this site, else the start page."""
    return given if given and _stays_here(given) else "/"


def _stays_here(path: str) -> bool:
    if len(path) > _LONGEST:
        return False
    # What was encoded twice is decoded twice: nobody can say how often it is decoded on its way.
    while True:
        if not _is_plain(path):
            return False
        decoded = unquote(path)
        if decoded == path:
            return True
        path = decoded


def _is_plain(path: str) -> bool:
    return (
        path.startswith("/")
        and "//" not in path.partition("?")[0]
        and "\\" not in path
        and not any(category(character) in ("Cc", "Cf", "Zl", "Zp") for character in path)
    )
