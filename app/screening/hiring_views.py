"""Hiring an accepted candidate, and the first way in for the new colleague."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.codes import give_code
from app.accounts.details import BadValue
from app.accounts.roles import Permission
from app.db import db
from app.interface.addresses import outside
from app.library.reading import library
from app.screening.blueprint import bp
from app.screening.forms import HireForm
from app.screening.hiring import hire, may_hire
from app.screening.invitation_views import locked_or_404
from app.screening.lastday import last_day
from app.screening.models import Invitation
from app.screening.page_values import writer
from app.screening.queries import invitations, places, supervisors

NO_CACHE = {"Cache-Control": "no-store"}


@bp.get("/screening/invitations/<uuid:invitation_id>/hiring")
@requires(Permission.SCREEN)
def hiring(invitation_id: uuid.UUID) -> str | Response:
    """Where and when a new colleague begins."""
    found = db.session.scalar(invitations().where(Invitation.id == invitation_id)) or abort(404)
    if not may_hire(found, now=g.now):
        return redirect(url_for(".invitation", invitation_id=invitation_id))
    form = _form(mobile=found.mobile, email=found.email, hired_on=last_day(g.now, g.zone))
    return _page(found, form)


@bp.post("/screening/invitations/<uuid:invitation_id>/hiring")
@requires(Permission.SCREEN)
def hire_candidate(invitation_id: uuid.UUID) -> str | Response | tuple:
    """Make the candidate an employee, and show the code for the first password."""
    found = locked_or_404(invitation_id)
    if found.hired_at is not None:
        return redirect(url_for(".invitation", invitation_id=invitation_id))
    form = _form()
    if not form.validate():
        return _page(found, form), 422
    try:
        hire(found, library(), now=g.now, by_id=viewer().id, **form.particulars())
    except BadValue as bad:
        db.session.rollback()
        form.refuse(bad)
        return _page(found, form), 422
    return _code_page(found)


@bp.post("/screening/invitations/<uuid:invitation_id>/codes")
@requires(Permission.SCREEN)
def code(invitation_id: uuid.UUID) -> Response | tuple:
    """One more code for the first password: the one before has run out, or was lost."""
    found = locked_or_404(invitation_id)
    if found.hired_at is None or found.person.password_hash is not None:
        abort(404)
    try:
        return _code_page(found)
    except BadValue as bad:
        db.session.rollback()
        flash(bad.text, "warning")
        return redirect(url_for(".invitation", invitation_id=invitation_id))


def _form(**values: object) -> HireForm:
    return HireForm(
        db.session.scalars(places()).all(), db.session.scalars(supervisors()).all(), **values
    )


def _page(invitation: Invitation, form: HireForm) -> str:
    return render_template(
        "screening/hiring.html",
        invitation=invitation,
        title=writer().title(invitation, g.language),
        path=library().path_of_position(invitation.position),
        form_of=form,
    )


def _code_page(invitation: Invitation) -> tuple:
    """The code is shown once and kept nowhere, so this answers the POST itself."""
    person = invitation.person
    given = give_code(person, now=g.now, by_id=viewer().id)
    db.session.commit()
    page = render_template(
        "screening/code.html",
        invitation=invitation,
        person=person,
        code=given,
        address=outside(url_for("accounts.code")),
    )
    return page, 200, NO_CACHE
