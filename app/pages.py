"""What every page needs: who asks, in which language and time zone, with which library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_babel import Babel
from flask_login import LoginManager, current_user
from sqlalchemy import select

from app.accounts.models import DEFAULT_ZONE
from app.accounts.roles import Permission
from app.accounts.viewer import VIEWER_ROW, House, Viewer, load_house, viewer_from, viewer_values
from app.db import db, utcnow
from app.interface.texts import gettext as _
from app.interface.texts import pgettext
from app.library.models import LibraryState
from app.markup.texts import LANGUAGES

LOCALES = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en"}

#: Files and the probes of the machine's keeper cost no statement and are the same for everybody.
_WITHOUT_VIEWER = frozenset({"static", "bootstrap.static", "health.healthz", "health.readyz"})

_state = LibraryState.__table__
_ROW = VIEWER_ROW.add_columns(select(_state.c.revision).where(_state.c.id == 1).scalar_subquery())

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
    # The proxy would look for the viewer anew each time that it is asked.
    asking = current_user._get_current_object()
    if asking.is_authenticated:
        g.zone, g.is_shared_phone = asking.zone, asking.is_shared
        g.language, g.theme, g.text_size = asking.language, asking.theme, asking.text_size
    else:
        g.language = _language_of_stranger()
        g.house = load_house()
        g.zone = g.house.zone


def _viewer_of_token(token: str) -> Viewer | None:
    """The viewer, the company's settings and the library's revision, in one statement.

    On a device that is locked there is no viewer: whoever holds it is a stranger.
    """
    row = db.session.execute(_ROW, viewer_values(token, now=g.now)).first()
    if row is None:
        return None
    viewer, house = viewer_from(row, token)
    if viewer.locked_at is not None:
        g.is_locked = g.is_shared_phone = True
        return None
    g.house, g.library_revision = house, row[-1] or 0
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
    asking = current_user._get_current_object() if current_user else None
    known = asking if asking and asking.is_authenticated else None
    return {
        "viewer": known,
        "language": g.get("language", "zh-Hans"),
        "theme": g.get("theme", "light"),
        "text_size": g.get("text_size", "standard"),
        "navigation": _navigation(known) if known else (),
        "record_places": _record_places(known) if known else (),
        "shared_phone": bool(known) and g.get("is_shared_phone", False),
        "company_name": g.house.name if "house" in g else "",
    }


def _navigation(viewer: Viewer) -> tuple[NavigationItem, ...]:
    place = _place_of(request.endpoint or "")
    return _entries(viewer.permissions, place, g.language, request.script_root)


@lru_cache(maxsize=512)
def _entries(
    permissions: frozenset[Permission], place: str, language: str, root: str
) -> tuple[NavigationItem, ...]:
    """The same for everybody who may do the same, reads the same language and is in one place."""
    entries = (
        ("learning.today", _("Today"), "today", {Permission.LEARN}),
        ("teams.team", _("Team"), "team", {Permission.LEAD_TEAM}),
        (
            "observations.practice",
            _("On site"),
            "eye",
            {Permission.OBSERVE, Permission.KEEP_RECORDS},
        ),
        ("screening.invitations", _("Hiring"), "person", {Permission.SCREEN}),
        ("admin.people", _("People"), "settings", {Permission.ADMINISTER}),
        ("admin.content", _("Content"), "pen", {Permission.PUBLISH}),
        ("learning.courses", _("Courses"), "book", {Permission.LEARN}),
        ("learning.standards", _("Handbook"), "rule", {Permission.LEARN}),
        ("analysis.quizzes", _("Quizzes"), "grid", {Permission.OVERSEE}),
        ("learning.record", _("My record"), "record", {Permission.LEARN}),
    )
    return tuple(
        NavigationItem(url_for(endpoint), label, icon, endpoint == place)
        for endpoint, label, icon, wanted in entries
        if wanted & permissions
    )


def _record_places(viewer: Viewer) -> tuple[NavigationItem, ...]:
    """The lists of what is seen, held and kept on site, on the pages of these lists alone."""
    endpoint = request.endpoint or ""
    if endpoint not in _RECORDS:
        return ()
    return _lists(viewer.permissions, endpoint, g.language, request.script_root)


@lru_cache(maxsize=512)
def _lists(
    permissions: frozenset[Permission], endpoint: str, language: str, root: str
) -> tuple[NavigationItem, ...]:
    labels = (
        *(pgettext("observations", "Practice"), _("Sessions"), _("Certificates"), _("Probation")),
        *(_("Signatures"), _("Files"), _("Ratings")),
    )
    return tuple(
        NavigationItem(url_for(name), label, "", name == endpoint)
        for (name, wanted), label in zip(_RECORDS.items(), labels, strict=True)
        if wanted & permissions
    )


def _place_of(endpoint: str) -> str:
    """The entry of the navigation that a page belongs to."""
    if endpoint in _PLACES:
        return _PLACES[endpoint]
    return _HOMES.get(endpoint.partition(".")[0], endpoint)


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
    "appraisals.about": "teams.team",
    "appraisals.appraisal_about": "teams.team",
    "appraisals.result_about": "teams.team",
    "admin.content": "admin.content",
    "admin.publish_content": "admin.content",
    "admin.version": "admin.content",
    "learning.standard": "learning.standards",
    "learning.touchpoint": "learning.standards",
    "training_file.own": "learning.record",
    "observations.own": "learning.record",
    "outside_certificates.own": "learning.record",
    "policies.policies": "learning.record",
    "policies.policy": "learning.record",
    "appraisals.statistics": "observations.practice",
    "appraisals.team": "teams.team",
    "reference.position": "learning.today",
    "reference.path": "learning.today",
}
#: The lists that stand beside each other as tabs, and who may open each.
_RECORDS = {
    "observations.practice": {Permission.OBSERVE, Permission.KEEP_RECORDS},
    "sessions.sessions": {Permission.TRAIN},
    "outside_certificates.register": {Permission.TRAIN},
    "probation.reviews": {Permission.TRAIN},
    "policies.policies": {Permission.TRAIN},
    "training_file.people": {Permission.TRAIN},
    "appraisals.statistics": {Permission.KEEP_RECORDS},
}
#: All other pages of these blueprints belong to one entry, whatever they are.
_HOMES = {
    "teams": "teams.team",
    "screening": "screening.invitations",
    "admin": "admin.people",
    "analysis": "analysis.quizzes",
    "marking": "analysis.quizzes",
    "openings": "analysis.quizzes",
    "paper": "analysis.quizzes",
    "reference": "learning.standards",
    "observations": "observations.practice",
    "sessions": "observations.practice",
    "outside_certificates": "observations.practice",
    "probation": "observations.practice",
    "policies": "observations.practice",
    "training_file": "observations.practice",
}
