"""Pages of the self-assessment: what it is, rating the statements, the result."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy import Select
from werkzeug.wrappers import Response as HttpResponse

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.appraisals import operations
from app.appraisals.comparison import compare, scale_of, unsure_count
from app.appraisals.forms import FIELD, ratings_in
from app.appraisals.models import Appraisal
from app.appraisals.operations import Unfinished, start_appraisal, submit_appraisal
from app.appraisals.queries import appraisals_on, appraisals_visible_to, with_ratings
from app.appraisals.sheet import minutes_needed, sheet, sheet_to_go_on_with
from app.appraisals.wording import band_facts, band_parts, dot_lines, missing_words, progress_words
from app.db import db
from app.library.queries import version
from app.library.reading import document_or_404, library
from app.markup.slugs import is_slug
from app.quizzes.instruments import band_of
from app.quizzes.model import Instrument

bp = Blueprint("appraisals", __name__)


@bp.get("/appraisals/<instrument>")
@requires(Permission.RATE_SELF)
def instrument(instrument: str) -> str:
    """What the self-assessment is and who sees it, the way in, and one's earlier results."""
    own = db.session.scalars(_own(instrument)).all()
    offered = library().get("instrument", instrument)
    # One that was withdrawn still has its page for whoever rated it.
    shown = offered or (version(own[0].version_id) if own else abort(404))
    return render_template(
        "appraisals/instrument.html",
        instrument=shown.body,
        version_id=shown.version_id,
        is_offered=offered is not None,
        minutes=minutes_needed(shown.body),
        open_appraisal=next((each for each in own if not each.is_submitted), None),
        submitted=[each for each in own if each.is_submitted],
    )


@bp.post("/appraisals/<instrument>/appraisals")
@requires(Permission.RATE_SELF)
def start(instrument: str) -> HttpResponse:
    """Begin, or go on with the open one."""
    published = document_or_404("instrument", instrument)
    me = viewer().id
    appraisal = start_appraisal(published, person_id=me, rater_id=me, now=g.now)
    db.session.commit()
    return redirect(_address(appraisal))


@bp.get("/appraisals/<instrument>/<uuid:appraisal_id>")
@requires(Permission.RATE_SELF)
def appraisal(instrument: str, appraisal_id: uuid.UUID) -> str | HttpResponse:
    """Five statements to rate; `?page=` says which, else the first five that are not all rated."""
    appraisal = _appraisal_or_404(instrument, appraisal_id)
    if appraisal.is_submitted:
        return redirect(_address(appraisal, "result"))
    body = _instrument(appraisal)
    asked_for = request.args.get("page", type=int)
    shown = sheet(body, appraisal.values, asked_for or sheet_to_go_on_with(body, appraisal.values))
    return render_template(
        "appraisals/appraisal.html",
        appraisal=appraisal,
        instrument=body,
        sheet=shown,
        field=FIELD,
        progress=progress_words(shown),
        saved_at=max((rating.saved_at for rating in appraisal.ratings), default=None),
        shows_missing="missing" in request.args,
    )


@bp.post("/appraisals/<instrument>/<uuid:appraisal_id>")
@requires(Permission.RATE_SELF)
def rate(instrument: str, appraisal_id: uuid.UUID) -> HttpResponse:
    """Save the ratings of a page, and go where the pressed button leads."""
    appraisal = _appraisal_or_404(instrument, appraisal_id, lock=True)
    operations.rate(appraisal, ratings_in(request.form), now=g.now)
    db.session.commit()
    return _saved(appraisal)


@bp.post("/appraisals/<instrument>/<uuid:appraisal_id>/submission")
@requires(Permission.RATE_SELF)
def submit(instrument: str, appraisal_id: uuid.UUID) -> HttpResponse:
    """Save the last page and hand in; what is missing is asked for where it is missing."""
    appraisal = _appraisal_or_404(instrument, appraisal_id, lock=True)
    operations.rate(appraisal, ratings_in(request.form), now=g.now)
    try:
        submit_appraisal(appraisal, version(appraisal.version_id), now=g.now)
        address = _address(appraisal, "result")
    except Unfinished as unfinished:
        flash(missing_words(unfinished.count), "warning")
        page = sheet_to_go_on_with(_instrument(appraisal), appraisal.values)
        address = _address(appraisal, page=page, missing="yes")
    db.session.commit()
    return redirect(address)


@bp.get("/appraisals/<instrument>/<uuid:appraisal_id>/result")
@requires(Permission.RATE_SELF)
def result(instrument: str, appraisal_id: uuid.UUID) -> str | HttpResponse:
    """The total, its band and what it advises, and each statement as it was rated."""
    appraisal = _appraisal_or_404(instrument, appraisal_id)
    if not appraisal.is_submitted:
        return redirect(_address(appraisal))
    body = _instrument(appraisal)
    band = None if appraisal.total is None else band_of(body, appraisal.total)
    return render_template(
        "appraisals/result.html",
        appraisal=appraisal,
        instrument=body,
        band=band,
        band_parts=band_parts(body),
        band_facts=band_facts(body, band, g.language),
        unsure_count=unsure_count(appraisal.values),
        scale=scale_of(body),
        lines=dot_lines(compare(body, appraisal.values), g.language),
        is_paired=False,
    )


def _own(instrument: str) -> Select[Appraisal]:
    """One's own appraisals on an instrument; no database is asked for a name that cannot be one."""
    if not is_slug(instrument):
        abort(404)
    return appraisals_on(appraisals_visible_to(viewer()), instrument)


def _appraisal_or_404(instrument: str, appraisal_id: uuid.UUID, *, lock: bool = False) -> Appraisal:
    wanted = with_ratings(_own(instrument)).where(Appraisal.id == appraisal_id)
    if lock:
        wanted = wanted.with_for_update()
    return db.session.scalar(wanted) or abort(404)


def _instrument(appraisal: Appraisal) -> Instrument:
    """The instrument in the version that this appraisal began with."""
    body: Instrument = version(appraisal.version_id).body
    return body


def _address(appraisal: Appraisal, page_of: str = "appraisal", **values: Any) -> str:
    place: dict[str, Any] = {"instrument": appraisal.instrument, "appraisal_id": appraisal.id}
    return url_for(f".{page_of}", **place, **values)


def _saved(appraisal: Appraisal) -> HttpResponse:
    number = request.form.get("page", 1, type=int)
    if request.accept_mimetypes.best == "application/json":
        shown = sheet(_instrument(appraisal), appraisal.values, number)
        receipt = render_template("appraisals/saved.txt", at=g.now)
        return jsonify(saved=receipt, progress=progress_words(shown))
    step = {"previous": -1}.get(request.form.get("go", "next"), 1)
    page = sheet(_instrument(appraisal), appraisal.values, number + step).number
    return redirect(_address(appraisal, page=page))
