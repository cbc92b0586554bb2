"""The yearly list of a unit: as a page, as PDF, as a workbook."""

from __future__ import annotations

import uuid

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.models import Unit
from app.accounts.roles import Permission
from app.audit.operations import record
from app.db import db, reading
from app.interface.asking import id_from
from app.interface.days import today_here
from app.interface.downloads import attachment
from app.library.reading import library
from app.training_file.answers import pdf_answer
from app.training_file.blueprint import bp
from app.training_file.finding import year_from
from app.training_file.forms import YearForm
from app.training_file.paging import page_among
from app.training_file.people_queries import named_units, units_kept_by
from app.training_file.scope import paper
from app.training_file.year_queries import UnitYear, year_of
from app.training_file.year_sheet import sheet_of, title
from app.training_file.year_workbook import year_workbook_of


@bp.get("/units/year")
@requires(Permission.TRAIN)
def choose_year() -> Response:
    """To the list of the unit and year that were chosen; of one's first unit where none was."""
    wanted = id_from(request.args.get("unit"))
    units = [unit_id for unit_id, _name in named_units(viewer())]
    if not units:
        abort(404)
    return redirect(url_for(".year", unit_id=wanted if wanted in units else units[0], year=_year()))


@bp.get("/units/<uuid:unit_id>/year")
@requires(Permission.TRAIN)
def year(unit_id: uuid.UUID) -> str:
    """What was planned for a unit in a year and what was done."""
    found = _unit_year(unit_id)
    page = page_among(found.people, request.args.get("page", 1, type=int))
    return render_template(
        "training_file/year.html",
        sheet=sheet_of(found, library(), paper(), page.people),
        form=YearForm(named_units(viewer()), unit_id, found.year, today_here().year),
        unit_id=unit_id,
        year=found.year,
        page=page,
    )


@bp.get("/units/<uuid:unit_id>/year.pdf")
@requires(Permission.TRAIN)
def year_pdf(unit_id: uuid.UUID) -> Response:
    """The same as a document."""
    sheet = sheet_of(_unit_year(unit_id), library(), paper())
    return pdf_answer(sheet, day=paper().today, made_at=g.now)


@bp.post("/units/<uuid:unit_id>/year.xlsx")
@requires(Permission.TRAIN)
def year_workbook(unit_id: uuid.UUID) -> Response:
    """The same as a workbook."""
    with reading():
        found = _unit_year(unit_id)
    name = (title(), f"{found.unit.name} {found.year}", paper().today)
    file = year_workbook_of(found, library(), paper())
    record("exported", "year", unit_id, now=g.now, actor_id=viewer().id, format="xlsx")
    db.session.commit()
    return attachment(file, *name, ending="xlsx")


def _unit_year(unit_id: uuid.UUID) -> UnitYear:
    """The list of a unit that is the reader's to read; HR sees also who left."""
    wanted = units_kept_by(viewer()).where(Unit.id == unit_id)
    unit = db.session.scalar(wanted) or abort(404)
    with_leavers = Permission.KEEP_RECORDS in viewer().permissions
    return year_of(unit, _year(), library(), now=g.now, with_leavers=with_leavers)


def _year() -> int:
    return year_from(request.args.get("year", ""), today_here().year)
