"""The glossary: the terms of the trade in three languages, and what they mean."""

from __future__ import annotations

import msgspec

from app.markup.texts import Text

#: The glossary is one document; this is its name.
SLUG = "glossary"


class Term(msgspec.Struct, frozen=True):
    """One term: its words in three languages and what they mean."""

    id: str
    title: Text
    meaning: Text
    #: Other names that people look it up by.
    also: tuple[str, ...] = ()
    #: What content must not write in its place.
    forbidden: tuple[str, ...] = ()


class Glossary(msgspec.Struct, frozen=True):
    """All terms, in the order of their file."""

    slug: str
    terms: tuple[Term, ...]
