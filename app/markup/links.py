"""Links of content: which ones are kept, and where they lead."""

from __future__ import annotations

import re

from app.markup.slugs import is_slug

_OUTSIDE = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_DIRECT = re.compile(r"(?:mailto:|tel:|#)\S", re.IGNORECASE)
ADVICE = (
    "write https://…, mailto:…, tel:…, #section, lesson:course/10-name, quiz:name, term:id, "
    "form:name or checklist:name"
)
#: Where a name leads that stands behind its kind.
PLACES = {
    "quiz": "/quizzes/",
    "term": "/glossary#",
    "form": "/forms/",
    "checklist": "/checklists/",
}


def address(target: str) -> str | None:
    """Where a link's target leads on our pages, or None for what content may not link to."""
    scheme, _, rest = target.partition(":")
    if scheme == "lesson":
        course, _, lesson = rest.partition("/")
        return f"/courses/{course}/{lesson}" if is_slug(course) and is_slug(lesson) else None
    if scheme in PLACES:
        return f"{PLACES[scheme]}{rest}" if is_slug(rest) else None
    return target if is_outside(target) or _DIRECT.match(target) else None


def is_term(target: str) -> bool:
    """Whether a link leads to the meaning of a word."""
    return target.startswith("term:")


def is_outside(target: str) -> bool:
    """Whether a link leaves the program for the web."""
    return _OUTSIDE.match(target) is not None
