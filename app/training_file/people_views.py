"""The list of people whose training files somebody keeps."""

from __future__ import annotations

from functools import partial

from flask import g, render_template, request
from flask_babel import gettext as _

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.library.positions import position_title
from app.library.reading import library
from app.training_file.blueprint import bp
from app.training_file.finding import asked_from
from app.training_file.people_queries import named_units, page_of_people


@bp.get("/files")
@requires(Permission.TRAIN)
def people() -> str:
    """Whose files the reader keeps, to find by words, unit and whether they left."""
    asked = asked_from(request.args)
    return render_template(
        "training_file/people.html",
        asked=asked,
        page=page_of_people(viewer(), asked),
        units=named_units(viewer()),
        keeps_all=Permission.KEEP_RECORDS in viewer().permissions,
        states=[
            ("active", _("Who works here")),
            ("left", _("Who has left")),
            ("all", _("Everybody")),
        ],
        position_of=partial(position_title, library=library(), language=g.language),
    )
