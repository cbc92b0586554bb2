"""Headers that keep a page from doing what it should not."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, Response, g, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

_ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def init_app(app: Flask) -> None:
    """Put the headers on every answer."""
    app.after_request(_with_headers)


def keep_out_of_caches(response: Response) -> Response:
    """Pages about other people stay in no cache: after signing out, or when the device is handed
    over, Back shows nothing. For `after_request` of a blueprint."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_headers(response: Response) -> Response:
    # Looked at once: asking the headers for each would go through all of them each time.
    present = {name.lower() for name, _value in response.headers}
    for name, value in _headers():
        if name.lower() not in present:
            response.headers.add(name, value)
    return response


def _headers() -> Iterator[tuple[str, str]]:
    yield from _ALWAYS
    if request.is_secure:
        yield "Strict-Transport-Security", "max-age=31536000"
    yield "Cache-Control", _caching()


def _caching() -> str:
    # On a shared phone nothing may be readable by Back after signing out.
    return "no-store" if g.get("is_shared_phone") else "private, no-cache"
