"""A line a request, with an id to find it by and without personal data."""

from __future__ import annotations

import logging
import re
import secrets
import time
from logging import LogRecord
from typing import Any

from flask import Flask, Response, g, has_request_context, request

log = logging.getLogger("app.requests")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)


class PlainFormatter(logging.Formatter):
    """Tracebacks without the details in which PostgreSQL quotes what people typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        """The traceback; of an error of the database its detail is left out."""
        return _DETAIL.sub("DETAIL: left out", super().formatException(ei))


class _WithRequest(logging.Filter):
    def filter(self, record: LogRecord) -> bool:
        record.request_id = g.get("request_id", "-") if has_request_context() else "-"
        return True


def init_app(app: Flask) -> None:
    """Log every request by its endpoint (never its address, form or person), status and time."""
    if not app.testing:
        handler = logging.StreamHandler()
        handler.addFilter(_WithRequest())
        handler.setFormatter(
            PlainFormatter("%(asctime)s %(levelname)s %(request_id)s %(name)s %(message)s")
        )
        logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "-")
    if request.endpoint not in ("static", "bootstrap.static", "health.healthz"):
        milliseconds = 1000 * (time.perf_counter() - g.get("began", time.perf_counter()))
        log.info(
            "%s %s %d %.0f ms", request.method, request.endpoint, response.status_code, milliseconds
        )
    return response
