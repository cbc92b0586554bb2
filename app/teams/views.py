"""The page of the team: who needs the supervisor, then everybody; and the same as a file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Response, g, render_template, request
from flask_babel import gettext as _

# The routes of one person's pages come with their import.
import app.teams.help_views
import app.teams.person_views  # noqa: F401
from app.accounts.access import requires, viewer
from app.accounts.queries import people_led_by
from app.accounts.roles import Permission
from app.audit.operations import record
from app.db import db, reading
from app.interface.days import today_here
from app.interface.downloads import attachment
from app.interface.formats import Reader
from app.library.positions import position_of
from app.library.reading import library
from app.outside_certificates.queries import readiness_of
from app.outside_certificates.readiness import Readiness
from app.outside_certificates.wording import lack_words
from app.teams.blueprint import bp
from app.teams.overview import Member, members_of
from app.teams.overview_list import (
    asked_of,
    found_in,
    in_need,
    in_unit,
    namesakes,
    page_of,
    units_of,
)
from app.teams.overview_sheet import sheet_of
from app.teams.overview_wording import TONES, Wording, orders
from app.teams.queries import records_of

#: So many stand above all others; the rest is a press away.
MOST_WAITING = 6


@bp.get("/team")
@requires(Permission.LEAD_TEAM)
def team() -> str:
    """Who needs help, and then everybody."""
    members = _members()
    units = units_of(members)
    asked = asked_of(request.args, units)
    waiting = in_need(in_unit(members, asked.unit))
    page = page_of(found_in(members, asked), asked.page)
    return render_template(
        "teams/team.html",
        team=members,
        asked=asked,
        units=units,
        tones=TONES,
        orders=orders(),
        waiting=waiting,
        first_waiting=waiting[:MOST_WAITING],
        page=page,
        ready=_readiness(page.members),
        lack_words=lack_words,
        words=_wording(members),
    )


@bp.post("/team/export/<any(csv, xlsx):kind>")
@requires(Permission.LEAD_TEAM)
def export(kind: str) -> Response:
    """Everybody whom the page shows with this search, on all its pages, as a file."""
    with reading():
        members = _members()
    asked = asked_of(request.args, units_of(members))
    sheet = sheet_of(found_in(members, asked), _wording(members))
    file = sheet.csv() if kind == "csv" else sheet.xlsx()
    record("exported", "team", viewer().id, now=g.now, actor_id=viewer().id, format=kind)
    db.session.commit()
    return attachment(file, _("Team"), today_here(), ending=kind)


def _members() -> list[Member]:
    records = records_of(people_led_by(viewer().id))
    return members_of(records, library(), now=g.now, zone=g.zone)


def _readiness(members: Sequence[Member]) -> dict[uuid.UUID, Readiness]:
    """Whether each holds the certificates that her post needs. One statement at most."""
    posts = {each.id: position_of(each.post, library()) for each in members}
    return readiness_of(posts, today_here())


def _wording(members: list[Member]) -> Wording:
    reader = Reader(g.zone, g.language, g.now)
    return Wording(reader, namesakes(members), names_units=len(units_of(members)) > 1)
