"""The self-assessment below a candidate's link: an offer, for the talk and not for a score."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import public
from app.appraisals.models import Appraisal
from app.appraisals.sitting import Seat, appraisal_or_404, hand_in, save_ratings, sheet_page
from app.db import db
from app.screening.candidate_door import LinkGone, bp, programme_or_gone, visit_at
from app.screening.candidate_operations import begin_self
from app.screening.candidate_programme import Programme
from app.screening.candidate_queries import Visit
from app.screening.candidate_steps import Step


@bp.get("/self")
@public
def self_instrument(token: str) -> str | Response:
    """What the self-assessment is, who sees it, the way in and the way past it."""
    visit, programme = _offer(token)
    if visit.invitation.appraisal_id is not None:
        return _to_sheet(token, visit.invitation.appraisal_id)
    return render_template(
        "invitation/self.html", token=token, visit=visit, programme=programme, who_sees=_who_sees()
    )


@bp.post("/self")
@public
def self_start(token: str) -> Response:
    """Begin, or go on."""
    visit, programme = _offer(token, lock=True)
    assert programme.instrument is not None
    found = begin_self(visit.invitation, programme.instrument, now=g.now)
    db.session.commit()
    return _to_sheet(token, found)


@bp.get("/self/<uuid:appraisal_id>")
@public
def self_appraisal(token: str, appraisal_id: uuid.UUID) -> str | Response:
    """Five statements to rate."""
    return sheet_page(*_sheet(token, appraisal_id))


@bp.post("/self/<uuid:appraisal_id>")
@public
def self_rate(token: str, appraisal_id: uuid.UUID) -> Response:
    """Save the ratings of a page."""
    return save_ratings(*_sheet(token, appraisal_id, lock=True))


@bp.post("/self/<uuid:appraisal_id>/submission")
@public
def self_submit(token: str, appraisal_id: uuid.UUID) -> Response:
    """Save the last page and hand in."""
    return hand_in(*_sheet(token, appraisal_id, lock=True))


@bp.get("/self/<uuid:appraisal_id>/result")
@public
def self_result(token: str, appraisal_id: uuid.UUID) -> Response:
    """No total and no band for a candidate: a word of thanks."""
    return redirect(url_for(".thanks", token=token))


def _offer(token: str, *, lock: bool = False) -> tuple[Visit, Programme]:
    """The visit and its programme, where a self-assessment is offered at all."""
    visit = visit_at(token, Step.SELF, lock=lock)
    programme = programme_or_gone(visit)
    if programme.instrument is None:
        abort(redirect(url_for(".thanks", token=token)))
    return visit, programme


def _sheet(token: str, appraisal_id: uuid.UUID, *, lock: bool = False) -> tuple[Seat, Appraisal]:
    """The appraisal that belongs to this invitation, and no other of the same person."""
    visit = visit_at(token, Step.SELF)
    if visit.invitation.appraisal_id != appraisal_id or visit.instrument is None:
        raise LinkGone
    seat = _seat(token, visit)
    return seat, appraisal_or_404(seat, visit.instrument, appraisal_id, lock=lock)


def _seat(token: str, visit: Visit) -> Seat:
    def address(page: str, **values: Any) -> str:
        # The link offers one instrument, so its address need not name it.
        kept = {name: value for name, value in values.items() if name != "instrument"}
        return url_for(f"invitation.self_{page}", token=token, **kept)

    person_id = visit.person_id
    return Seat(person_id, person_id, address, is_candidate=True, who_sees=_who_sees())


def _to_sheet(token: str, appraisal_id: uuid.UUID) -> Response:
    return redirect(url_for(".self_appraisal", token=token, appraisal_id=appraisal_id))


def _who_sees() -> str:
    return _(
        "HR sees what you choose, only as a guide for the talk with you. "
        "It is no score and no test, and you may leave it out."
    )
