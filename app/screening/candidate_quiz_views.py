"""The quiz below a candidate's link: the pages of sitting one, without a result."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import public
from app.attempts.arrival import answer_taken
from app.attempts.sitting import Seat, handed_in, overview_page, question_page, saved_response
from app.attempts.starting import NotAllowedNow
from app.db import db, reads_first
from app.library.reading import library
from app.screening.candidate_door import (
    LinkGone,
    bp,
    programme_or_gone,
    visit_at,
    visit_or_gone,
)
from app.screening.candidate_operations import begin_quiz
from app.screening.candidate_programme import programme_of
from app.screening.candidate_queries import Visit
from app.screening.candidate_steps import Access, Step, access_of, next_step
from app.security import needs_no_form_token, own_script_only


@bp.get("/quiz")
@public
def quiz(token: str) -> str | Response:
    """What the quiz is, and the way in; one that is begun is gone on with."""
    visit = visit_at(token, Step.QUIZ)
    if visit.invitation.attempt_id is not None:
        return _to_attempt(token, visit.invitation.attempt_id)
    return render_template(
        "invitation/quiz.html", token=token, visit=visit, programme=programme_or_gone(visit)
    )


@bp.post("/quiz")
@public
def start_quiz(token: str) -> Response:
    """Begin the quiz, or go on with it."""
    visit = visit_at(token, Step.QUIZ, lock=True)
    try:
        found = begin_quiz(visit.invitation, programme_or_gone(visit).quiz, library(), now=g.now)
    except NotAllowedNow:
        flash(_("The questions cannot be begun now. Please ask your contact."), "warning")
        return redirect(url_for(".welcome", token=token))
    db.session.commit()
    return _to_attempt(token, found)


@bp.get("/quiz/<uuid:attempt_id>")
@public
def attempt(token: str, attempt_id: uuid.UUID) -> str | Response:
    """One question."""
    return question_page(_seat(token, attempt_id), attempt_id)


@bp.post("/quiz/<uuid:attempt_id>/responses/<item>")
@public
def respond(token: str, attempt_id: uuid.UUID, item: str) -> Any:
    """Save what was answered to one question."""
    return saved_response(_seat(token, attempt_id), attempt_id, item)


@bp.post("/quiz/<uuid:attempt_id>/answers")
@public
@reads_first
@own_script_only
def answers(token: str, attempt_id: uuid.UUID) -> Response:
    """Keep an answer that the page's script sends."""
    return answer_taken(_seat(token, attempt_id), attempt_id)


bp.record_once(partial(needs_no_form_token, view=answers))


@bp.get("/quiz/<uuid:attempt_id>/overview")
@public
def overview(token: str, attempt_id: uuid.UUID) -> str | Response:
    """All questions at a glance before handing in."""
    return overview_page(_seat(token, attempt_id), attempt_id)


@bp.post("/quiz/<uuid:attempt_id>/submission")
@public
def submit(token: str, attempt_id: uuid.UUID) -> Response:
    """Hand in."""
    return handed_in(_seat(token, attempt_id), attempt_id)


@bp.get("/quiz/<uuid:attempt_id>/result")
@public
def result(token: str, attempt_id: uuid.UUID) -> Response:
    """A candidate is told no result, but what comes next."""
    visit = _visit_sitting(token, attempt_id)
    if visit.journey.submitted_at is None:
        return _to_attempt(token, attempt_id)
    step = next_step(visit.journey, offers_self=_offers_self(visit))
    return redirect(url_for(".self_instrument" if step == Step.SELF else ".thanks", token=token))


def _to_attempt(token: str, attempt_id: uuid.UUID) -> Response:
    return redirect(url_for("invitation.attempt", token=token, attempt_id=attempt_id))


def _seat(token: str, attempt_id: uuid.UUID) -> Seat:
    def address(page: str, **values: Any) -> str:
        return url_for(f"invitation.{page}", token=token, **values)

    return Seat(_visit_sitting(token, attempt_id).person_id, address, is_candidate=True)


def _visit_sitting(token: str, attempt_id: uuid.UUID) -> Visit:
    """The attempt that belongs to this invitation, and no other of the same person."""
    visit = visit_or_gone(token)
    if visit.invitation.attempt_id != attempt_id:
        raise LinkGone
    return visit


def _offers_self(visit: Visit) -> bool:
    found = programme_of(visit.invitation.position, library())
    is_open = access_of(visit.journey, now=g.now) == Access.OPEN
    return is_open and found is not None and found.instrument is not None
