"""Addresses: in templates, where most are the same on every page, and for outside of pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import flask
from flask import Flask, current_app, request


def register(app: Flask) -> None:
    """Let templates build each address once and remember it."""

    @lru_cache(maxsize=4096)
    def built(root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return flask.url_for(endpoint, **dict(values))

    def url_for(endpoint: str, **values: Any) -> str:
        # One that begins with a dot depends on the page that asks, `_external` on its host.
        if endpoint.startswith(".") or any(name.startswith("_") for name in values):
            return flask.url_for(endpoint, **values)
        return built(request.environ.get("SCRIPT_NAME", ""), endpoint, tuple(values.items()))

    app.jinja_env.globals["url_for"] = url_for


def outside(path: str) -> str:
    """The whole address of a page, for a chat, a mail, a slip, or to be read aloud."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path
