"""Pages of a quiz: what it is, sitting it, the result."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.models import Attempt, Response
from app.attempts.operations import (
    AttemptClosed,
    NotAllowedNow,
    minutes_of,
    record_response,
    refuse_if_closed,
    start_attempt,
    submit_attempt,
)
from app.attempts.queries import attempts_at, attempts_visible_to, with_responses
from app.attempts.rules import is_too_late, refusal
from app.attempts.sheet import Question, questions_of, receipt
from app.attempts.wording import REASONS
from app.db import db
from app.library.queries import version
from app.library.reading import document_or_404, library
from app.quizzes.model import Quiz
from app.quizzes.picking import pick_items
from app.quizzes.reasons import BadResponse
from app.quizzes.responses import read_form

bp = Blueprint("attempts", __name__)


@bp.get("/quizzes/<quiz>")
@requires(Permission.SIT_QUIZ)
def quiz(quiz: str) -> str:
    """What the quiz is, what was reached so far, and the way in."""
    published = document_or_404("quiz", quiz)
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
        attempt = start_attempt(viewer().id, document_or_404("quiz", quiz), now=g.now)
    except NotAllowedNow:
        return redirect(url_for(".quiz", quiz=quiz))
    db.session.commit()
    return redirect(url_for(".attempt", attempt_id=attempt.id))


@bp.get("/attempts/<uuid:attempt_id>")
@requires(Permission.SIT_QUIZ)
def attempt(attempt_id: uuid.UUID) -> str | HttpResponse:
    """One question of an open attempt; `?question=` says which."""
    attempt = _attempt_or_404(attempt_id)
    if attempt.is_submitted:
        return redirect(url_for(".result", attempt_id=attempt_id))
    if is_too_late(attempt.closes_at, now=g.now):
        return redirect(url_for(".overview", attempt_id=attempt_id))
    questions = _questions(attempt)
    return _question_page(attempt, questions, _asked_for(questions))


@bp.post("/attempts/<uuid:attempt_id>/responses/<item>")
@requires(Permission.SIT_QUIZ)
def respond(attempt_id: uuid.UUID, item: str) -> Any:
    """Save what was answered to one item, and go where the pressed button leads."""
    attempt = _attempt_or_404(attempt_id, lock=True)
    questions = _questions(attempt)
    question = next((each for each in questions if each.item.id == item), None) or abort(404)
    try:
        saved = _save(attempt, question)
    except BadResponse as bad:
        if _wants_json():
            return jsonify(error=str(REASONS[bad.reason])), 422
        return _question_page(attempt, questions, question, error=str(REASONS[bad.reason])), 422
    db.session.commit()
    return _saved(attempt, questions, question, saved)


@bp.get("/attempts/<uuid:attempt_id>/overview")
@requires(Permission.SIT_QUIZ)
def overview(attempt_id: uuid.UUID) -> str | HttpResponse:
    """All questions at a glance before handing in."""
    attempt = _attempt_or_404(attempt_id)
    if attempt.is_submitted:
        return redirect(url_for(".result", attempt_id=attempt_id))
    return render_template(
        "attempts/overview.html",
        attempt=attempt,
        quiz=_quiz(attempt),
        questions=_questions(attempt),
        is_over=is_too_late(attempt.closes_at, now=g.now),
    )


@bp.post("/attempts/<uuid:attempt_id>/submission")
@requires(Permission.SIT_QUIZ)
def submit(attempt_id: uuid.UUID) -> HttpResponse:
    """Hand in."""
    attempt = _attempt_or_404(attempt_id, lock=True)
    submit_attempt(attempt, library(), now=g.now)
    db.session.commit()
    return redirect(url_for(".result", attempt_id=attempt_id))


@bp.get("/attempts/<uuid:attempt_id>/result")
@requires(Permission.SIT_QUIZ)
def result(attempt_id: uuid.UUID) -> str | HttpResponse:
    """The score, and each question with what was right and why."""
    attempt = _attempt_or_404(attempt_id)
    if attempt.submitted_at is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id))
    published = version(attempt.version_id)
    return render_template(
        "attempts/result.html",
        attempt=attempt,
        quiz=published.body,
        version_number=published.number,
        questions=_questions(attempt),
        minutes=minutes_of(attempt, attempt.submitted_at),
        course=library().course_of_quiz.get(attempt.quiz),
        standards=library().standards,
        is_offered=library().get("quiz", attempt.quiz) is not None,
    )


def _attempt_or_404(attempt_id: uuid.UUID, *, lock: bool = False) -> Attempt:
    wanted = with_responses(attempts_visible_to(viewer().id)).where(Attempt.id == attempt_id)
    if lock:
        wanted = wanted.with_for_update()
    return db.session.scalar(wanted) or abort(404)


def _quiz(attempt: Attempt) -> Quiz:
    body: Quiz = version(attempt.version_id).body
    return body


def _questions(attempt: Attempt) -> list[Question]:
    return questions_of(attempt.shown, _quiz(attempt), attempt.responses)


def _asked_for(questions: list[Question]) -> Question:
    """The question that the address names, else the first that is not answered."""
    number = request.args.get("question", type=int)
    for question in questions:
        if question.number == number:
            return question
    return next((each for each in questions if not each.is_answered), questions[-1])


def _question_page(
    attempt: Attempt, questions: list[Question], question: Question, error: str | None = None
) -> str:
    quiz = _quiz(attempt)
    return render_template(
        "attempts/attempt.html",
        attempt=attempt,
        quiz=quiz,
        questions=questions,
        question=question,
        error=error,
        typed=request.form if error else None,
        is_locked=_tells_at_once(attempt) and question.is_answered,
        receipt=receipt(attempt.id, question.saved.sequence) if question.saved else None,
    )


def _save(attempt: Attempt, question: Question) -> Response | None:
    # Whatever was sent: what is wrong with it no longer matters then.
    refuse_if_closed(attempt, now=g.now)
    if _tells_at_once(attempt) and question.is_answered:
        raise AttemptClosed
    answer = read_form(question.item, request.form)
    flagged = "is_flagged" in request.form
    if answer is None and not flagged and question.saved is None:
        return None
    return record_response(attempt, question.item.id, answer, is_flagged=flagged, now=g.now)


def _saved(
    attempt: Attempt, questions: list[Question], question: Question, saved: Response | None
) -> HttpResponse:
    if _wants_json():
        return _told(attempt, question.number, saved)
    place = request.form.get("go", "next")
    if _tells_at_once(attempt) and saved is not None and saved.answer is not None:
        place = "stay"
    number = question.number + {"previous": -1, "stay": 0}.get(place, 1)
    if number > len(questions):
        return redirect(url_for(".overview", attempt_id=attempt.id))
    return redirect(url_for(".attempt", attempt_id=attempt.id, question=max(number, 1)))


def _tells_at_once(attempt: Attempt) -> bool:
    """Whether what was right is told after each question, so that an answer is final."""
    return _quiz(attempt).feedback == "each"


def _told(attempt: Attempt, number: int, saved: Response | None) -> HttpResponse:
    """What the page shows after saving by itself: the receipt, and how far one is."""
    questions = _questions(attempt)
    question = questions[number - 1]
    number_told = receipt(attempt.id, saved.sequence) if saved else ""
    return jsonify(
        saved=render_template("attempts/receipt.txt", number=number_told) if saved else "",
        progress=render_template("attempts/progress.txt", questions=questions),
        place=render_template("attempts/place.txt", question=question),
        is_answered=question.is_answered,
        is_flagged=question.is_flagged,
    )


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
