"""What can go wrong, as exceptions that mean something, and the page that each becomes."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, jsonify, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.db import db

log = logging.getLogger(__name__)


class Problem(Exception):
    """Something a person did that cannot be done now; `status` is the page it becomes."""

    status = 409


class NotYours(Problem):
    """The person is known and the page exists, but it is for another role."""

    status = 403


class TooMany(Problem):
    """Tried too often; `wait` says for how many seconds it is better to stop."""

    status = 429

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


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
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status=status), status, headers
    return render_template("error.html", status=status), status, headers
