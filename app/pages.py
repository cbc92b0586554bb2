"""What every page needs: who asks, in which language and time zone, with which library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_babel import Babel
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from sqlalchemy import select

from app.accounts.models import DEFAULT_ZONE
from app.accounts.roles import Permission
from app.accounts.viewer import House, Viewer, load_house, viewer_from, viewer_row
from app.db import db, utcnow
from app.library.models import LibraryState
from app.markup.texts import LANGUAGES

LOCALES = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en"}

#: Files and the probes of the machine's keeper cost no statement and are the same for everybody.
_WITHOUT_VIEWER = frozenset({"static", "bootstrap.static", "health.healthz", "health.readyz"})

login_manager = LoginManager()


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation."""

    url: str
    label: str
    icon: str
    is_current: bool


class _Sessions(SecureCookieSessionInterface):
    """Sessions of pages only: a file that varies by cookie is fetched anew with each new cookie."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in _WITHOUT_VIEWER:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Load the viewer at the start of each request and give templates what every page shows."""
    app.session_interface = _Sessions()
    login_manager.session_protection = None
    login_manager.init_app(app)
    login_manager.user_loader(_viewer_of_token)
    app.before_request(_begin)
    Babel(app, locale_selector=_locale, timezone_selector=lambda: g.get("zone", DEFAULT_ZONE))
    app.context_processor(_page_values)


def _begin() -> None:
    g.now = utcnow()
    g.house, g.zone, g.library_revision = House(), DEFAULT_ZONE, None
    g.language, g.theme, g.text_size = _language_of_browser(), "light", "standard"
    if request.endpoint in _WITHOUT_VIEWER:
        return
    if current_user.is_authenticated:
        person = current_user.person
        g.zone, g.is_shared_phone = current_user.zone, current_user.sign_in.is_shared
        g.language, g.theme, g.text_size = person.language, person.theme, person.text_size
    else:
        g.language = _language_of_stranger()
        g.house = load_house()
        g.zone = g.house.zone


def _viewer_of_token(token: str) -> Viewer | None:
    """The viewer, the company's settings and the library's revision, in one statement."""
    revision = select(LibraryState.revision).where(LibraryState.id == 1).scalar_subquery()
    row = db.session.execute(viewer_row(token, now=g.now).add_columns(revision)).first()
    if row is None:
        return None
    viewer, g.house = viewer_from(row, token)
    g.library_revision = row[5] or 0
    return viewer


def _language_of_stranger() -> str:
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return _language_of_browser()


def _language_of_browser() -> str:
    for tag, _quality in request.accept_languages:
        lowered = tag.lower()
        if lowered.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
            return "zh-Hant"
        if lowered.startswith("zh"):
            return "zh-Hans"
        if lowered.startswith("en"):
            return "en"
    return "zh-Hans"


def _locale() -> str:
    return LOCALES[g.get("language", "zh-Hans")]


def _page_values() -> dict[str, Any]:
    known = current_user if current_user and current_user.is_authenticated else None
    return {
        "viewer": known,
        "language": g.get("language", "zh-Hans"),
        "theme": g.get("theme", "light"),
        "text_size": g.get("text_size", "standard"),
        "navigation": _navigation(known) if known else [],
        "shared_phone": bool(known) and g.get("is_shared_phone", False),
        "company_name": g.house.name if "house" in g else "",
    }


def _navigation(viewer: Viewer) -> list[NavigationItem]:
    entries = (
        ("learning.today", _("Today"), "today", Permission.LEARN),
        ("learning.courses", _("Courses"), "book", Permission.LEARN),
        ("learning.standards", _("Handbook"), "rule", Permission.LEARN),
        ("learning.record", _("My record"), "record", Permission.LEARN),
    )
    place = _PLACES.get(request.endpoint or "", request.endpoint)
    return [
        NavigationItem(url_for(endpoint), label, icon, endpoint == place)
        for endpoint, label, icon, permission in entries
        if permission in viewer.permissions
    ]


#: Pages below an entry of the navigation mark that entry as the current one.
_PLACES = {
    "learning.course": "learning.courses",
    "learning.lesson": "learning.courses",
    "attempts.quiz": "learning.courses",
    "attempts.attempt": "learning.courses",
    "attempts.overview": "learning.courses",
    "attempts.result": "learning.courses",
    "appraisals.instrument": "learning.today",
    "appraisals.appraisal": "learning.today",
    "appraisals.result": "learning.today",
    "learning.standard": "learning.standards",
    "learning.touchpoint": "learning.standards",
    "learning.training_file": "learning.record",
}
