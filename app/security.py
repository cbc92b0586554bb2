"""Headers that keep a page from doing what it should not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask.sansio.blueprints import BlueprintSetupState

View = TypeVar("View", bound=Callable[..., Any])

#: What this site's scripts send along; see `own_script_only`.
SCRIPT_HEADER, SCRIPT_WORD = "X-Touchpoint", "answers"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
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


def own_script_only(view: View) -> View:
    """Let only this site's own scripts ask, and answer them with JSON whatever happens.

    Their header, which no form and no other site can send unasked, and what the browser says of
    the sender stand in place of the form's token: that would be too old after an hour offline.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.headers.get(SCRIPT_HEADER) != SCRIPT_WORD or not _is_from_here():
            abort(403)
        return view(*args, **kwargs)

    guarded.is_for_script = True  # type: ignore[attr-defined]
    return cast(View, guarded)


def needs_no_form_token(state: BlueprintSetupState, view: Callable[..., Any]) -> None:
    """Exempt a view of `own_script_only` from the form's token, when its blueprint registers."""
    state.app.extensions["csrf"].exempt(view)


def keep_out_of_caches(response: Response) -> Response:
    """Pages about other people stay in no cache: after signing out, or when the device is handed
    over, Back shows nothing. For `after_request` of a blueprint."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    public = urlsplit(current_app.config["PUBLIC_URL"])
    return origin in (request.host_url.rstrip("/"), f"{public.scheme}://{public.netloc}")


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
