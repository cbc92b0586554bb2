"""Each route states who may use it: `@requires(permission)` or `@public`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.roles import Permission
from app.accounts.viewer import Viewer
from app.errors import NotYours, SignedOut, is_for_script

View = Callable[..., Any]


def viewer() -> Viewer:
    """The person signed in; only behind `@requires`, where there is one."""
    return cast(Viewer, current_user._get_current_object())


def requires(permission: Permission) -> Callable[[View], View]:
    """Let a view be used only by people with this permission; others sign in, or are told."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            if permission not in viewer().permissions:
                raise NotYours
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Say that a view is for everybody, signed in or not."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def ask_to_sign_in() -> Response:
    """Send to the sign-in page, or where the device is locked to the page that unlocks it.

    A page that was only looked at is where she comes back to. A script is only told.
    """
    if is_for_script():
        raise SignedOut
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    page = "accounts.unlock" if g.get("is_locked") else "accounts.login"
    return redirect(url_for(page, next=None if back == "/" else back))
