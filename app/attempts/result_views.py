"""Pages of a result: the score with each question, and practising a similar one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.attempts.models import Attempt
from app.attempts.outlook import key_of
from app.attempts.review import decisions_about, reviewed, taught_at
from app.attempts.rules import Window, answers_visible
from app.attempts.scoring import minutes_of
from app.attempts.similar import practice_question, similar_to
from app.attempts.sitting import Seat, attempt_or_404
from app.attempts.starting import windows_of
from app.attempts.wording import REASONS
from app.db import db, reads_first
from app.enrolments.queries import openings_for
from app.library.queries import version
from app.library.reading import library
from app.quizzes.model import Item, Quiz
from app.quizzes.reasons import BadResponse
from app.quizzes.responses import read_form
from app.quizzes.scoring import score_item


def add_to(blueprint: Blueprint) -> None:
    """Add these pages to those of a quiz."""
    at = "/attempts/<uuid:attempt_id>"
    blueprint.add_url_rule(f"{at}/result", view_func=result)
    blueprint.add_url_rule(f"{at}/similar/<item>", view_func=similar)
    blueprint.add_url_rule(f"{at}/similar/<item>", view_func=practise, methods=["POST"])


@requires(Permission.SIT_QUIZ)
def result(attempt_id: uuid.UUID) -> str | HttpResponse:
    """The score, and each question with what was right and why."""
    attempt = attempt_or_404(_seat(), attempt_id)
    if attempt.submitted_at is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id))
    sat, key = version(attempt.version_id), key_of(attempt)
    decisions, windows = decisions_about(attempt), _windows(attempt, sat.body)
    return render_template(
        "attempts/result.html",
        attempt=attempt,
        quiz=sat.body,
        version_number=key.number,
        decisions=decisions,
        reviews=reviewed(attempt, sat, key, decisions.marks),
        shows_answers=answers_visible(sat.body, attempt.started_at, windows, now=g.now),
        shown_from=_end_for(attempt, windows),
        minutes=minutes_of(attempt, attempt.submitted_at),
        course=library().course_of_quiz.get(attempt.quiz),
        standards=library().standards,
        taught_at=lambda item: taught_at(item.standards, library()),
        has_similar=lambda item: bool(_similar(attempt, sat.body, item)),
        is_offered=is_offered(attempt.quiz),
    )


@requires(Permission.SIT_QUIZ)
def similar(attempt_id: uuid.UUID, item: str) -> str:
    """A similar question, to practise."""
    return _practice_page(attempt_id, item)


@reads_first
@requires(Permission.SIT_QUIZ)
def practise(attempt_id: uuid.UUID, item: str) -> str | tuple[str, int]:
    """Whether the answer is right, and why. Nothing is kept."""
    return _practice_page(attempt_id, item, is_answered=True)


def is_offered(slug: str) -> bool:
    """Whether the staff may sit it: one that candidates sit is not to be practised before."""
    return library().get("quiz", slug) is not None and slug not in library().screening_quizzes


def _practice_page(attempt_id: uuid.UUID, item_id: str, *, is_answered: bool = False) -> Any:
    attempt = attempt_or_404(_seat(), attempt_id)
    quiz: Quiz = version(attempt.version_id).body
    if not attempt.is_submitted or not _shows_answers(attempt, quiz):
        abort(404)
    about = next((each for each in quiz.items if each.id == item_id), None) or abort(404)
    others = _similar(attempt, quiz, about) or abort(404)
    place = request.args.get("number", 1, type=int) % len(others) - 1
    item, answer, error = others[place], None, None
    if is_answered:
        try:
            answer = read_form(item, request.form)
        except BadResponse as bad:
            error = str(REASONS[bad.reason])
    page = render_template(
        "attempts/similar.html",
        attempt=attempt,
        about=about,
        question=practice_question(item, answer, f"{attempt.id}{item.id}"),
        is_answered=is_answered and error is None,
        score=score_item(item, answer),
        error=error,
        typed=request.form if error else None,
        number=place + 1,
        count=len(others),
        standards=library().standards,
        taught=taught_at(item.standards, library()),
    )
    return (page, 422) if error else page


def _similar(attempt: Attempt, quiz: Quiz, item: Item) -> list[Item]:
    if not is_offered(attempt.quiz):
        return []
    return similar_to(item, [each["item"] for each in attempt.shown], quiz, library())


def _shows_answers(attempt: Attempt, quiz: Quiz) -> bool:
    return answers_visible(quiz, attempt.started_at, _windows(attempt, quiz), now=g.now)


def _windows(attempt: Attempt, quiz: Quiz) -> list[Window]:
    """When it is open for her, where that decides on what is shown."""
    if quiz.feedback != "closed":
        return []
    return windows_of(db.session.scalars(openings_for(attempt.person_id, quiz.slug)))


def _end_for(attempt: Attempt, windows: list[Window]) -> datetime | None:
    """The end of the windows in which she began, or of all; none where one has no end."""
    held = [each for each in windows if each.holds(attempt.started_at)] or windows
    ends = [each.closes_at for each in held if each.closes_at is not None]
    return max(ends) if ends and len(ends) == len(held) else None


def _seat() -> Seat:
    return Seat(viewer().id, _address)


def _address(page: str, **values: Any) -> str:
    return url_for(f"attempts.{page}", **values)
