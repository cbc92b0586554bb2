"""Headers that keep a page from doing what it should not."""

from __future__ import annotations

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


def init_app(app: Flask) -> None:
    """Put the headers on every answer."""
    app.after_request(_with_headers)


def keep_out_of_caches(response: Response) -> Response:
    """Pages about other people stay in no cache: after signing out, or when the device is handed
    over, Back shows nothing. For `after_request` of a blueprint."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = _caching()
    return response


def _caching() -> str:
    # On a shared phone nothing may be readable by Back after signing out.
    return "no-store" if g.get("is_shared_phone") else "private, no-cache"
