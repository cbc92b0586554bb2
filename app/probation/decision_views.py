"""The page on which HR decides about a probation."""

from __future__ import annotations

import uuid

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.db import db
from app.interface.addresses import outside
from app.interface.days import today_here
from app.library.reading import library
from app.probation.blueprint import bp
from app.probation.forms import DecisionForm
from app.probation.gathering import facts_of, position_of
from app.probation.letters import news_for
from app.probation.operations import decide
from app.probation.page import Sight, sight_of
from app.probation.queries import Found, review_seen_by, was_extended
from app.probation.wording import advice_name, voice_name


@bp.route("/probation/<uuid:review_id>/decision", methods=["GET", "POST"])
@requires(Permission.KEEP_RECORDS)
def decision(review_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Confirm, extend, or not confirm; never about oneself, and once for all."""
    today = today_here()
    found = _review_or_404(review_id)
    if found.review.decided_at is not None:
        return redirect(url_for(".review", review_id=review_id))
    form = _form(found)
    if not form.is_submitted():
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    decide(
        found.review,
        form.verdict(),
        facts_of(found.review, library(), today=today, zone=g.zone),
        library(),
        now=g.now,
        by_id=viewer().id,
        letter=news_for(found.person, link=outside(url_for("learning.today"))),
    )
    db.session.commit()
    flash(_("Decided. %(name)s reads it at the next sign-in.", name=found.person.name))
    return redirect(url_for(".review", review_id=review_id))


def _review_or_404(review_id: uuid.UUID) -> Found:
    found = review_seen_by(viewer(), review_id, today_here())
    # Her own review is found, and is not hers to decide.
    return found if found is not None and found.part.keeps else abort(404)


def _form(found: Found) -> DecisionForm:
    position = position_of(found.review)
    return DecisionForm(
        conditions=[(each.id, each.text.in_(g.language)) for each in position.conditions],
        ends_on=found.review.ends_on,
        may_extend=db.session.scalar(was_extended(found.review)) is None,
        may_refuse=found.review.conditions_confirmed_at is not None,
    )


def _sight(found: Found) -> Sight:
    return sight_of(found, library(), viewer_id=viewer().id, today=today_here(), zone=g.zone)


def _page(found: Found, form: DecisionForm) -> str:
    return render_template(
        "probation/decide.html",
        sight=_sight(found),
        form=form,
        voice_name=voice_name,
        advice_name=advice_name,
    )
