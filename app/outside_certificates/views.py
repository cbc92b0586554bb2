"""The register of outside certificates; one's own, one person's and the settings come along."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.audit.operations import record
from app.courses.model import Position
from app.db import db, reading
from app.interface.days import today_here
from app.interface.downloads import attachment
from app.interface.formats import Reader
from app.library.reading import library

# The routes of the other pages come with their import.
from app.outside_certificates import own_views, person_views, settings_views  # noqa: F401
from app.outside_certificates.asking import Asked, asked_from
from app.outside_certificates.blueprint import bp
from app.outside_certificates.kinds import Kinds, name_of
from app.outside_certificates.models import OutsideCertificate
from app.outside_certificates.numbers import masked
from app.outside_certificates.queries import kinds, recorded_people
from app.outside_certificates.register import Register
from app.outside_certificates.register_sheet import sheet_of
from app.outside_certificates.wording import TONES, names_of_states, state_words, until_words

__all__ = ["OutsideCertificate", "bp"]


@bp.get("/certificates")
@requires(Permission.TRAIN)
def register() -> str:
    """Everybody's certificates, the most pressing first, and how many are missing or run out."""
    known, found = kinds(), _register()
    units = found.units()
    asked = asked_from(request.args, kinds=known, units=dict(units))
    return render_template(
        "outside_certificates/register.html",
        asked=asked,
        counts=found.counts(),
        page=found.page(asked),
        kinds=known,
        units=units,
        states=names_of_states(),
        tones=TONES,
        reader=Reader(g.zone, g.language, g.now),
        may_settle=Permission.KEEP_RECORDS in viewer().permissions,
        name_of=name_of,
        masked=masked,
        state_words=state_words,
        until_words=until_words,
    )


@bp.post("/certificates/export/<any(csv, xlsx):file_type>")
@requires(Permission.TRAIN)
def export(file_type: str) -> Response:
    """What the page shows with this question, on all its pages, as a file."""
    with reading():
        known, found = kinds(), _register()
        lines = found.lines(_asked(known, found))
    sheet = sheet_of(lines, kinds=known, library=library(), language=g.language)
    file = sheet.csv() if file_type == "csv" else sheet.xlsx()
    record(
        "exported", "certificates", viewer().id, now=g.now, actor_id=viewer().id, format=file_type
    )
    db.session.commit()
    return attachment(file, _("Certificates"), today_here(), ending=file_type)


def _register() -> Register:
    return Register(recorded_people(viewer()), _positions(), today_here())


def _positions() -> Iterable[Position]:
    return [each.body for each in library().all("position")]


def _asked(known: Kinds, found: Register) -> Asked:
    return asked_from(request.args, kinds=known, units=dict(found.units()))
