"""Pages of probation: the list, and who is on probation without a review."""

from __future__ import annotations

import uuid
from functools import partial

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.models import Person
from app.accounts.roles import Permission
from app.db import db
from app.interface.days import today_here
from app.library.positions import position_title
from app.library.queries import Library
from app.library.reading import library

# The pages of one review find their way onto the same blueprint by being imported.
from app.probation import decision_views, review_views  # noqa: F401
from app.probation.blueprint import bp
from app.probation.dates import STATES, decided_by, state_of
from app.probation.finding import asked_from
from app.probation.forms import EndForm
from app.probation.models import ProbationReview
from app.probation.opening import CannotOpen, keep_probation_end, lack_of, open_review
from app.probation.queries import (
    MOST_NEWCOMERS,
    newcomers_of,
    open_review_of,
    page_of_reviews,
    person_recorded_by,
)
from app.probation.wording import lack_words, mark_of, state_name

__all__ = ["ProbationReview", "bp"]


@bp.get("/probation")
@requires(Permission.LEARN)
def reviews() -> str:
    """The reviews that one has to do with, and who is on probation without one."""
    asked, today = asked_from(request.args), today_here()
    newcomers = db.session.scalars(newcomers_of(viewer(), today).limit(MOST_NEWCOMERS + 1)).all()
    return render_template(
        "probation/reviews.html",
        asked=asked,
        states=[(state, state_name(state)) for state in STATES],
        page=page_of_reviews(viewer(), asked, today),
        newcomers=[(each, lack_of(each, library())) for each in newcomers[:MOST_NEWCOMERS]],
        has_more_newcomers=len(newcomers) > MOST_NEWCOMERS,
        today=today,
        state_of=state_of,
        decided_by=decided_by,
        mark_of=mark_of,
        lack_words=lack_words,
        title_of=partial(position_title, library=library(), language=g.language),
    )


@bp.route("/probation/people/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.TRAIN)
def newcomer(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Somebody's probation: its last day, which HR keeps, and what a review still needs."""
    person = _person_or_404(person_id)
    form = EndForm(probation_ends_on=person.probation_ends_on)
    if not form.is_submitted():
        return _page(person, form)
    _only_hr()
    if not form.validate():
        return _page(person, form), 422
    try:
        keep_probation_end(
            person,
            library(),
            ends_on=form.probation_ends_on.data,
            now=g.now,
            by_id=viewer().id,
        )
    except BadValue as problem:
        form.refuse(problem)
        return _page(person, form), 422
    db.session.commit()
    flash(_("The last day of probation is kept."))
    return redirect(url_for(".newcomer", person_id=person_id))


@bp.post("/probation/people/<uuid:person_id>/review")
@requires(Permission.TRAIN)
def open_one(person_id: uuid.UUID) -> Response:
    """Open the review of a person by hand."""
    person = _person_or_404(person_id)
    try:
        review = open_review(person, library(), now=g.now, by_id=viewer().id)
    except CannotOpen as problem:
        db.session.rollback()
        flash(lack_words(problem.lack), "warning")
        return redirect(url_for(".newcomer", person_id=person_id))
    db.session.commit()
    flash(_("The review is open. %(name)s is asked to confirm the conditions.", name=person.name))
    return redirect(url_for(".review", review_id=review.id))


def _page(person: Person, form: EndForm) -> str:
    shelf: Library = library()
    return render_template(
        "probation/newcomer.html",
        person=person,
        form=form,
        review=db.session.scalar(open_review_of(person.id)),
        lack=lack_of(person, shelf),
        lack_words=lack_words,
        title_of=partial(position_title, library=library(), language=g.language),
        keeps=Permission.KEEP_RECORDS in viewer().permissions,
    )


def _person_or_404(person_id: uuid.UUID) -> Person:
    return db.session.scalar(person_recorded_by(viewer(), person_id)) or abort(404)


def _only_hr() -> None:
    if Permission.KEEP_RECORDS not in viewer().permissions:
        abort(403)
