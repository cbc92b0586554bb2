"""Sitting a quiz, whoever sits it and below whatever address: the pages of an open attempt."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from flask import abort, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as HttpResponse

from app.attempts.answering import AttemptClosed, record_late, record_response
from app.attempts.ledger import Closed, Given, Rules, Standing, is_late
from app.attempts.models import Attempt, Response
from app.attempts.queries import attempts_visible_to, locked, with_responses
from app.attempts.rules import is_too_late
from app.attempts.scoring import submit_attempt
from app.attempts.sheet import Question, questions_of, receipt
from app.attempts.wording import REASONS
from app.db import db
from app.library.queries import version
from app.library.reading import library
from app.quizzes.itemtypes import type_of
from app.quizzes.model import Quiz
from app.quizzes.reasons import BadResponse
from app.quizzes.responses import is_under_way, read_form, what_counts

Answer = HttpResponse | tuple[str, int]


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


def rules_of(quiz: Quiz) -> Rules:
    """What the quiz and the house say of answers."""
    return Rules(current_app.config["ANSWER_GRACE"], tells_at_once=quiz.feedback == "each")


def questions_in(attempt: Attempt) -> list[Question]:
    """The questions of an attempt in their order, with what was answered."""
    return questions_of(attempt.shown, quiz_of(attempt), attempt.responses)


def question_page(seat: Seat, attempt_id: uuid.UUID) -> str | HttpResponse:
    """One question of an open attempt; `?question=` says which."""
    attempt = attempt_or_404(seat, attempt_id)
    if attempt.is_submitted:
        return redirect(seat.address("result", attempt_id=attempt_id))
    if _is_over(attempt):
        return redirect(seat.address("overview", attempt_id=attempt_id))
    questions = questions_in(attempt)
    return _question_page(seat, attempt, questions, _asked_for(questions))


def saved_response(seat: Seat, attempt_id: uuid.UUID, item: str) -> str | Answer:
    """Save what was answered to one item, and go where the pressed button leads."""
    attempt = attempt_or_404(seat, attempt_id, lock=True)
    questions = questions_in(attempt)
    question = next((each for each in questions if each.item.id == item), None) or abort(404)
    if _comes_late(attempt):
        return _kept_as_late(seat, attempt, question)
    try:
        saved = _save(attempt, question)
    except BadResponse as bad:
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
        is_over=_is_over(attempt),
    )


def handed_in(seat: Seat, attempt_id: uuid.UUID) -> HttpResponse:
    """Hand in, and go to what comes after it."""
    attempt = attempt_or_404(seat, attempt_id, lock=True)
    submit_attempt(attempt, library(), now=g.now)
    db.session.commit()
    return redirect(seat.address("result", attempt_id=attempt_id))


def _is_over(attempt: Attempt) -> bool:
    grace = current_app.config["ANSWER_GRACE"]
    return is_too_late(attempt.closes_at, now=g.now, grace=grace)


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
        receipt=receipt(attempt.id, question.saved.receipt) if question.saved else None,
        standards=library().standards,
    )


def _comes_late(attempt: Attempt) -> bool:
    """Whether an answer comes after the time; AttemptClosed when she handed in before that."""
    standing = Standing(attempt.closes_at, attempt.submitted_at)
    try:
        return is_late(standing, now=g.now, rules=rules_of(quiz_of(attempt)))
    except Closed as closed:
        raise AttemptClosed from closed


def _kept_as_late(seat: Seat, attempt: Attempt, question: Question) -> HttpResponse:
    """Keep what came after the time for whoever may admit it, and close the attempt."""
    # What is wrong with an answer no longer matters then.
    with suppress(BadResponse):
        answer = read_form(question.item, request.form)
        given = Given(question.item.id, answer, "is_flagged" in request.form)
        record_late(attempt, given, now=g.now)
        words = _(
            "The time was up when this answer came. It is kept, but does not count by itself."
        )
        flash(words, "warning")
    submit_attempt(attempt, library(), now=g.now)
    db.session.commit()
    return redirect(seat.address("result", attempt_id=attempt.id))


def _save(attempt: Attempt, question: Question) -> Response | None:
    if _tells_at_once(attempt) and question.is_answered:
        raise AttemptClosed
    answer = what_counts(question.item, question.answer, read_form(question.item, request.form))
    flagged = "is_flagged" in request.form
    if answer is None and not flagged and question.saved is None:
        return None
    return record_response(
        attempt,
        question.item.id,
        answer,
        is_flagged=flagged,
        now=g.now,
        grace=current_app.config["ANSWER_GRACE"],
    )


def _saved(
    seat: Seat,
    attempt: Attempt,
    questions: list[Question],
    question: Question,
    saved: Response | None,
) -> HttpResponse:
    answer = saved.answer if saved else None
    # Of an item with steps, a step is the button that was pressed.
    is_step = type_of(question.item).is_stepwise and "go" not in request.form
    place = "stay" if is_step else request.form.get("go", "next")
    if _tells_at_once(attempt) and answer and not is_under_way(question.item, answer):
        place = "stay"
    number = question.number + {"previous": -1, "stay": 0}.get(place, 1)
    if number > len(questions):
        return redirect(seat.address("overview", attempt_id=attempt.id))
    # The page comes back at what was said last.
    anchor = {"_anchor": f"q{question.number}-now"} if is_step else {}
    return redirect(
        seat.address("attempt", attempt_id=attempt.id, question=max(number, 1), **anchor)
    )


def _tells_at_once(attempt: Attempt) -> bool:
    """Whether what was right is told after each question, so that an answer is final."""
    return quiz_of(attempt).feedback == "each"
