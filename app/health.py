"""Whether the process lives, and whether it is ready for people."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.access import public
from app.db import db
from app.library.models import LibraryState

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """The database answers, its schema is the newest, and a library is published."""
    checks = {"database": False, "migrations": False, "library": False}
    try:
        checks["database"] = db.session.scalar(select(1)) == 1
        checks["migrations"] = _schema() == newest_schema()
        checks["library"] = db.session.scalar(select(LibraryState.revision)) is not None
    except SQLAlchemyError:
        db.session.rollback()
    ready = all(checks.values())
    return jsonify(status="ok" if ready else "not ready", checks=checks), 200 if ready else 503


def newest_schema() -> str | None:
    """The newest migration that the program brings: the one that no other follows."""
    return _newest_in(Path(current_app.config["MIGRATIONS_PATH"]) / "versions")


# Read here and not asked of Alembic, which would come into the memory of each serving process.
_REVISION = re.compile(r'^(revision|down_revision) = ["\'](\w+)["\']', re.MULTILINE)


@cache
def _newest_in(folder: Path) -> str | None:
    found = [match for file in folder.glob("*.py") for match in _REVISION.findall(file.read_text())]
    followed = {name for what, name in found if what == "down_revision"}
    newest = {name for what, name in found if what == "revision"} - followed
    return newest.pop() if len(newest) == 1 else None


def _schema() -> str | None:
    version: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return version
