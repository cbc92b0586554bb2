"""Who has signed a policy and who has not: to look at, to print, to take away."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select

from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.roles import Permission
from app.audit.operations import record
from app.db import db, reading
from app.interface.addresses import outside
from app.interface.days import today_here
from app.interface.downloads import attachment
from app.library.positions import position_title
from app.library.queries import Published
from app.library.reading import document_or_404, library
from app.policies.asked import plans_with
from app.policies.blueprint import bp
from app.policies.signers import counts_of_units, people_concerned, signers
from app.policies.signers_sheet import sheet_of
from app.policies.unsigned import PAGE_SIZE, Asked, asked_of
from app.policies.wording import reminder, state_of


@bp.get("/policies/<slug>/unsigned")
@requires(Permission.TRAIN)
def unsigned(slug: str) -> str:
    """How many have signed in each unit, and who has not: a page at a time."""
    document, asked = document_or_404("policy", slug), asked_of(request.args)
    people = _people(document)
    # One more than a page tells whether there is another.
    found = signers(people, document.body, asked, limit=PAGE_SIZE + 1)
    link = outside(url_for(".policy", slug=slug))
    return render_template(
        "policies/unsigned.html",
        **_said(document, asked),
        units=counts_of_units(people, document.body),
        people=found[:PAGE_SIZE],
        has_more=len(found) > PAGE_SIZE,
        reminder=reminder(document.body, link=link, language=g.language),
    )


@bp.get("/policies/<slug>/unsigned/paper")
@requires(Permission.TRAIN)
def unsigned_on_paper(slug: str) -> str:
    """The same list as a whole, to print."""
    document, asked = document_or_404("policy", slug), asked_of(request.args)
    people = _people(document)
    return render_template(
        "policies/unsigned_on_paper.html",
        **_said(document, asked),
        units=counts_of_units(people, document.body),
        people=signers(people, document.body, asked),
    )


@bp.post("/policies/<slug>/unsigned.xlsx")
@requires(Permission.TRAIN)
def unsigned_workbook(slug: str) -> Response:
    """The same list as a workbook."""
    with reading():
        document, asked = document_or_404("policy", slug), asked_of(request.args)
        found = signers(_people(document), document.body, asked)
    title = document.body.title.in_(g.language)
    sheet = sheet_of(
        found,
        title=_("%(title)s, edition %(edition)s", title=title, edition=document.body.edition),
        position=partial(position_title, library=library(), language=g.language),
        state=state_of,
        local=_local,
    )
    record("exported", "policy", slug, now=g.now, actor_id=viewer().id)
    db.session.commit()
    return attachment(sheet.xlsx(), title, today_here(), ending="xlsx")


def _people(document: Published) -> Select[Person]:
    return people_concerned(viewer(), plans_with(library())[document.slug])


def _said(document: Published, asked: Asked) -> dict[str, Any]:
    return {
        "policy": document.body,
        "asked": asked,
        "state_of": state_of,
        "position_of": partial(position_title, library=library(), language=g.language),
    }


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(g.zone))
