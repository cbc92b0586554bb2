"""The library as the present request reads it: the revision it began with, to its end."""

from __future__ import annotations

from flask import abort, g

from app.library.queries import Library, Published, current_library, library_at


def library() -> Library:
    """The library at the revision with which this request began."""
    if "library" not in g:
        revision = g.library_revision
        g.library = current_library() if revision is None else library_at(revision)
    found: Library = g.library
    return found


def document_or_404(kind: str, slug: str) -> Published:
    """A current document by its slug, or the page that says it is not there."""
    found = library().get(kind, slug)
    return found if found is not None else abort(404)
