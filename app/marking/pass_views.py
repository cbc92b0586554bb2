"""Pages on which HR decides about passes that a new score would take."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.queries import people_judged_by
from app.accounts.roles import Permission
from app.db import db
from app.library.reading import library
from app.marking.blueprint import bp
from app.marking.forms import DecisionForm
from app.marking.passes import decided_lately, held_in, held_one, let_stand, withdraw


@bp.get("/marking/passes")
@requires(Permission.CERTIFY)
def passes() -> str:
    """The passes that a new score would take."""
    people = people_judged_by(viewer())
    return render_template(
        "marking/passes.html", held=held_in(people), decided=decided_lately(people)
    )


@bp.route("/marking/passes/<uuid:rescoring_id>", methods=["GET", "POST"])
@requires(Permission.CERTIFY)
def decide(rescoring_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Let a pass stand, or withdraw it; either way with a reason."""
    form = DecisionForm()
    people = people_judged_by(viewer())
    held = held_one(people, rescoring_id, lock=form.is_submitted()) or abort(404)
    if not form.is_submitted():
        return render_template("marking/pass.html", held=held, form=form)
    if not form.validate():
        return render_template("marking/pass.html", held=held, form=form), 422
    if form.decision.data == "stand":
        let_stand(held, reason=form.reason.data, now=g.now, by_id=viewer().id)
        flash(_("The pass stands."))
    else:
        withdraw(held, library(), reason=form.reason.data, now=g.now, by_id=viewer().id)
        flash(_("The pass is withdrawn. It stays in the file with your reason."))
    db.session.commit()
    return redirect(url_for(".passes"))
