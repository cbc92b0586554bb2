"""The door of a candidate's pages: the token in the address is the only key, and opens one thing.

No sign-in is asked and none is used: whoever is signed in on this device stays outside. Guesses
are not counted: a token is 192 random bits.
"""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as HttpResponse

from app.attempts.answering import AttemptClosed
from app.db import db
from app.errors import Problem, is_for_script, told_to_script
from app.library.reading import library
from app.screening.candidate_programme import Programme, programme_of
from app.screening.candidate_queries import Visit, visit_by
from app.screening.candidate_steps import Access, Step, access_of, has_reached

bp = Blueprint("invitation", __name__, url_prefix="/i/<token>")

Answer = HttpResponse | tuple[str | Response, int]


class LinkGone(Problem):
    """The link leads nowhere: unknown, ended, or another's. The page does not tell which."""

    status = 404


def visit_or_gone(token: str, *, lock: bool = False) -> Visit:
    """What this link opens now; with the lock, to change it."""
    visit = visit_by(token, lock=lock)
    if visit is None or access_of(visit.journey, now=g.now) == Access.GONE:
        raise LinkGone
    return visit


def visit_at(token: str, step: Step, *, lock: bool = False) -> Visit:
    """The same, for a step whose turn has come; else the candidate is led to where she is."""
    visit = visit_or_gone(token, lock=lock)
    is_open = access_of(visit.journey, now=g.now) == Access.OPEN
    if not is_open or not has_reached(visit.journey, step):
        abort(redirect(url_for("invitation.welcome", token=token)))
    return visit


def programme_or_gone(visit: Visit) -> Programme:
    """What the position's candidates read and answer."""
    found = programme_of(visit.invitation.position, library())
    if found is None:
        raise LinkGone
    return found


@bp.context_processor
def _plain_frame() -> dict[str, Any]:
    """Nothing of whoever may be signed in here, and a way home that stays below the link."""
    token = (request.view_args or {}).get("token", "")
    return {"plain": True, "home": url_for("invitation.welcome", token=token)}


@bp.after_request
def _keep_to_oneself(response: Response) -> Response:
    """The address is a key: no cache, no search engine and no other page learns it."""
    response.headers["Cache-Control"] = "no-store"
    # Not `no-referrer`: without any origin the forms would be refused over HTTPS.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.errorhandler(LinkGone)
@bp.errorhandler(404)
def _gone(error: Exception) -> Answer:
    return _page("invitation/gone.html", 404)


@bp.errorhandler(AttemptClosed)
def _closed(error: AttemptClosed) -> Answer:
    """The attempt's page knows what is left to do: hand in, or go on."""
    if _wants_json():
        return jsonify(status=error.status), error.status
    values: dict[str, Any] = request.view_args or {}
    place = {"token": values["token"], "attempt_id": values["attempt_id"]}
    return redirect(url_for("invitation.attempt", **place))


@bp.errorhandler(Problem)
@bp.errorhandler(CSRFError)
@bp.errorhandler(HTTPException)
def _trouble(error: Problem | HTTPException) -> Answer:
    status = error.status if isinstance(error, Problem) else error.code or 500
    return _page("invitation/trouble.html", status)


def _page(template: str, status: int) -> Answer:
    # Whatever the request had half done is undone before anything else is asked of the database.
    db.session.rollback()
    if is_for_script():
        return told_to_script(status)
    if _wants_json():
        return jsonify(status=status), status
    return render_template(template, status=status), status


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
