"""Whether the process lives, and whether it is ready for people."""

from __future__ import annotations

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import select
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
    """The newest migration that the program brings."""
    config = Config()
    config.set_main_option("script_location", str(current_app.config["MIGRATIONS_PATH"]))
    return ScriptDirectory.from_config(config).get_current_head()


def _schema() -> str | None:
    return MigrationContext.configure(db.session.connection()).get_current_revision()
