"""The position of somebody, of which a row keeps the slug alone."""

from __future__ import annotations

from app.courses.model import Position
from app.library.queries import Library


def position_of(slug: str | None, library: Library) -> Position | None:
    """The position as it is published now; None where there is none, or no longer."""
    found = library.get("position", slug) if slug else None
    return found.body if found else None


def position_title(slug: str | None, library: Library, language: str) -> str:
    """What a position is called; its slug where the library does not know it."""
    found = position_of(slug, library)
    return found.title.in_(language) if found else slug or ""
