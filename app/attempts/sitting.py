"""Sitting a quiz, whoever sits it and below whatever address: the pages of an open attempt."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as HttpResponse

from app.attempts.models import Attempt, Response
from app.attempts.operations import (
    AttemptClosed,
    record_response,
    refuse_if_closed,
    submit_attempt,
)
from app.attempts.queries import attempts_visible_to, locked, with_responses
from app.attempts.rules import is_too_late
from app.attempts.sheet import Question, questions_of, receipt
from app.attempts.wording import REASONS
from app.db import db
from app.library.queries import version
from app.library.reading import library
from app.quizzes.model import Quiz
from app.quizzes.reasons import BadResponse
from app.quizzes.responses import read_form


@dataclass(frozen=True)
class Seat:
    """Where somebody sits: whose attempts these are, and the addresses of their pages.

    `address` gives the page called attempt, respond, overview, submit or result, for example
    `address("respond", attempt_id=…, item=…)`.
    """

    person_id: uuid.UUID
    address: Callable[..., str]
    is_candidate: bool = False


def attempt_or_404(seat: Seat, attempt_id: uuid.UUID, *, lock: bool = False) -> Attempt:
    """An attempt of the person in this seat, with its responses."""
    wanted = with_responses(attempts_visible_to(seat.person_id)).where(Attempt.id == attempt_id)
    return db.session.scalar(locked(wanted) if lock else wanted) or abort(404)


def quiz_of(attempt: Attempt) -> Quiz:
    """The quiz in the version that the attempt began with."""
    body: Quiz = version(attempt.version_id).body
    return body


def questions_in(attempt: Attempt) -> list[Question]:
    """The questions of an attempt in their order, with what was answered."""
    return questions_of(attempt.shown, quiz_of(attempt), attempt.responses)


def question_page(seat: Seat, attempt_id: uuid.UUID) -> str | HttpResponse:
    """One question of an open attempt; `?question=` says which."""
    attempt = attempt_or_404(seat, attempt_id)
    if attempt.is_submitted:
        return redirect(seat.address("result", attempt_id=attempt_id))
    if is_too_late(attempt.closes_at, now=g.now):
        return redirect(seat.address("overview", attempt_id=attempt_id))
    questions = questions_in(attempt)
    return _question_page(seat, attempt, questions, _asked_for(questions))


def saved_response(seat: Seat, attempt_id: uuid.UUID, item: str) -> Any:
    """Save what was answered to one item, and go where the pressed button leads."""
    attempt = attempt_or_404(seat, attempt_id, lock=True)
    questions = questions_in(attempt)
    question = next((each for each in questions if each.item.id == item), None) or abort(404)
    try:
        saved = _save(attempt, question)
    except BadResponse as bad:
        if _wants_json():
            return jsonify(error=str(REASONS[bad.reason])), 422
        page = _question_page(seat, attempt, questions, question, error=str(REASONS[bad.reason]))
        return page, 422
    db.session.commit()
    return _saved(seat, attempt, questions, question, saved)


def overview_page(seat: Seat, attempt_id: uuid.UUID) -> str | HttpResponse:
    """All questions at a glance before handing in."""
    attempt = attempt_or_404(seat, attempt_id)
    if attempt.is_submitted:
        return redirect(seat.address("result", attempt_id=attempt_id))
    return render_template(
        "attempts/overview.html",
        seat=seat,
        attempt=attempt,
        quiz=quiz_of(attempt),
        questions=questions_in(attempt),
        is_over=is_too_late(attempt.closes_at, now=g.now),
    )


def handed_in(seat: Seat, attempt_id: uuid.UUID) -> HttpResponse:
    """Hand in, and go to what comes after it."""
    attempt = attempt_or_404(seat, attempt_id, lock=True)
    submit_attempt(attempt, library(), now=g.now)
    db.session.commit()
    return redirect(seat.address("result", attempt_id=attempt_id))


def _asked_for(questions: list[Question]) -> Question:
    """The question that the address names, else the first that is not answered."""
    number = request.args.get("question", type=int)
    for question in questions:
        if question.number == number:
            return question
    return next((each for each in questions if not each.is_answered), questions[-1])


def _question_page(
    seat: Seat,
    attempt: Attempt,
    questions: list[Question],
    question: Question,
    error: str | None = None,
) -> str:
    return render_template(
        "attempts/attempt.html",
        seat=seat,
        attempt=attempt,
        quiz=quiz_of(attempt),
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
    seat: Seat,
    attempt: Attempt,
    questions: list[Question],
    question: Question,
    saved: Response | None,
) -> HttpResponse:
    if _wants_json():
        return _told(attempt, question.number, saved)
    place = request.form.get("go", "next")
    if _tells_at_once(attempt) and saved is not None and saved.answer is not None:
        place = "stay"
    number = question.number + {"previous": -1, "stay": 0}.get(place, 1)
    if number > len(questions):
        return redirect(seat.address("overview", attempt_id=attempt.id))
    return redirect(seat.address("attempt", attempt_id=attempt.id, question=max(number, 1)))


def _tells_at_once(attempt: Attempt) -> bool:
    """Whether what was right is told after each question, so that an answer is final."""
    return quiz_of(attempt).feedback == "each"


def _told(attempt: Attempt, number: int, saved: Response | None) -> HttpResponse:
    """What the page shows after saving by itself: the receipt, and how far one is."""
    questions = questions_in(attempt)
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
