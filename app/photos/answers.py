"""A photo as the answer to a request."""

from __future__ import annotations

from flask import Response

from app.photos.models import Photo


def photo_response(photo: Photo) -> Response:
    """The photo itself, for this reader alone: no cache keeps it, and it is never more than a
    picture."""
    response = Response(photo.body, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    # Opened by its own address it may run, load and frame nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
