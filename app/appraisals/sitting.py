"""The pages of a rating as everybody who rates sees them: employee, candidate, supervisor."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import abort, flash, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as HttpResponse

from app.appraisals import operations
from app.appraisals.comparison import compare, scale_of, unsure_count, widest_gap_first
from app.appraisals.forms import FIELD, ratings_in
from app.appraisals.history import ends_of, rounds_over_time
from app.appraisals.lessons import gaps_of, lessons_for
from app.appraisals.models import Appraisal
from app.appraisals.operations import Unfinished, submit_appraisal
from app.appraisals.pairing import DAYS
from app.appraisals.queries import Side, Sides, both_sides, ratings_by, with_ratings
from app.appraisals.sheet import Ratings, sheet, sheet_to_go_on_with
from app.appraisals.wording import (
    band_facts,
    band_parts,
    dot_lines,
    missing_words,
    occasion_words,
    progress_words,
    round_lines,
    total_words,
)
from app.db import db
from app.interface.days import today_here
from app.interface.formats import Reader
from app.library.queries import version
from app.library.reading import library
from app.markup.slugs import is_slug
from app.quizzes.instruments import band_of
from app.quizzes.model import Instrument


@dataclass(frozen=True)
class Seat:
    """Who rates whom, and where the pages of this rating are.

    Whoever makes a seat has seen to it that this rater may rate this person now.
    """

    #: Whom it is about; oneself, unless a name stands in `subject`.
    person_id: uuid.UUID
    rater_id: uuid.UUID
    #: address(name, instrument=…, appraisal_id=…): name is "appraisal" (GET), "rate" (POST),
    #: "submit" (POST), "result" (where handing in leads) or, without an id, "instrument" (way in).
    address: Callable[..., str]
    subject: str | None = None
    is_candidate: bool = False
    #: What the first sheet says about who reads the answers.
    who_sees: str | None = None


def appraisal_or_404(
    seat: Seat, instrument: str, appraisal_id: uuid.UUID, *, lock: bool = False
) -> Appraisal:
    """The rating with this id that is given from this seat; to change it, ask for the lock."""
    # No database is asked for a name that cannot be one.
    if not is_slug(instrument):
        abort(404)
    own = ratings_by(seat.rater_id, seat.person_id, instrument)
    wanted = with_ratings(own).where(Appraisal.id == appraisal_id)
    if lock:
        wanted = wanted.with_for_update()
    return db.session.scalar(wanted) or abort(404)


def sheet_page(seat: Seat, appraisal: Appraisal) -> str | HttpResponse:
    """Five statements to rate; `?page=` says which, else the first five that are not all rated."""
    if appraisal.is_submitted:
        return redirect(_address(seat, appraisal, "result"))
    body = _instrument(appraisal)
    asked_for = request.args.get("page", type=int)
    shown = sheet(body, appraisal.values, asked_for or sheet_to_go_on_with(body, appraisal.values))
    return render_template(
        "appraisals/appraisal.html",
        seat=seat,
        address=partial(_address, seat, appraisal),
        instrument=body,
        sheet=shown,
        field=FIELD,
        progress=progress_words(shown),
        saved_at=max((rating.saved_at for rating in appraisal.ratings), default=None),
        shows_missing="missing" in request.args,
    )


def save_ratings(seat: Seat, appraisal: Appraisal) -> HttpResponse:
    """Save the ratings of a page, and go where the pressed button leads; the script is told."""
    operations.rate(appraisal, ratings_in(request.form), now=g.now)
    db.session.commit()
    number = request.form.get("page", 1, type=int)
    if request.accept_mimetypes.best == "application/json":
        shown = sheet(_instrument(appraisal), appraisal.values, number)
        receipt = render_template("appraisals/saved.txt", at=g.now)
        return jsonify(saved=receipt, progress=progress_words(shown))
    step = {"previous": -1}.get(request.form.get("go", "next"), 1)
    page = sheet(_instrument(appraisal), appraisal.values, number + step).number
    return redirect(_address(seat, appraisal, "appraisal", page=page))


def hand_in(seat: Seat, appraisal: Appraisal) -> HttpResponse:
    """Save the last page and hand in; what is missing is asked for where it is missing."""
    operations.rate(appraisal, ratings_in(request.form), now=g.now)
    try:
        submit_appraisal(appraisal, version(appraisal.version_id), now=g.now, today=today_here())
        address = _address(seat, appraisal, "result")
    except Unfinished as unfinished:
        flash(missing_words(unfinished.count), "warning")
        page = sheet_to_go_on_with(_instrument(appraisal), appraisal.values)
        address = _address(seat, appraisal, "appraisal", page=page, missing="yes")
    db.session.commit()
    return redirect(address)


def result(seat: Seat, appraisal: Appraisal) -> str | HttpResponse:
    """Each statement as it was rated, and beside it the other side's rating once both are in.

    For employees and supervisors: what a candidate is told after handing in is not a result.
    """
    if not appraisal.is_submitted:
        return redirect(_address(seat, appraisal, "appraisal"))
    body = _instrument(appraisal)
    sides = both_sides(seat.rater_id, seat.person_id, appraisal.instrument)
    other = sides.pairs.get(appraisal.id)
    compared = widest_gap_first(compare(body, *_self_and_other(seat, appraisal, other)))
    return render_template(
        "appraisals/result_about.html" if seat.subject else "appraisals/result.html",
        seat=seat,
        address=partial(_address, seat, appraisal),
        appraisal=appraisal,
        other=other,
        may_pair=appraisal.id in sides.pairable,
        days=DAYS,
        instrument=body,
        total_words=total_words,
        unsure_count=unsure_count(appraisal.values),
        scale=scale_of(body),
        lines=dot_lines(compared, g.language, seat.subject),
        occasion=None if appraisal.occasion == "own" else occasion_words(appraisal.occasion),
        gaps=gaps_of(compared),
        lessons=lessons_for(gaps_of(compared), library()),
        **over_time(seat, body, sides),
        **_band_of(appraisal, body),
    )


def over_time(seat: Seat, instrument: Instrument, sides: Sides) -> dict[str, Any]:
    """The chart of the totals over the rounds, for a page that has one: lines and their scale."""
    beside = {own_id: other.appraisal for own_id, other in sides.pairs.items()}
    rounds = rounds_over_time(
        instrument, sides.given, beside, is_about_another=seat.subject is not None
    )
    return {
        "rounds": round_lines(rounds, Reader(g.zone, g.language, g.now), seat.subject),
        "ends": ends_of(instrument),
    }


def _self_and_other(
    seat: Seat, appraisal: Appraisal, other: Side | None
) -> tuple[Ratings | None, Ratings | None]:
    """The person's own ratings first, on whichever side this seat is; none for who is not seen."""
    given, beside = appraisal.values, other.appraisal.values if other else None
    return (beside, given) if seat.subject else (given, beside)


def _band_of(appraisal: Appraisal, instrument: Instrument) -> dict[str, Any]:
    band = None if appraisal.total is None else band_of(instrument, appraisal.total)
    return {
        "band": band,
        "band_parts": band_parts(instrument),
        "band_facts": band_facts(instrument, band, g.language),
    }


def _address(seat: Seat, appraisal: Appraisal, name: str, /, **query: str | int) -> str:
    place = {} if name == "instrument" else {"appraisal_id": appraisal.id}
    address = seat.address(name, instrument=appraisal.instrument, **place)
    return f"{address}?{urlencode(query)}" if query else address


def _instrument(appraisal: Appraisal) -> Instrument:
    """The instrument in the version that this appraisal began with."""
    body: Instrument = version(appraisal.version_id).body
    return body
