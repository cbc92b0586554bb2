"""Style, script and icons: fetched once, kept for a year, and fetched anew when they change."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.utils import safe_join

ENDPOINTS = frozenset({"static", "bootstrap.static"})
KEPT = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Name the content in each file's address, and let browsers keep what is so named."""
    app.url_defaults(_add_version)
    app.after_request(_read_whole)
    app.after_request(_keep)


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in ENDPOINTS and "filename" in values and "v" not in values:
        values["v"] = _version_of(_folder(endpoint), values["filename"])


def _folder(endpoint: str) -> str:
    if endpoint == "static":
        return str(current_app.static_folder)
    return str(current_app.blueprints["bootstrap"].static_folder)


@cache
def _version_of(folder: str, filename: str) -> str | None:
    path = safe_join(folder, filename)
    if path is None or not Path(path).is_file():
        return None
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def _read_whole(response: Response) -> Response:
    # A file that is streamed is compressed piece by piece and closed whenever; these are small.
    if request.endpoint in ENDPOINTS and response.status_code == 200:
        response.direct_passthrough = False
        response.make_sequence()
    return response


def _keep(response: Response) -> Response:
    if request.endpoint in ENDPOINTS and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = KEPT
    return response
