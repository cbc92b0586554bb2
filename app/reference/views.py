"""Pages to look up and to print: checklists, forms, the glossary, positions and plans."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response, abort, g, render_template, request

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.courses.model import Path, Position
from app.db import db
from app.interface.asking import words_from
from app.interface.downloads import attachment
from app.library.reading import document_or_404, library
from app.markup.texts import Text
from app.outside_certificates.kinds import name_of
from app.outside_certificates.queries import kinds as kinds_of_certificates
from app.reference.periods import by_period
from app.reference.scope import follows, is_planned_for, positions_for
from app.reference.terms import by_letter, terms_found
from app.reference.workbook import workbook_of
from app.reference.workload import loads_of

bp = Blueprint("reference", __name__)


@bp.get("/checklists")
@requires(Permission.LEARN)
def checklists() -> str:
    """All checklists: those of touchpoints in their order, then the others."""
    found = sorted(
        (each.body for each in library().all("checklist")),
        key=lambda each: (each.kind, each.touchpoint or 99, each.slug),
    )
    kinds = [(kind, list(same)) for kind, same in groupby(found, key=lambda each: each.kind)]
    return render_template("reference/checklists.html", kinds=kinds)


@bp.get("/checklists/<slug>")
@requires(Permission.LEARN)
def checklist(slug: str) -> str:
    """A checklist to read, and to print and fill in."""
    return render_template(
        "reference/checklist.html",
        checklist=document_or_404("checklist", slug).body,
        standards=library().standards,
    )


@bp.get("/glossary")
@requires(Permission.LEARN)
def glossary() -> str:
    """The terms of the trade in three languages, to search."""
    words = words_from(request.args.get("q", ""))
    found = terms_found(library().terms.values(), words)
    return render_template(
        "reference/glossary.html",
        words=words,
        count=len(found),
        letters=by_letter(found, g.language),
    )


@bp.get("/forms")
@requires(Permission.LEARN)
def forms() -> str:
    """All forms to print or to take away."""
    found = [each.body for each in library().all("form")]
    return render_template("reference/forms.html", forms=found)


@bp.get("/forms/<slug>")
@requires(Permission.LEARN)
def form(slug: str) -> str:
    """A form on a page of A4."""
    return render_template("reference/form.html", form=document_or_404("form", slug).body)


@bp.get("/forms/<slug>.xlsx")
@requires(Permission.LEARN)
def form_workbook(slug: str) -> Response:
    """The same form as a workbook."""
    found = document_or_404("form", slug).body
    file = workbook_of(found, g.language, company=g.house.name)
    return attachment(file, found.title.in_(g.language), ending="xlsx")


@bp.get("/positions")
@requires(Permission.LEARN)
def positions() -> str:
    """The positions that one may read."""
    found = positions_for(viewer(), library())
    return render_template("reference/positions.html", positions=found)


@bp.get("/positions/<slug>")
@requires(Permission.LEARN)
def position(slug: str) -> str:
    """What somebody in a position does, is good at and learns."""
    seen = {each.slug: each for each in positions_for(viewer(), library())}
    found = seen.get(slug) or abort(404)
    return render_template(
        "reference/position.html",
        position=found,
        periods=by_period(found.routines),
        path=library().path_of_position(slug),
        standards=library().standards,
        certificates=_certificates_of(found),
    )


@bp.get("/paths/<slug>")
@requires(Permission.LEARN)
def path(slug: str) -> str:
    """What a plan asks for in each stage, and how much time that takes in a week."""
    found: Path = document_or_404("path", slug).body
    if not is_planned_for(viewer(), found):
        db.session.scalar(follows(viewer(), found)) or abort(404)
    loads = loads_of(found, library(), begun_on=g.now.date())
    owner = library().get("position", found.position)
    return render_template(
        "reference/path.html", path=found, loads=loads, position=owner.body if owner else None
    )


def _certificates_of(position: Position) -> list[Text]:
    """What the outside certificates are called without which nobody is ready for the post."""
    kinds = kinds_of_certificates() if position.certificates else {}
    return [name_of(slug, kinds) for slug in position.certificates]
