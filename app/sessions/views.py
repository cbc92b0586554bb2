"""The list of sessions, with how the weekly half hour and the year's safety training stand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from babel.dates import format_skeleton
from flask import Response, g, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from app.accounts.access import requires, viewer
from app.accounts.models import Unit
from app.accounts.roles import Permission
from app.audit.operations import record
from app.db import db, reading
from app.interface.days import local_day, today_here
from app.interface.downloads import attachment
from app.photos.models import Photo

# The other pages find their way onto the same blueprint by being imported.
from app.sessions import attend_views, photo_views, printing_views, session_views
from app.sessions.asked import asked_from
from app.sessions.blueprint import bp
from app.sessions.export import sheet_of
from app.sessions.list_queries import Listed, all_of, found_in, page_of
from app.sessions.models import TrainingSession
from app.sessions.scope import sessions_visible_to, units_trained_by
from app.sessions.standing import standing_of
from app.sessions.wording import KINDS, kind_words

__all__ = [
    "Photo",
    "TrainingSession",
    "attend_views",
    "bp",
    "photo_views",
    "printing_views",
    "session_views",
]


@bp.get("/sessions")
@requires(Permission.TRAIN)
def sessions() -> str:
    """What was held and what is announced, month by month, and who is short of training."""
    asked = asked_from(request.args)
    units = db.session.scalars(units_trained_by(viewer()).order_by(Unit.name, Unit.id)).all()
    page = page_of(
        found_in(sessions_visible_to(viewer()), asked), before=asked.before, after=asked.after
    )
    is_first = not (asked.before or asked.after or asked.words or asked.kind)
    return render_template(
        "sessions/sessions.html",
        asked=asked,
        units=units,
        kinds=KINDS,
        kind_words=kind_words,
        page=page,
        months=_by_month(page.lines),
        standing=standing_of(viewer(), asked.unit_id, now=g.now, zone=g.zone) if is_first else None,
    )


@bp.post("/sessions/export")
@requires(Permission.TRAIN)
def export() -> Response:
    """Every session that the list shows with this search, on all its pages, as a workbook."""
    asked = asked_from(request.args)
    with reading():
        found = all_of(found_in(sessions_visible_to(viewer()), asked))
        file = sheet_of(found, g.zone).xlsx()
    record("exported", "sessions", viewer().id, now=g.now, actor_id=viewer().id, format="xlsx")
    db.session.commit()
    return attachment(file, _("Training sessions"), today_here(), ending="xlsx")


def _by_month(found: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    def month(listed: Listed) -> str:
        day = local_day(listed.session.starts_at, g.zone)
        return str(format_skeleton("yMMMM", day, locale=get_locale()))

    return [(name, list(same)) for name, same in groupby(found, key=month)]
