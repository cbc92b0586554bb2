"""What can go wrong, as exceptions that mean something, and the page that each becomes."""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.db import db
from app.interface.error_texts import error_text

log = logging.getLogger(__name__)


class Problem(Exception):
    """Something a person did that cannot be done now; `status` is the page it becomes."""

    status = 409


class NotYours(Problem):
    """The person is known and the page exists, but it is for another role."""

    status = 403


class SignedOut(Problem):
    """A script asks for somebody who is not signed in any more; a page leads to the sign-in."""

    status = 401


class TooMany(Problem):
    """Tried too often; `wait` says for how many seconds it is better to stop."""

    status = 429

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


#: What a script goes by, where a person reads the words.
CODES = {
    400: "bad-request",
    401: "signed-out",
    403: "not-allowed",
    404: "not-found",
    409: "changed",
    413: "too-large",
    415: "not-json",
    422: "bad-answer",
    429: "too-often",
    503: "unavailable",
}


def is_for_script() -> bool:
    """Whether this site's own scripts ask: they are told everything as JSON, and led nowhere."""
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "is_for_script")


def told_to_script(status: int, code: str = "", sentence: str = "") -> Response:
    """An error as a script gets it: a code to go by, and a sentence to show."""
    words = sentence or error_text(status).happened
    answer = jsonify(code=code or CODES.get(status, "failed"), error=words)
    answer.status_code = status
    return answer


def init_app(app: Flask) -> None:
    """Answer every error with a page (or JSON) that says what to do next."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unexpected)


def _problem(error: Problem) -> tuple[Response | str, int, dict[str, str]]:
    headers = {"Retry-After": str(error.wait)} if isinstance(error, TooMany) else {}
    return _page(error.status, headers)


def _form_expired(error: CSRFError) -> tuple[Response | str, int, dict[str, str]]:
    return _page(400, {})


def _http_error(error: HTTPException) -> Response | tuple[Response | str, int, dict[str, str]]:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]
    methods = getattr(error, "valid_methods", None)
    return _page(status, {"Allow": ", ".join(methods)} if methods else {})


def _database_away(error: OperationalError) -> tuple[Response | str, int, dict[str, str]]:
    log.exception("the database did not answer")
    # Who is signed in stands in the database too, so the page must not ask for it again.
    g._login_user = AnonymousUserMixin()
    return _page(503, {"Retry-After": "5"})


def _unexpected(error: Exception) -> tuple[Response | str, int, dict[str, str]]:
    log.exception("unexpected error")
    return _page(500, {})


def _page(status: int, headers: dict[str, str]) -> tuple[Response | str, int, dict[str, str]]:
    # Whatever the request had half done is undone before anything else is asked of the database.
    db.session.rollback()
    if is_for_script():
        return told_to_script(status), status, headers
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status=status), status, headers
    return render_template("error.html", status=status), status, headers
