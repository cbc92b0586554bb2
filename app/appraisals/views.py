"""Pages of ratings: of oneself, and by a supervisor of the people she leads."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from flask import abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as HttpResponse

# The routes of the list, the team and the statistics come with their import.
import app.appraisals.list_views
import app.appraisals.statistics_views  # noqa: F401
from app.accounts.access import requires, viewer
from app.accounts.models import Person
from app.accounts.queries import people_led_by
from app.accounts.roles import Permission
from app.appraisals import sitting
from app.appraisals.blueprint import bp
from app.appraisals.due import due_for, herself
from app.appraisals.operations import start_appraisal
from app.appraisals.pairing import DAYS
from app.appraisals.queries import both_sides, ratings_by
from app.appraisals.sheet import minutes_needed
from app.appraisals.sitting import Seat, appraisal_or_404, over_time
from app.appraisals.wording import (
    invitation_words,
    occasion_words,
    total_words,
    who_sees_about,
    who_sees_own,
)
from app.db import db
from app.interface.days import today_here
from app.library.queries import version
from app.library.reading import document_or_404, library
from app.markup.slugs import is_slug

_OWN = "/appraisals/<instrument>"
_ABOUT = "/team/<uuid:person_id>/appraisals/<instrument>"


@bp.get(_OWN)
@requires(Permission.RATE_SELF)
def instrument(instrument: str) -> str:
    """What the self-assessment is and who sees it, the way in, and one's earlier results."""
    return _introduction(_own_seat(), instrument, "appraisals/instrument.html")


@bp.post(f"{_OWN}/appraisals")
@requires(Permission.RATE_SELF)
def start(instrument: str) -> HttpResponse:
    """Begin, or go on with the open one."""
    return _start(_own_seat(), instrument)


@bp.get(f"{_OWN}/<uuid:appraisal_id>")
@requires(Permission.RATE_SELF)
def appraisal(instrument: str, appraisal_id: uuid.UUID) -> str | HttpResponse:
    """Five statements about oneself to rate."""
    seat = _own_seat()
    return sitting.sheet_page(seat, appraisal_or_404(seat, instrument, appraisal_id))


@bp.post(f"{_OWN}/<uuid:appraisal_id>")
@requires(Permission.RATE_SELF)
def rate(instrument: str, appraisal_id: uuid.UUID) -> HttpResponse:
    """Save the ratings of a page, and go where the pressed button leads."""
    seat = _own_seat()
    return sitting.save_ratings(seat, appraisal_or_404(seat, instrument, appraisal_id, lock=True))


@bp.post(f"{_OWN}/<uuid:appraisal_id>/submission")
@requires(Permission.RATE_SELF)
def submit(instrument: str, appraisal_id: uuid.UUID) -> HttpResponse:
    """Save the last page and hand in."""
    seat = _own_seat()
    return sitting.hand_in(seat, appraisal_or_404(seat, instrument, appraisal_id, lock=True))


@bp.get(f"{_OWN}/<uuid:appraisal_id>/result")
@requires(Permission.RATE_SELF)
def result(instrument: str, appraisal_id: uuid.UUID) -> str | HttpResponse:
    """The total, its band and what it advises, and each statement as it was rated."""
    seat = _own_seat()
    return sitting.result(seat, appraisal_or_404(seat, instrument, appraisal_id))


@bp.get(_ABOUT)
@requires(Permission.LEAD_TEAM)
def about(person_id: uuid.UUID, instrument: str) -> str:
    """What rating this person means, the way in, and what was handed in before."""
    return _introduction(_seat_about(person_id), instrument, "appraisals/about.html")


@bp.post(f"{_ABOUT}/appraisals")
@requires(Permission.LEAD_TEAM)
def start_about(person_id: uuid.UUID, instrument: str) -> HttpResponse:
    """Begin to rate a person whom one leads, or go on."""
    return _start(_seat_about(person_id), instrument)


@bp.get(f"{_ABOUT}/<uuid:appraisal_id>")
@requires(Permission.LEAD_TEAM)
def appraisal_about(
    person_id: uuid.UUID, instrument: str, appraisal_id: uuid.UUID
) -> str | HttpResponse:
    """Five statements about a person whom one leads."""
    seat = _seat_about(person_id)
    return sitting.sheet_page(seat, appraisal_or_404(seat, instrument, appraisal_id))


@bp.post(f"{_ABOUT}/<uuid:appraisal_id>")
@requires(Permission.LEAD_TEAM)
def rate_about(person_id: uuid.UUID, instrument: str, appraisal_id: uuid.UUID) -> HttpResponse:
    """Save the ratings of a page."""
    seat = _seat_about(person_id)
    return sitting.save_ratings(seat, appraisal_or_404(seat, instrument, appraisal_id, lock=True))


@bp.post(f"{_ABOUT}/<uuid:appraisal_id>/submission")
@requires(Permission.LEAD_TEAM)
def submit_about(person_id: uuid.UUID, instrument: str, appraisal_id: uuid.UUID) -> HttpResponse:
    """Save the last page and hand in."""
    seat = _seat_about(person_id)
    return sitting.hand_in(seat, appraisal_or_404(seat, instrument, appraisal_id, lock=True))


@bp.get(f"{_ABOUT}/<uuid:appraisal_id>/result")
@requires(Permission.LEAD_TEAM)
def result_about(
    person_id: uuid.UUID, instrument: str, appraisal_id: uuid.UUID
) -> str | HttpResponse:
    """What one gave, and beside it the person's own ratings once both are in."""
    seat = _seat_about(person_id)
    return sitting.result(seat, appraisal_or_404(seat, instrument, appraisal_id))


def _own_seat() -> Seat:
    me = viewer().id
    return Seat(person_id=me, rater_id=me, address=_own_address, who_sees=who_sees_own())


def _seat_about(person_id: uuid.UUID) -> Seat:
    """The seat of whoever leads this person today; anybody else's people are not found."""
    led = people_led_by(viewer().id).where(Person.id == person_id)
    person = db.session.scalar(led) or abort(404)
    return Seat(
        person_id=person_id,
        rater_id=viewer().id,
        address=partial(_address_about, person_id=person_id),
        subject=person.name,
        who_sees=who_sees_about(person.name),
    )


def _own_address(name: str, /, **values: Any) -> str:
    return url_for(f"appraisals.{name}", **values)


def _address_about(name: str, /, **values: Any) -> str:
    return url_for(
        f"appraisals.{name}_about" if name != "instrument" else "appraisals.about", **values
    )


def _introduction(seat: Seat, instrument: str, template: str) -> str:
    if not is_slug(instrument):
        abort(404)
    own = db.session.scalars(ratings_by(seat.rater_id, seat.person_id, instrument)).all()
    offered = library().get("instrument", instrument)
    # One that was withdrawn still has its page for whoever rated on it.
    shown = offered or (version(own[0].version_id) if own else abort(404))
    sides = both_sides(seat.rater_id, seat.person_id, instrument)
    return render_template(
        template,
        seat=seat,
        address=partial(seat.address, instrument=instrument),
        instrument=shown.body,
        version_id=shown.version_id,
        is_offered=offered is not None,
        minutes=minutes_needed(shown.body),
        open_appraisal=next((each for each in own if not each.is_submitted), None),
        submitted=[each for each in own if each.is_submitted],
        pairs=sides.pairs,
        waiting_since=sides.waiting_since(g.now),
        invitation=_invitation(seat, instrument),
        **over_time(seat, shown.body, sides),
        total_words=total_words,
        occasion_words=occasion_words,
        days=DAYS,
    )


def _invitation(seat: Seat, instrument: str) -> str | None:
    """Why it is a good day to rate, if this rater is asked to."""
    asked = due_for(seat.rater_id, herself(seat.person_id), today=today_here())
    found = (row for row in db.session.execute(asked) if row.slug == instrument)
    return next((invitation_words(row.occasion) for row in found), None)


def _start(seat: Seat, instrument: str) -> HttpResponse:
    published = document_or_404("instrument", instrument)
    appraisal = start_appraisal(
        published, person_id=seat.person_id, rater_id=seat.rater_id, now=g.now
    )
    db.session.commit()
    return redirect(seat.address("appraisal", instrument=instrument, appraisal_id=appraisal.id))
