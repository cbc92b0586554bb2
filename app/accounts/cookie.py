"""What a browser's cookie holds of a sign-in: its random id, and hardly anything else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import current_app, g, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from app.accounts.operations import close_sign_in
from app.accounts.viewer import Viewer
from app.db import begin_writing, db
from app.errors import SignedOut, is_for_script

#: On a phone that several people use, this long without a request ends the sign-in.
IDLE = timedelta(minutes=3)
#: Pages ask for these by themselves; they do not show that somebody is there.
_FILES = ("static", "bootstrap.static")


def begin(viewer: Viewer, *, keep: bool) -> None:
    """Put the sign-in into a cookie that has nothing of before in it, but a stranger's language."""
    _clear()
    login_user(viewer, remember=False)
    # Flask-Login's fingerprint of address and browser would be of no use: phones change address.
    session.pop("_id", None)
    session.pop("_fresh", None)
    if keep:
        session.permanent = True
    if viewer.is_shared:
        session["seen"] = g.now.timestamp()


def token() -> str | None:
    """The random id in the cookie, whether it still signs anybody in or not."""
    held = session.get("_user_id")
    return held if isinstance(held, str) else None


def end() -> None:
    """Take the sign-in out of the cookie."""
    _clear()
    logout_user()


def end_if_idle() -> Response | None:
    """On a shared phone each request starts the three minutes anew; after them it is signed out.

    The moment stands in the signed cookie, so that reading a page writes nothing to the database.
    """
    if request.endpoint in _FILES or "seen" not in session:
        return None
    if g.now - datetime.fromtimestamp(session["seen"], UTC) <= IDLE:
        session["seen"] = g.now.timestamp()
        return None
    held = token()
    if request.method == "POST" and held:
        begin_writing()
        close_sign_in(held, now=g.now)
        db.session.commit()
    end()
    if _is_for_strangers(request.endpoint):
        return None
    if is_for_script():
        raise SignedOut
    return redirect(_login_url())


def _clear() -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _is_for_strangers(endpoint: str | None) -> bool:
    if endpoint == "accounts.logout":
        return False
    return getattr(current_app.view_functions.get(endpoint or ""), "permission", None) is None


def _login_url() -> str:
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return url_for("accounts.login", reason="idle", next=back)
