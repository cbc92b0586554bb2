"""When a quiz is open for whom: pages of those who examine."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.details import BadValue
from app.accounts.models import Person
from app.accounts.queries import called
from app.accounts.roles import Permission
from app.db import db
from app.enrolments.models import QuizOpening
from app.enrolments.openings import move_end, open_quiz, remove_opening
from app.library.reading import document_or_404, library
from app.openings.forms import EndForm, OpeningForm
from app.openings.queries import (
    Scope,
    opening_in,
    openings_in,
    scope_of,
    units_in,
)
from app.quizzes.model import Quiz

bp = Blueprint("openings", __name__)


@dataclass(frozen=True)
class Entry:
    """One opening as the page lists it."""

    opening: QuizOpening
    unit: str | None
    person: str | None
    zone: str

    @property
    def name(self) -> str:
        """Whom it is for."""
        return self.unit or self.person or ""

    @property
    def local_end(self) -> str:
        """Its end as the field of a browser takes it."""
        end = self.opening.closes_at
        return end.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M") if end else ""


@bp.route("/quizzes/<quiz>/openings", methods=["GET", "POST"])
@requires(Permission.EXAMINE)
def openings(quiz: str) -> str | Response | tuple[str, int]:
    """When a quiz is open for the viewer's people, and a form to open it once more."""
    about, scope = _quiz_or_404(quiz), scope_of(viewer())
    form = OpeningForm(g.zone, units=units_in(scope), called=partial(_people, scope))
    if not form.is_submitted():
        return _page(about, scope, form)
    if not form.validate():
        return _page(about, scope, form), 422
    try:
        open_quiz(
            quiz,
            opens_at=form.start,
            closes_at=form.end,
            unit_id=form.chosen_unit,
            person_id=form.person_id,
            now=g.now,
            by_id=viewer().id,
        )
    except BadValue as problem:
        form.refuse(problem)
        return _page(about, scope, form), 422
    db.session.commit()
    flash(_("The quiz is opened. Who is concerned sees it on the page of the quiz."))
    return redirect(url_for(".openings", quiz=quiz))


@bp.post("/quizzes/<quiz>/openings/<uuid:opening_id>/end")
@requires(Permission.EXAMINE)
def end(quiz: str, opening_id: uuid.UUID) -> Response:
    """Let it close at another moment."""
    opening = opening_in(scope_of(viewer()), quiz, opening_id) or abort(404)
    form = EndForm(g.zone)
    try:
        if not form.validate():
            raise BadValue("closes_at", form.closes_at.errors[0])
        move_end(opening, form.end, now=g.now, by_id=viewer().id)
    except BadValue as problem:
        db.session.rollback()
        flash(_("Not changed: %(why)s", why=problem.text), "warning")
        return redirect(url_for(".openings", quiz=quiz))
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".openings", quiz=quiz))


@bp.post("/quizzes/<quiz>/openings/<uuid:opening_id>/removal")
@requires(Permission.EXAMINE)
def remove(quiz: str, opening_id: uuid.UUID) -> Response:
    """Take an opening away."""
    opening = opening_in(scope_of(viewer()), quiz, opening_id) or abort(404)
    remove_opening(opening, now=g.now, by_id=viewer().id)
    db.session.commit()
    flash(_("The opening is removed."))
    return redirect(url_for(".openings", quiz=quiz))


def _page(quiz: Quiz, scope: Scope, form: OpeningForm) -> str:
    return render_template(
        "openings/openings.html",
        quiz=quiz,
        entries=[Entry(*row, zone=g.zone) for row in openings_in(scope, quiz.slug)],
        form=form,
        zone=g.zone,
    )


def _people(scope: Scope, words: str) -> Sequence[Person]:
    return db.session.scalars(called(scope.people, words)).all()


def _quiz_or_404(slug: str) -> Quiz:
    """A quiz that the staff sit."""
    if slug in library().screening_quizzes:
        abort(404)
    body: Quiz = document_or_404("quiz", slug).body
    return body
