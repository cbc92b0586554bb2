"""How a supervisor helps one person along: a one-time code, more time in quizzes."""

from __future__ import annotations

import uuid

from flask import Response, flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.codes import give_code
from app.accounts.models import PasswordCode, Person
from app.accounts.people import update_person
from app.accounts.roles import Permission, Role
from app.db import db
from app.interface.addresses import outside
from app.teams.blueprint import bp
from app.teams.forms import ExtraTimeForm
from app.teams.scope import led_or_404

#: Who has more rights than these gets no code from a supervisor, who could sign in as her then.
CODE_FOR = frozenset({Role.LEARNER, Role.OBSERVER})


@bp.get("/team/<uuid:person_id>/code")
@requires(Permission.LEAD_TEAM)
def code(person_id: uuid.UUID) -> Response:
    """What a one-time code is, before one is given."""
    led = led_or_404(person_id, roles=True)
    return _unstored(render_template("teams/code.html", person=led, refused=not _may_have(led)))


@bp.post("/team/<uuid:person_id>/code")
@requires(Permission.LEAD_TEAM)
def give(person_id: uuid.UUID) -> Response | tuple[Response, int]:
    """Give a one-time code, and show it once: nothing keeps it but the person's memory."""
    led = led_or_404(person_id, roles=True)
    if not _may_have(led):
        return _unstored(render_template("teams/code.html", person=led, refused=True)), 403
    given = give_code(led, now=g.now, by_id=viewer().id)
    until = db.session.get_one(PasswordCode, led.id).expires_at
    db.session.commit()
    # Only now, for a page that is rendered within a write transaction ends it and undoes it.
    page = render_template(
        "accounts/code_given.html",
        person=led,
        back=url_for(".person", person_id=led.id),
        code=given,
        until=until,
        minutes=(until - g.now).total_seconds() / 60,
        address=outside(url_for("accounts.code")),
    )
    return _unstored(page)


@bp.post("/team/<uuid:person_id>/extra-time")
@requires(Permission.LEAD_TEAM)
def extra_time(person_id: uuid.UUID) -> HttpResponse:
    """Give one person more time in quizzes that have a limit, or the usual time again."""
    led, form = led_or_404(person_id), ExtraTimeForm()
    if form.validate():
        update_person(led, now=g.now, by_id=viewer().id, extra_time=form.extra_time.data)
        db.session.commit()
        flash(_("Saved. It holds from the next attempt on."))
    else:
        flash(_("Choose one of the times."), "warning")
    return redirect(url_for(".person", person_id=person_id))


def _may_have(person: Person) -> bool:
    return {Role(grant.role) for grant in person.grants} <= CODE_FOR


def _unstored(page: str) -> Response:
    """A page about passwords stays in no cache."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
