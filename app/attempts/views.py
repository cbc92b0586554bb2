"""Pages of a quiz for the staff: what it is, sitting it, the result."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.operations import NotAllowedNow, minutes_of, start_attempt
from app.attempts.queries import attempts_at, attempts_visible_to
from app.attempts.rules import refusal
from app.attempts.sitting import (
    Seat,
    attempt_or_404,
    handed_in,
    overview_page,
    question_page,
    questions_in,
    saved_response,
)
from app.db import db
from app.library.queries import Published, version
from app.library.reading import document_or_404, library
from app.quizzes.picking import pick_items

bp = Blueprint("attempts", __name__)


@bp.get("/quizzes/<quiz>")
@requires(Permission.SIT_QUIZ)
def quiz(quiz: str) -> str:
    """What the quiz is, what was reached so far, and the way in."""
    published = _quiz_or_404(quiz)
    attempts = db.session.scalars(attempts_at(attempts_visible_to(viewer().id), quiz)).all()
    submitted = [each.submitted_at for each in attempts if each.submitted_at]
    return render_template(
        "attempts/quiz.html",
        quiz=published.body,
        course=library().course_of_quiz.get(quiz),
        open_attempt=next((each for each in attempts if not each.is_submitted), None),
        submitted=[each for each in attempts if each.is_submitted],
        refusal=refusal(published.body, submitted, now=g.now),
        count=len(pick_items(published.body.items, published.body.pick) or ()),
    )


@bp.post("/quizzes/<quiz>/attempts")
@requires(Permission.SIT_QUIZ)
def start(quiz: str) -> HttpResponse:
    """Begin an attempt, or go on with the open one."""
    try:
        attempt = start_attempt(viewer().id, _quiz_or_404(quiz), now=g.now)
    except NotAllowedNow:
        return redirect(url_for(".quiz", quiz=quiz))
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


@bp.get("/attempts/<uuid:attempt_id>/result")
@requires(Permission.SIT_QUIZ)
def result(attempt_id: uuid.UUID) -> str | HttpResponse:
    """The score, and each question with what was right and why."""
    attempt = attempt_or_404(_seat(), attempt_id)
    if attempt.submitted_at is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id))
    published = version(attempt.version_id)
    return render_template(
        "attempts/result.html",
        attempt=attempt,
        quiz=published.body,
        version_number=published.number,
        questions=questions_in(attempt),
        minutes=minutes_of(attempt, attempt.submitted_at),
        course=library().course_of_quiz.get(attempt.quiz),
        standards=library().standards,
        is_offered=_is_offered(attempt.quiz),
    )


def _seat() -> Seat:
    return Seat(viewer().id, _address)


def _address(page: str, **values: Any) -> str:
    return url_for(f"attempts.{page}", **values)


def _quiz_or_404(slug: str) -> Published:
    return document_or_404("quiz", slug) if _is_offered(slug) else abort(404)


def _is_offered(slug: str) -> bool:
    """Whether the staff may sit it: one that candidates sit is not to be practised before."""
    return library().get("quiz", slug) is not None and slug not in library().screening_quizzes
