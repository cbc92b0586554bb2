"""Pages of the training file of a person and the yearly list of a unit."""

from __future__ import annotations

import uuid

from flask import g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

# The routes of the list of people and of the yearly lists come with their import.
import app.training_file.people_views
import app.training_file.year_views  # noqa: F401
from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.interface.days import today_here
from app.library.reading import library
from app.printing.sheet import Sheet
from app.training_file.answers import pdf_answer
from app.training_file.blueprint import bp
from app.training_file.person_file import Owner
from app.training_file.person_queries import file_of
from app.training_file.person_sheet import sheet_of
from app.training_file.scope import own_or_404, paper, recorded_or_404


@bp.get("/record/file")
@requires(Permission.LEARN)
def own() -> str:
    """Everything that the reader has to show, to print and sign."""
    return render_template(
        "training_file/file.html",
        sheet=_sheet(own_or_404()),
        pdf_url=url_for(".own_pdf"),
        back_url=url_for("learning.record"),
        back_text=_("My record"),
    )


@bp.get("/record/file.pdf")
@requires(Permission.LEARN)
def own_pdf() -> Response:
    """The same as a document."""
    return _document(_sheet(own_or_404()))


@bp.get("/files/<uuid:person_id>")
@requires(Permission.TRAIN)
def person(person_id: uuid.UUID) -> str:
    """Everything that somebody has to show whose records the reader keeps."""
    owner = recorded_or_404(person_id)
    keeps_all = Permission.KEEP_RECORDS in viewer().permissions
    team_url = url_for("teams.person", person_id=person_id)
    return render_template(
        "training_file/file.html",
        sheet=_sheet(owner),
        pdf_url=url_for(".pdf", person_id=person_id),
        back_url=url_for(".people") if keeps_all else team_url,
        back_text=_("Training files") if keeps_all else owner.person.name,
    )


@bp.get("/files/<uuid:person_id>.pdf")
@requires(Permission.TRAIN)
def pdf(person_id: uuid.UUID) -> Response:
    """The same as a document."""
    return _document(_sheet(recorded_or_404(person_id)))


def _sheet(owner: Owner) -> Sheet:
    is_own = owner.person.id == viewer().id
    today = today_here()
    file = file_of(owner, library(), today=today, is_own=is_own)
    return sheet_of(file, library(), paper())


def _document(sheet: Sheet) -> Response:
    return pdf_answer(sheet, day=paper().today, made_at=g.now)
