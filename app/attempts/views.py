"""Pages of a quiz for the staff: what it is, sitting it, the result."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.arrival import answer_taken
from app.attempts.forms import StartForm
from app.attempts.queries import attempts_at, attempts_visible_to
from app.attempts.result_views import add_to as add_result_pages
from app.attempts.result_views import is_offered
from app.attempts.sitting import (
    Seat,
    handed_in,
    overview_page,
    question_page,
    saved_response,
)
from app.attempts.starting import NotAllowedNow, set_helper, start_attempt
from app.attempts.terms import terms_of
from app.db import db, reads_first
from app.enrolments.queries import openings_for
from app.library.queries import Published
from app.library.reading import document_or_404, library
from app.quizzes.model import Quiz
from app.quizzes.picking import pick_items
from app.security import needs_no_form_token, own_script_only

bp = Blueprint("attempts", __name__)


@bp.get("/quizzes/<quiz>")
@requires(Permission.SIT_QUIZ)
def quiz(quiz: str) -> str:
    """What the quiz is, what was reached so far, and the way in."""
    return _quiz_page(_quiz_or_404(quiz), StartForm(formdata=None))


@bp.post("/quizzes/<quiz>/attempts")
@requires(Permission.SIT_QUIZ)
def start(quiz: str) -> HttpResponse | tuple[str, int]:
    """Begin an attempt, or go on with the open one."""
    published, form = _quiz_or_404(quiz), StartForm()
    if not form.validate():
        return _quiz_page(published, form), 422
    try:
        attempt = start_attempt(
            viewer().id,
            published,
            now=g.now,
            extra_time=viewer().extra_time,
            told_end=form.end_told,
            grace=current_app.config["ANSWER_GRACE"],
        )
    except NotAllowedNow as refused:
        told = "cut" if refused.refusal.why == "cut" else None
        return redirect(url_for(".quiz", quiz=quiz, told=told))
    if form.helper is not None:
        set_helper(attempt, form.helper)
    db.session.commit()
    return redirect(url_for(".attempt", attempt_id=attempt.id))


@bp.get("/attempts/<uuid:attempt_id>")
@requires(Permission.SIT_QUIZ)
def attempt(attempt_id: uuid.UUID) -> str | HttpResponse:
    """One question of an open attempt."""
    return question_page(_seat(), attempt_id)


@bp.post("/attempts/<uuid:attempt_id>/responses/<item>")
@requires(Permission.SIT_QUIZ)
def respond(attempt_id: uuid.UUID, item: str) -> Any:
    """Save what was answered to one item."""
    return saved_response(_seat(), attempt_id, item)


@bp.post("/attempts/<uuid:attempt_id>/answers")
@reads_first
@own_script_only
@requires(Permission.SIT_QUIZ)
def answers(attempt_id: uuid.UUID) -> HttpResponse:
    """Keep an answer that the page's script sends."""
    return answer_taken(_seat(), attempt_id)


bp.record_once(partial(needs_no_form_token, view=answers))


@bp.get("/attempts/<uuid:attempt_id>/overview")
@requires(Permission.SIT_QUIZ)
def overview(attempt_id: uuid.UUID) -> str | HttpResponse:
    """All questions at a glance before handing in."""
    return overview_page(_seat(), attempt_id)


@bp.post("/attempts/<uuid:attempt_id>/submission")
@requires(Permission.SIT_QUIZ)
def submit(attempt_id: uuid.UUID) -> HttpResponse:
    """Hand in."""
    return handed_in(_seat(), attempt_id)


def _quiz_page(published: Published, form: StartForm) -> str:
    quiz: Quiz = published.body
    attempts = db.session.scalars(attempts_at(attempts_visible_to(viewer().id), quiz.slug)).all()
    openings = db.session.scalars(openings_for(viewer().id, quiz.slug)).all()
    return render_template(
        "attempts/quiz.html",
        quiz=quiz,
        course=library().course_of_quiz.get(quiz.slug),
        terms=terms_of(
            quiz,
            attempts,
            openings,
            viewer().extra_time,
            now=g.now,
            grace=current_app.config["ANSWER_GRACE"],
        ),
        form=form,
        told=request.args.get("told"),
        count=len(pick_items(quiz.items, quiz.pick) or ()),
    )


def _seat() -> Seat:
    return Seat(viewer().id, _address)


def _address(page: str, **values: Any) -> str:
    return url_for(f"attempts.{page}", **values)


def _quiz_or_404(slug: str) -> Published:
    return document_or_404("quiz", slug) if is_offered(slug) else abort(404)


add_result_pages(bp)
